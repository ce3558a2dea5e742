/** What went wrong with a whole promotion rather than with one of its fields. */
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { Notice } from '../../shared/notice.js';
import { PROMOTION_FIELDS } from './promotion-draft.js';

export function Conflict({ version, onLoad }: { readonly version: number; readonly onLoad: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice tone="danger" testId="planner-conflict">
      <Text size="sm" fw={600}>
        {t('promotions.planner.conflictTitle')}
      </Text>
      <Text size="sm">{t('promotions.planner.conflict', { version })}</Text>
      <Button size="compact-sm" variant="default" mt="xs" onClick={onLoad} data-testid="load-latest">
        {t('promotions.planner.load')}
      </Button>
    </Notice>
  );
}

const SHOWN_AT_FIELDS = /^(reason|items(\.\d+(\.(bizTag|peakRate|multiple|ofDays|ofLastPromotion))?)?)$/;

interface OtherFaultsProps {
  /** By field. */
  readonly faults: Readonly<Record<string, string>>;
  readonly isTried: boolean;
  /** What came of the last attempt. */
  readonly error: unknown;
}

/** Beside the buttons: what is wrong with something that has no field here, or that something further up is. */
export function OtherFaults({ faults, isTried, error }: OtherFaultsProps) {
  const { t } = useTranslation();
  const fields = Object.keys(faults);
  const others = fields
    .filter((field) => !SHOWN_AT_FIELDS.test(field) && !PROMOTION_FIELDS.some((known) => known === field))
    .map((field) => `${field} ${faults[field]}`.trim());
  if (others.length > 0) {
    return <Notice tone="danger">{t('promotions.planner.others', { faults: others.join(' · ') })}</Notice>;
  }
  if (fields.length > 0) return isTried && <InvalidText count={fields.length} />;
  return error !== null && Object.keys(fieldFaults(error)).length === 0 ? <FaultView error={error} /> : null;
}

function InvalidText({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" className="planner-fault" role="alert" data-testid="planner-invalid">
      {t('promotions.planner.invalid', { count })}
    </Text>
  );
}
