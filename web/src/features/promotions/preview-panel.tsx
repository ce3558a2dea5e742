/** What would be done if the promotion were scheduled as it stands in the form. */
import { Box, Loader, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromotionPreview, PromotionWarning } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { Notice } from '../../shared/notice.js';
import { chartOf } from './draft-load.js';
import { LoadChart } from './load-chart.js';
import { PlanCards } from './plan-cards.js';
import type { PromotionDraft } from './promotion-draft.js';
import type { DraftPreview } from './use-draft-preview.js';
import { useZoneTimes } from './zone-times.js';

/** A pattern may cover hundreds of biz tags with the same to say of each. */
const WARNINGS_SHOWN = 12;

interface PreviewPanelProps {
  readonly draft: PromotionDraft;
  readonly state: DraftPreview;
}

export function PreviewPanel({ draft, state }: PreviewPanelProps) {
  const { t } = useTranslation();
  const { preview, error, isOld, isAsking, isAsked } = state;
  const isInvalid = error !== null && Object.keys(fieldFaults(error)).length > 0;
  return (
    // It may be longer than the screen and scrolls by itself, so the keyboard has to reach it.
    <Box
      component="section"
      className="panel planner-preview"
      tabIndex={0}
      aria-labelledby="preview"
      data-testid="promotion-preview"
      data-old={isOld}
    >
      <div className="panel-head">
        <Title order={2} size="h5" id="preview">
          {t('promotions.preview.title')}
        </Title>
        {isAsking && <Loader size="xs" aria-label={t('promotions.preview.asking')} />}
      </div>
      {!isAsked && <Text size="sm">{t('promotions.preview.waiting')}</Text>}
      {error !== null && !isInvalid && <FaultView error={error} />}
      {isInvalid && (
        <Text size="sm" c="dimmed">
          {t(preview === undefined ? 'promotions.preview.invalid' : 'promotions.preview.old')}
        </Text>
      )}
      {preview !== undefined && <Preview draft={draft} preview={preview} />}
    </Box>
  );
}

function Preview({ draft, preview }: { readonly draft: PromotionDraft; readonly preview: PromotionPreview }) {
  const { t } = useTranslation();
  const { moment, zoneName } = useZoneTimes(draft.zone);
  const { warmsAt, nodes, plan, warnings } = preview;
  const chart = chartOf(draft, Date.parse(preview.warmsAt));
  const time = `${moment(warmsAt)} (${zoneName(warmsAt)})`;
  return (
    <>
      <Text size="sm">
        {t('promotions.preview.warms', { time, nodes: t('promotions.preview.nodes', { count: nodes }) })}
      </Text>
      <Warnings warnings={warnings} />
      {chart !== undefined && plan.length > 0 && <LoadChart plan={plan} {...chart} />}
      <Title order={3} size="h6">
        {t('promotions.preview.tags')}
      </Title>
      {plan.length === 0 ? <Text size="sm">{t('promotions.plan.none')}</Text> : <PlanCards plan={plan} />}
    </>
  );
}

export function Warnings({ warnings }: { readonly warnings: readonly PromotionWarning[] }) {
  const { t } = useTranslation();
  const restCount = warnings.length - WARNINGS_SHOWN;
  if (warnings.length === 0) return <Text size="sm">{t('promotions.preview.fine')}</Text>;
  return (
    <Notice tone="warning" testId="promotion-warnings">
      <Text size="sm" fw={600}>
        {t('promotions.warnings')}
      </Text>
      <ul className="promotion-warnings">
        {warnings.slice(0, WARNINGS_SHOWN).map(({ field, bizTag, message }) => (
          <li key={`${field} ${bizTag} ${message}`}>
            {bizTag !== null && <strong>{bizTag}: </strong>}
            {message}
          </li>
        ))}
        {restCount > 0 && <li>{t('promotions.moreWarnings', { count: restCount })}</li>}
      </ul>
    </Notice>
  );
}
