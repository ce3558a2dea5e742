/** The state of a promotion, and what it means where a pointer rests. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromotionState } from '#contract';

const COLORS: Readonly<Record<PromotionState, string>> = {
  draft: 'gray.7',
  scheduled: 'blue.9',
  warming: 'var(--warning-fill)',
  active: 'teal.9',
  restoring: 'blue.9',
  done: 'gray.7',
  cancelled: 'gray.7',
  missed: 'red.9',
  failed: 'red.9',
};

export function StateBadge({ state }: { readonly state: PromotionState }) {
  const { t } = useTranslation();
  return (
    <Badge
      color={COLORS[state]}
      tt="none"
      title={t(`promotions.stateHints.${state}`)}
      data-testid="promotion-state"
      data-state={state}
    >
      {t(`promotions.states.${state}`)}
    </Badge>
  );
}
