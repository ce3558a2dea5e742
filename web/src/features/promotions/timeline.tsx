/** The live and the recent promotions over time: the lead lighter, from start to end solid. The table below it says the same in words. */
import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Promotion } from '#contract';
import { useTimes } from '../../shared/times.js';
import { type TimelineBar, timelineOf } from './timeline-layout.js';
import { useNow } from './use-now.js';

const DAY_MS = 86_400_000;
const NOW_EVERY_MS = 5_000;

const share = (part: number) => `${part * 100}%`;

export function PromotionTimeline({ promotions }: { readonly promotions: readonly Promotion[] }) {
  const { t } = useTranslation();
  const { zone } = useTimes();
  const timeline = timelineOf(promotions, useNow(NOW_EVERY_MS));
  const summary = useSummary(timeline?.bars ?? []);
  const tickText = useTickText(timeline === undefined ? 0 : timeline.toMs - timeline.fromMs);
  if (timeline === undefined) return null;
  const { bars, rowCount, now, ticks, laterCount } = timeline;
  return (
    <section className="panel" aria-labelledby="timeline" data-testid="timeline">
      <div className="panel-head">
        <Title order={2} size="h5" id="timeline">
          {t('promotions.timeline.title')}
        </Title>
        <ul className="timeline-legend">
          <li data-part="lead">{t('promotions.timeline.lead')}</li>
          <li data-part="active">{t('promotions.timeline.active')}</li>
          <li data-part="now">{t('promotions.timeline.now')}</li>
        </ul>
      </div>
      <div className="timeline" role="img" aria-label={summary}>
        <div className="timeline-rows" style={{ gridTemplateRows: `repeat(${rowCount}, 2.75rem)` }}>
          <span className="timeline-now" style={{ left: share(now) }} />
          {bars.map((bar) => (
            <Bar key={bar.promotion.id} bar={bar} />
          ))}
        </div>
        <div className="timeline-ticks">
          {ticks.map(({ atMs, left }) => (
            <span key={atMs} className="timeline-tick" style={{ left: share(left) }}>
              {tickText(atMs)}
            </span>
          ))}
        </div>
      </div>
      <div className="data-table-sub">
        {t('promotions.timeline.zone', { zone: t(`shell.zones.${zone}`) })}{' '}
        {laterCount > 0 && t('promotions.timeline.later', { count: laterCount })}
      </div>
    </section>
  );
}

function Bar({ bar }: { readonly bar: TimelineBar }) {
  const { promotion, row, left, leadShare, activeShare, labelLeft } = bar;
  return (
    <div className="timeline-row" style={{ gridRow: row + 1 }} data-state={promotion.state}>
      <span className="timeline-label" style={{ left: share(labelLeft) }}>
        {promotion.name}
      </span>
      <span className="timeline-bar" style={{ left: share(left), width: share(leadShare + activeShare) }}>
        <span className="timeline-lead" style={{ flexGrow: leadShare }} />
        <span className="timeline-active" style={{ flexGrow: activeShare }} />
      </span>
    </div>
  );
}

function useSummary(bars: readonly TimelineBar[]): string {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const entries = bars.map(({ promotion: { name, state, warmsAt, startsAt, endsAt } }) =>
    t('promotions.timeline.entry', {
      name,
      state: t(`promotions.states.${state}`),
      warms: moment(warmsAt),
      starts: moment(startsAt),
      ends: moment(endsAt),
    }),
  );
  return t('promotions.timeline.summary', { count: bars.length, list: entries.join(' ') });
}

/** Days where it is about days, times of day where it is about hours. */
function useTickText(spanMs: number): (ms: number) => string {
  const { i18n } = useTranslation();
  const { zoneName } = useTimes();
  const isDays = spanMs > 3 * DAY_MS;
  const format = new Intl.DateTimeFormat(i18n.resolvedLanguage === 'zh' ? 'zh-CN' : 'en-GB', {
    ...(isDays
      ? { day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', ...(spanMs > DAY_MS && { day: 'numeric', month: 'short' }) }),
    ...(zoneName !== undefined && { timeZone: zoneName }),
  });
  return (ms) => format.format(ms);
}
