/** Moments of a promotion, in the zone its planner thought in: whoever reads them elsewhere sees which zone that is. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Promotion } from '#contract';
import { isZone } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { type When, whenOf } from './promotion-life.js';
import { useNow } from './use-now.js';
import { offsetName } from './zoned-moment.js';

export interface ZoneTimes {
  moment(iso: string): string;
  /** The zone with what it was ahead of UTC at that moment. */
  zoneName(iso: string): string;
}

export function useZoneTimes(zone: string): ZoneTimes {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage === 'zh' ? 'zh-CN' : 'en-GB';
  return useMemo(() => {
    // A browser may not know a zone that is younger than it.
    const timeZone = isZone(zone) ? zone : 'UTC';
    const format = (timeStyle: 'short' | 'medium') =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle, timeZone });
    const minutes = format('short');
    const seconds = format('medium');
    return {
      moment: (iso) => {
        const ms = Date.parse(iso);
        return (ms % 60_000 === 0 ? minutes : seconds).format(ms);
      },
      zoneName: (iso) => (timeZone === 'UTC' ? 'UTC' : `${timeZone}, ${offsetName(timeZone, Date.parse(iso))}`),
    };
  }, [zone, language]);
}

export function ZoneTime({ at, zone }: { readonly at: string; readonly zone: string }) {
  const { moment } = useZoneTimes(zone);
  return (
    <time dateTime={at} title={at}>
      {moment(at)}
    </time>
  );
}

/** How far off it is, counted down. */
export function WhenText({ promotion }: { readonly promotion: Promotion }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const now = useNow();
  const when: When | undefined = whenOf(promotion, now);
  if (when === undefined) return null;
  return <>{t(`promotions.when.${when.kind}`, { duration: durationText(when.ms) })}</>;
}
