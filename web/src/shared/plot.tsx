/** uPlot in React's hands, drawn in the theme's colours. Loaded when a chart is first shown. */
import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import type { TimeChartProps } from './time-chart-props.js';
import { useTimes } from './times.js';

interface PlotProps extends TimeChartProps {
  readonly onHover: (index: number | null) => void;
}

const AXIS_WIDTH_PX = 48;
const AXIS_HEIGHT_PX = 26;
/** So few make no line that could be seen. */
const FEW_VALUES = 4;
const FONT = '11px system-ui, sans-serif';

export function Plot({ times, values, color, format, heightPx, isStepped = false, group, onHover }: PlotProps) {
  const { i18n } = useTranslation();
  const { zoneName } = useTimes();
  const scheme = useComputedColorScheme('light');
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const fresh = useRef({ times, values, onHover, format });
  fresh.current = { times, values, onHover, format };
  const language = i18n.resolvedLanguage ?? 'en';

  // biome-ignore lint/correctness/useExhaustiveDependencies: scheme changes the colours that are read from the page
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    const clock = new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(zoneName !== undefined && { timeZone: zoneName }),
    });
    const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
    const options: uPlot.Options = {
      width: current.clientWidth,
      height: heightPx,
      ms: 1,
      legend: { show: false },
      padding: [8, 18, 0, 0],
      cursor: { sync: { key: group }, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.1 : 1] } },
      axes: [
        {
          ...axisLook(),
          size: AXIS_HEIGHT_PX,
          space: 60,
          values: (_plot, splits) => splits.map((at) => clock.format(at)),
        },
        {
          ...axisLook(),
          size: AXIS_WIDTH_PX,
          space: 28,
          values: (_plot, splits) => splits.map((value) => compact.format(value)),
        },
      ],
      series: [{}, seriesLook(color, isStepped)],
      hooks: { setCursor: [({ cursor }) => fresh.current.onHover(cursor.idx ?? null)] },
    };
    const made = new uPlot(options, dataOf(fresh.current), current);
    plot.current = made;
    const watching = new ResizeObserver(() => made.setSize({ width: current.clientWidth, height: heightPx }));
    watching.observe(current);
    return () => {
      watching.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [color, heightPx, isStepped, group, language, zoneName, scheme]);

  useEffect(() => plot.current?.setData(dataOf({ times, values })), [times, values]);
  return <div ref={place} />;
}

function dataOf({ times, values }: Pick<TimeChartProps, 'times' | 'values'>): uPlot.AlignedData {
  return [[...times], [...values]];
}

/** What a custom property of the page comes to; uPlot draws on a canvas, which knows none. */
function colorOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axisLook(): uPlot.Axis {
  const line = { stroke: colorOf('--chart-grid'), width: 1 };
  return { stroke: colorOf('--chart-text'), font: FONT, grid: line, ticks: { ...line, size: 4 }, gap: 4 };
}

function seriesLook(color: string, isStepped: boolean): uPlot.Series {
  const stroke = colorOf(color);
  const { stepped } = uPlot.paths;
  return {
    stroke,
    width: 1.75,
    fill: `${stroke}24`,
    points: { show: (plot) => valueCountOf(plot) < FEW_VALUES, size: 5 },
    ...(isStepped && stepped !== undefined && { paths: stepped({ align: 1 }) }),
  };
}

function valueCountOf({ data: [, values] }: uPlot): number {
  return Array.from(values ?? []).filter((value) => value !== null).length;
}
