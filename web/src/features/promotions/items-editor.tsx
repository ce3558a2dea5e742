/** What is expected of which biz tags: a row each, of one biz tag or of all that a pattern names. */
import { Button, Fieldset, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PROMOTION_ITEMS_MAX, type PromotionPlan } from '#contract';
import { ItemFields } from './item-fields.js';
import { FieldWarnings, type PlannerFieldsProps } from './planner-fields.js';
import { type ItemDraft, newItem } from './promotion-draft.js';
import { ofItem } from './promotion-warnings.js';

interface ItemsEditorProps extends PlannerFieldsProps {
  /** As far as it is known: tells how many biz tags a pattern covers. */
  readonly plan: readonly PromotionPlan[] | undefined;
}

export function ItemsEditor({ draft: { items }, onChange, faults, warnings, plan }: ItemsEditorProps) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<ItemDraft>) =>
    onChange({ items: items.map((item, at) => (at === index ? { ...item, ...change } : item)) });
  const add = () =>
    onChange({ items: [...items, newItem(String(Math.max(-1, ...items.map(({ key }) => Number(key))) + 1))] });
  return (
    <Fieldset legend={t('promotions.planner.items')} className="planner-fields">
      {items.map((item, index) => (
        <ItemFields
          key={item.key}
          item={item}
          index={index}
          faults={faults}
          warnings={ofItem(warnings, index)}
          plan={plan}
          onChange={(change) => put(index, change)}
          onRemove={items.length > 1 ? () => onChange({ items: items.filter((_, at) => at !== index) }) : undefined}
        />
      ))}
      {faults.items !== undefined && (
        <Text size="sm" className="planner-fault" role="alert">
          {faults.items}
        </Text>
      )}
      <FieldWarnings warnings={warnings.get('items') ?? []} />
      {items.length < PROMOTION_ITEMS_MAX && (
        <Group>
          <Button size="compact-sm" variant="default" onClick={add} data-testid="add-item">
            {t('promotions.planner.addItem')}
          </Button>
        </Group>
      )}
    </Fieldset>
  );
}
