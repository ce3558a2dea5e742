/** Rate and step over the last hour: whole minutes as they were, then what the stream has told since. */
import { Title } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { useFiguresAt } from '../../shared/live-figures.js';
import { type LivePoint, tagLines } from '../../shared/minutes.js';
import { TimeChart } from '../../shared/time-chart.js';
import { useTagHistory } from './tag-query.js';

/** As long as a minute takes to be finished and read. */
const POINTS_KEPT_MS = 150_000;

export function TagHistory({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const history = useTagHistory(tag.bizTag);
  const points = useLivePoints(tag);
  const nowMs = points.at(-1)?.atMs ?? history.dataUpdatedAt;
  const items = history.data?.items;
  const lines = useMemo(() => tagLines(items ?? [], points, nowMs), [items, points, nowMs]);
  return (
    <section aria-labelledby="history">
      <Title order={2} size="h5" mb="xs" id="history">
        {t('tag.history')}
      </Title>
      <div className="tag-charts">
        <TimeChart
          name={t('tag.charts.rate')}
          times={lines.times}
          values={lines.ratePerSecond}
          color="--chart-main"
          format={ratePerSecond}
          heightPx={180}
          group="tag"
        />
        <TimeChart
          name={t('tag.charts.step')}
          times={lines.times}
          values={lines.step}
          color="--chart-second"
          format={grouped}
          heightPx={180}
          isStepped
          group="tag"
        />
      </div>
    </section>
  );
}

function useLivePoints({ ratePerSecond: rate, buffers }: BizTagFigure): readonly LivePoint[] {
  const at = useFiguresAt();
  const [points, setPoints] = useState<readonly LivePoint[]>([]);
  const step = buffers.length === 0 ? null : Math.max(...buffers.map((buffer) => buffer.step));
  useEffect(() => {
    if (at === undefined) return;
    const atMs = at.getTime();
    setPoints((before) => [
      ...before.filter((point) => point.atMs < atMs && point.atMs > atMs - POINTS_KEPT_MS),
      { atMs, ratePerSecond: rate, step },
    ]);
  }, [at, rate, step]);
  return points;
}
