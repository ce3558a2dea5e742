/** One row of what is expected: a biz tag or a pattern, and its peak as a figure or as a multiple of what was seen. */
import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isPattern, matchesTag, type PromotionPlan } from '#contract';
import { TagField } from '../../shared/tag-field.js';
import { FieldWarnings } from './planner-fields.js';
import { BASES, type ItemDraft } from './promotion-draft.js';

interface ItemFieldsProps {
  readonly item: ItemDraft;
  readonly index: number;
  readonly faults: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** As far as it is known: tells how many biz tags a pattern covers. */
  readonly plan: readonly PromotionPlan[] | undefined;
  readonly onChange: (change: Partial<ItemDraft>) => void;
  /** Undefined where it is the only one: nothing would be expected of anything. */
  readonly onRemove: (() => void) | undefined;
}

export function ItemFields(props: ItemFieldsProps) {
  const { item, index, faults, warnings, plan, onChange, onRemove } = props;
  const { t } = useTranslation();
  const n = index + 1;
  const fault = faults[`items.${index}`];
  return (
    <div
      className="planner-item"
      role="group"
      aria-label={t('promotions.planner.item', { n })}
      data-testid={`item-${index}`}
    >
      <div className="planner-item-tag">
        <TagField
          label={t('promotions.planner.bizTag')}
          placeholder={t('promotions.planner.bizTagPlaceholder')}
          value={item.bizTag}
          error={faults[`items.${index}.bizTag`]}
          onChange={(bizTag) => onChange({ bizTag })}
          onPick={(bizTag) => onChange({ bizTag })}
          testId={`item-${index}-tag`}
        />
        {onRemove !== undefined && (
          <Button
            variant="default"
            onClick={onRemove}
            aria-label={t('promotions.planner.removeItemLabel', { n })}
            data-testid={`item-${index}-remove`}
          >
            {t('promotions.planner.removeItem')}
          </Button>
        )}
      </div>
      <PeakFields item={item} index={index} faults={faults} onChange={onChange} />
      <PatternText pattern={item.bizTag.trim()} plan={plan} />
      {fault !== undefined && (
        <Text size="sm" className="planner-fault" role="alert">
          {fault}
        </Text>
      )}
      <FieldWarnings warnings={warnings} />
    </div>
  );
}

const FIGURES = { rate: ['peakRate'], days: ['multiple', 'ofDays'], promotion: ['multiple'] } as const;
const WORDS = { peakRate: 'rate', multiple: 'multiple', ofDays: 'ofDays' } as const;
const TEST_IDS = { peakRate: 'rate', multiple: 'multiple', ofDays: 'days' } as const;

function PeakFields({
  item,
  index,
  faults,
  onChange,
}: Pick<ItemFieldsProps, 'item' | 'index' | 'faults' | 'onChange'>) {
  const { t } = useTranslation();
  const at = `items.${index}`;
  const promotionFault = item.basis === 'promotion' ? faults[`${at}.ofLastPromotion`] : undefined;
  return (
    <div className="planner-item-peak">
      <NativeSelect
        label={t('promotions.planner.basis')}
        value={item.basis}
        error={promotionFault}
        data={BASES.map((value) => ({ value, label: t(`promotions.planner.bases.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ basis: BASES.find((known) => known === value) ?? 'rate' })
        }
        data-testid={`item-${index}-basis`}
      />
      {FIGURES[item.basis].map((field) => (
        <TextInput
          key={field}
          label={t(`promotions.planner.${WORDS[field]}`)}
          inputMode="decimal"
          autoComplete="off"
          value={item[field]}
          error={faults[`${at}.${field}`]}
          onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          data-testid={`item-${index}-${TEST_IDS[field]}`}
        />
      ))}
    </div>
  );
}

function PatternText({ pattern, plan }: { readonly pattern: string; readonly plan: ItemFieldsProps['plan'] }) {
  const { t } = useTranslation();
  if (plan === undefined || !isPattern(pattern)) return null;
  const count = plan.filter(({ bizTag }) => matchesTag(pattern, bizTag)).length;
  return (
    <Text size="xs" c="dimmed">
      {t('promotions.planner.matches', { count })}
    </Text>
  );
}
