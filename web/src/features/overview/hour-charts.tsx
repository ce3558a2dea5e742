/** The last hour of the fleet: whole minutes as they were, and now at the end. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetMinute, TrafficFigure } from '#contract';
import { grouped, milliseconds, ratePerSecond } from '../../shared/format.js';
import { useFiguresAt } from '../../shared/live-figures.js';
import { fleetLines } from '../../shared/minutes.js';
import { TimeChart } from '../../shared/time-chart.js';

interface HourChartsProps {
  readonly history: readonly FleetMinute[];
  readonly traffic: TrafficFigure;
}

export function HourCharts({ history, traffic }: HourChartsProps) {
  const { t } = useTranslation();
  const at = useFiguresAt();
  const nowMs = at?.getTime() ?? Date.now();
  const minute = Math.floor(nowMs / 60_000);
  const lines = useMemo(() => fleetLines(history, minute * 60_000), [history, minute]);
  const withNow = useMemo(
    () => ({
      times: [...lines.times, nowMs],
      numbers: [...lines.numbersPerSecond, traffic.numbersPerSecond],
      p99: [...lines.p99Ms, traffic.p99Ms],
    }),
    [lines, nowMs, traffic],
  );
  return (
    <section className="overview-charts" aria-label={t('overview.title')}>
      <TimeChart
        name={t('overview.charts.numbers')}
        times={withNow.times}
        values={withNow.numbers}
        color="--chart-main"
        format={ratePerSecond}
        heightPx={200}
        group="overview"
      />
      <TimeChart
        name={t('overview.charts.p99')}
        times={withNow.times}
        values={withNow.p99}
        color="--chart-second"
        format={milliseconds}
        heightPx={130}
        group="overview"
      />
      <TimeChart
        name={t('overview.charts.errors')}
        times={lines.times}
        values={lines.errors}
        color="--chart-danger"
        format={grouped}
        heightPx={130}
        isStepped
        group="overview-errors"
      />
    </section>
  );
}
