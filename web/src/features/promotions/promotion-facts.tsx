/** When it is, in its own zone, what comes next and how soon, and what it is made ready for. */
import { useTranslation } from 'react-i18next';
import type { PromotionDetail } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { Stat, Stats } from '../../shared/stats.js';
import { nextTransition } from './promotion-life.js';
import { useNow } from './use-now.js';
import { useZoneTimes, ZoneTime } from './zone-times.js';

export function PromotionFacts({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation();
  const { warmsAt, startsAt, endsAt, zone, leadMinutes, safetyFactor, runwayMinutes } = promotion;
  const { zoneName } = useZoneTimes(zone);
  const moments = [
    { name: 'warms', at: warmsAt },
    { name: 'starts', at: startsAt },
    { name: 'ends', at: endsAt },
  ] as const;
  return (
    <Stats label={t('promotions.facts.label')}>
      <NextStat promotion={promotion} />
      {moments.map(({ name, at }) => (
        <Stat
          key={name}
          name={t(`promotions.facts.${name}`)}
          value={
            <span className="promotion-moment">
              <ZoneTime at={at} zone={zone} />
            </span>
          }
          hint={zoneName(at)}
        />
      ))}
      <Stat name={t('promotions.facts.lead')} value={t('promotions.facts.minutes', { n: leadMinutes })} />
      <Stat name={t('promotions.facts.safety')} value={`× ${safetyFactor}`} hint={t('promotions.facts.safetyHint')} />
      <Stat
        name={t('promotions.facts.runway')}
        value={t('promotions.facts.minutes', { n: runwayMinutes })}
        hint={t('promotions.facts.runwayHint')}
      />
    </Stats>
  );
}

function NextStat({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const now = useNow();
  const next = nextTransition(promotion);
  const name = t('promotions.facts.next');
  if (next === undefined) {
    const isRestoring = promotion.state === 'restoring';
    const hint = t(isRestoring ? 'promotions.facts.restoringHint' : 'promotions.facts.nothingHint');
    return <Stat name={name} value={t('promotions.facts.nothing')} hint={hint} testId="next-transition" />;
  }
  const restMs = next.atMs - now;
  const isDue = restMs <= 0;
  return (
    <Stat
      name={name}
      value={isDue ? t('promotions.facts.due') : durationText(restMs)}
      hint={isDue ? t('promotions.facts.dueHint') : t(`promotions.facts.nextStates.${next.state}`)}
      testId="next-transition"
    />
  );
}
