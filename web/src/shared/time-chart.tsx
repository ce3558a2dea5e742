/** One line over time, with its name, its value now or under the pointer, and the same in words for who can't see it. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lastAndMost } from './minutes.js';
import type { TimeChartProps } from './time-chart-props.js';
import { useTimes } from './times.js';

const Plot = lazy(async () => ({ default: (await import('./plot.js')).Plot }));

export function TimeChart(props: TimeChartProps) {
  const { name, times, values, format, heightPx } = props;
  const { t } = useTranslation();
  const { time } = useTimes();
  const [index, setIndex] = useState<number | null>(null);
  const known = lastAndMost(values);
  const words = (value: number | null | undefined) => (value === null || value === undefined ? '–' : format(value));
  const readout =
    index === null ? `${t('chart.now')} ${words(known?.last)}` : `${time(times[index])} · ${words(values[index])}`;
  const summary =
    known === undefined
      ? `${name}: ${t('chart.none')}`
      : t('chart.summary', { name, now: format(known.last), most: format(known.most) });
  return (
    <figure className="chart">
      <figcaption>
        <span>{name}</span>
        <span className="chart-readout" aria-hidden>
          {readout}
        </span>
      </figcaption>
      <div className="chart-plot" role="img" aria-label={summary} style={{ height: heightPx }}>
        {known === undefined ? (
          <span className="chart-none">{t('chart.none')}</span>
        ) : (
          <Suspense>
            <Plot {...props} onHover={setIndex} />
          </Suspense>
        )}
      </div>
    </figure>
  );
}
