/** What a plan says of one biz tag, in words: the same beside the form and on the page of a promotion. */
import { useTranslation } from 'react-i18next';
import type { PromotionPlan } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped, percent, ratePerSecond } from '../../shared/format.js';
import { smallRate } from './small-rate.js';

export type PlanFact = 'peak' | 'step' | 'runway' | 'writes' | 'numbers' | 'space';

export interface FactText {
  readonly value: string;
  readonly hint?: string | undefined;
  readonly tone?: 'warning' | undefined;
}

/** More than this of what is left is a lot for one promotion. */
const SPACE_WARNING = 0.5;

export function usePlanFacts(): (plan: PromotionPlan, fact: PlanFact) => FactText {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const perSecond = (rate: number) => t('promotions.plan.perSecond', { rate: ratePerSecond(rate) });
  const texts: Readonly<Record<PlanFact, (plan: PromotionPlan) => FactText>> = {
    peak: ({ peakRate, basis, seenRate }) => ({
      value: perSecond(peakRate),
      hint: t(`promotions.plan.bases.${basis}`, { seen: ratePerSecond(seenRate ?? 0) }),
      tone: basis === 'none' ? 'warning' : undefined,
    }),
    step: ({ step, stepNow, stepWanted }) => ({
      value: t('promotions.plan.stepChange', { from: grouped(stepNow), to: grouped(step) }),
      hint: stepWanted > step ? t('promotions.plan.stepWanted', { wanted: grouped(stepWanted) }) : undefined,
      tone: stepWanted > step ? 'warning' : undefined,
    }),
    runway: ({ runwayMs, peakRate }) => ({ value: peakRate === 0 ? '–' : durationText(runwayMs) }),
    writes: ({ writesPerSecond }) => ({ value: t('promotions.plan.perSecond', { rate: smallRate(writesPerSecond) }) }),
    numbers: ({ numbers }) => ({ value: grouped(numbers) }),
    space: ({ spaceShare }) => ({
      value: percent(spaceShare),
      tone: spaceShare > SPACE_WARNING ? 'warning' : undefined,
    }),
  };
  return (plan, fact) => texts[fact](plan);
}
