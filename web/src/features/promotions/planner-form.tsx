/** The frame of the planner's form, with what can be done with what was typed: that depends on what the promotion is already. */
import { Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { GatedButton } from '../../shared/gated-button.js';

export type PlannedState = 'draft' | 'scheduled';

interface PlannerFormProps {
  readonly base: PromotionDetail | undefined;
  readonly isUnchanged: boolean;
  readonly isPending: boolean;
  readonly onSubmit: (planned: PlannedState | undefined) => void;
  readonly children: ReactNode;
}

/** Enter does what the first button says. */
export function PlannerForm({ base, isUnchanged, isPending, onSubmit, children }: PlannerFormProps) {
  const { t } = useTranslation();
  const state = base?.state ?? 'draft';
  const isDraft = state === 'draft';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending && (isDraft || !isUnchanged)) onSubmit(isDraft ? 'scheduled' : undefined);
  };
  const nothing = isUnchanged ? t('promotions.planner.nothing') : undefined;
  return (
    <form className="panel planner-form" onSubmit={submit} noValidate data-testid="planner-form">
      <Stack gap="md">
        {children}
        <Group gap="sm">
          <GatedButton
            needs="operator"
            type="submit"
            loading={isPending}
            refusal={isDraft ? undefined : nothing}
            data-testid={isDraft ? 'schedule' : 'save'}
          >
            {t(isDraft ? 'promotions.planner.schedule' : 'promotions.planner.save')}
          </GatedButton>
          {isDraft && (
            <GatedButton
              needs="operator"
              variant="default"
              disabled={isPending}
              refusal={nothing}
              onClick={() => onSubmit(base === undefined ? 'draft' : undefined)}
              data-testid="save-draft"
            >
              {t('promotions.planner.saveDraft')}
            </GatedButton>
          )}
          {state === 'scheduled' && (
            <GatedButton
              needs="operator"
              variant="default"
              disabled={isPending}
              onClick={() => onSubmit('draft')}
              data-testid="back-to-draft"
            >
              {t('promotions.planner.backToDraft')}
            </GatedButton>
          )}
        </Group>
      </Stack>
    </form>
  );
}
