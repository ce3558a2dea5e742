/** The lines of load and capacity. They are stretched to the room there is; words stand beside them, so that they are not. */
import { useTranslation } from 'react-i18next';
import { heightOf, type LoadScale, type LoadSpan, type LoadTimes, marksOf, stepLine } from './load-points.js';

const WIDTH = 1_000;
const HEIGHT = 400;

interface LoadPlotProps {
  readonly spans: readonly LoadSpan[];
  readonly scale: LoadScale;
  readonly times: LoadTimes;
  /** The same in words. */
  readonly summary: string;
}

export function LoadPlot({ spans, scale, times, summary }: LoadPlotProps) {
  const compact = useCompact();
  const { t } = useTranslation();
  const marks = marksOf(spans, times);
  return (
    <div className="load-plot" role="img" aria-label={summary}>
      <div className="load-y">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${heightOf(tick, scale) * 100}%` }}>
            {compact(tick)}
          </span>
        ))}
      </div>
      <svg className="load-lines" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <line key={tick} className="load-grid" x1={0} x2={WIDTH} {...level(1 - heightOf(tick, scale))} />
        ))}
        {spans.map((span) => (
          <Shortfall key={span.fromMs} span={span} spans={spans} scale={scale} />
        ))}
        {marks.map(({ name, x }) => (
          <line key={name} className="load-mark" x1={x * WIDTH} x2={x * WIDTH} y1={0} y2={HEIGHT} />
        ))}
        <polyline className="load-line" data-line="capacity" points={corners(stepLine(spans, 'capacity', scale))} />
        <polyline className="load-line" data-line="load" points={corners(stepLine(spans, 'load', scale))} />
      </svg>
      <div className="load-x">
        {marks.map(({ name, x, side }) => (
          <span key={name} data-side={side} style={{ left: `${x * 100}%` }}>
            {t(`promotions.load.${name}`)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Where the load lies above the capacity. */
function Shortfall({ span, spans, scale }: Pick<LoadPlotProps, 'spans' | 'scale'> & { readonly span: LoadSpan }) {
  if (span.load <= span.capacity) return null;
  const fromMs = spans[0]?.fromMs ?? 0;
  const spanMs = (spans.at(-1)?.toMs ?? 1) - fromMs;
  const top = heightOf(span.load, scale);
  return (
    <rect
      className="load-short"
      x={((span.fromMs - fromMs) / spanMs) * WIDTH}
      width={((span.toMs - span.fromMs) / spanMs) * WIDTH}
      y={(1 - top) * HEIGHT}
      height={(top - heightOf(span.capacity, scale)) * HEIGHT}
    />
  );
}

function level(y: number) {
  return { y1: y * HEIGHT, y2: y * HEIGHT };
}

function corners(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${(x * WIDTH).toFixed(1)},${(y * HEIGHT).toFixed(1)}`).join(' ');
}

function useCompact(): (value: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.resolvedLanguage ?? 'en', {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return (value) => format.format(value);
}
