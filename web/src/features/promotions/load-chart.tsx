/** Expected load against what one segment of each node bears, before warming, during it, and from start to end. */
import { NativeSelect, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromotionPlan } from '#contract';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { LoadPlot } from './load-plot.js';
import { type LoadTargets, type LoadTimes, loadSpans, scaleOf, shortOf } from './load-points.js';

const SHORT_SHOWN = 5;
const OFFERED_MAX = 100;

interface LoadChartProps {
  readonly plan: readonly PromotionPlan[];
  readonly times: LoadTimes;
  readonly targets: LoadTargets;
}

export function LoadChart({ plan, times, targets }: LoadChartProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState('');
  const one = plan.filter(({ bizTag }) => bizTag === chosen);
  const shown = one.length > 0 ? one : plan;
  const only = shown.length === 1 ? shown[0] : undefined;
  const name = only?.bizTag ?? t('promotions.load.all');
  const spans = loadSpans(shown, times, targets);
  const scale = scaleOf(spans);
  const [first] = spans;
  const rate = (value: number | undefined) => ratePerSecond(value ?? 0);
  const summary = t('promotions.load.summary', {
    name,
    now: rate(first?.load),
    peak: rate(Math.max(...spans.map(({ load }) => load))),
    before: rate(first?.capacity),
    planned: rate(spans.at(-1)?.capacity),
  });
  return (
    <section className="planner-chart" aria-labelledby="load" data-testid="load-chart">
      <div className="panel-head">
        <Title order={3} size="h6" id="load">
          {t('promotions.load.title')}
        </Title>
        {plan.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('promotions.load.choice')}
            value={only?.bizTag ?? ''}
            data={[
              { value: '', label: t('promotions.load.all') },
              ...plan.slice(0, OFFERED_MAX).map(({ bizTag }) => ({ value: bizTag, label: bizTag })),
            ]}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data-testid="load-tag"
          />
        )}
      </div>
      <LoadPlot spans={spans} scale={scale} times={times} summary={summary} />
      <ul className="load-legend">
        <li data-line="load">{t('promotions.load.load')}</li>
        <li data-line="capacity">{t('promotions.load.capacity')}</li>
        <li data-line="short">{t('promotions.load.short')}</li>
      </ul>
      <Text size="xs" c="dimmed">
        {summary} {t('promotions.load.hint', { minutes: grouped(targets.runwayMinutes) })}{' '}
        {scale.isLog && t('promotions.load.logarithmic')}
      </Text>
      <Verdict short={shortOf(shown, targets.runwayMinutes)} runwayMinutes={targets.runwayMinutes} />
    </section>
  );
}

interface VerdictProps {
  readonly short: readonly PromotionPlan[];
  readonly runwayMinutes: number;
}

function Verdict({ short, runwayMinutes }: VerdictProps): ReactNode {
  const { t } = useTranslation();
  if (short.length === 0) return <Text size="sm">{t('promotions.load.covered')}</Text>;
  const names = short.slice(0, SHORT_SHOWN).map(({ bizTag }) => bizTag);
  const more = short.length > SHORT_SHOWN ? [t('promotions.moreTags', { count: short.length - SHORT_SHOWN })] : [];
  return (
    <Text size="sm" className="promotion-late" data-testid="load-short">
      {t('promotions.load.missed', { minutes: String(runwayMinutes), tags: [...names, ...more].join(', ') })}
    </Text>
  );
}
