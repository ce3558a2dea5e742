/** The double buffer of one tag on one node: two bars, of which the current one empties from the left as numbers are taken. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BufferFigure, SegmentFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text';
import { grouped, lengthOf, ratePerSecond } from '../../shared/format';

/** Share of the current segment that is used when the next one is fetched; the server's own. */
const REFILL_THRESHOLD_PERCENT = 10;
/** Below this share left, with no next segment, the bar warns. */
const LOW_PERCENT = 20;

const MODE_COLORS: Readonly<Record<BufferFigure['mode'], string>> = {
  empty: 'gray.7',
  filling: 'orange.9',
  serving: 'teal.9',
  paused: 'orange.9',
  exhausted: 'red.9',
  draining: 'gray.7',
  closed: 'gray.7',
  broken: 'red.9',
};

export function BufferBars({ buffer }: { readonly buffer: BufferFigure }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { current, next, runwayMs } = buffer;
  const runway = runwayMs === null ? t('tags.noRate') : t('tags.lasts', { duration: durationText(runwayMs) });
  return (
    <Stack gap={6} data-testid={`buffer-${buffer.bizTag}-${buffer.nodeId}`}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {t('tags.node', { nodeId: buffer.nodeId })}
          </Text>
          <Badge size="sm" color={MODE_COLORS[buffer.mode]} tt="none">
            {t(`tags.modes.${buffer.mode}`)}
          </Badge>
        </Group>
        <Text size="xs" c="dimmed" className="numbers">
          {t('tags.perSecond', { rate: ratePerSecond(buffer.ratePerSecond) })} · {runway} ·{' '}
          {t('tags.thisStep', { step: grouped(buffer.step) })}
        </Text>
      </Group>
      <SegmentBar slot="current" name={t('tags.current')} segment={current} hasNext={next !== null} />
      <SegmentBar slot="next" name={t('tags.next')} segment={next} hasNext />
      <BufferTroubles buffer={buffer} />
    </Stack>
  );
}

function BufferTroubles({ buffer }: { readonly buffer: BufferFigure }) {
  const { t } = useTranslation();
  const { refillFailedAttempts, waiterCount } = buffer;
  const troubles = [
    refillFailedAttempts > 0 && t('tags.failing', { count: refillFailedAttempts }),
    waiterCount > 0 && t('tags.waiting', { count: waiterCount }),
  ].filter((trouble) => trouble !== false);
  if (troubles.length === 0) return null;
  return (
    <Text size="sm" c="var(--mantine-color-error)" fw={500}>
      {troubles.join(' · ')}
    </Text>
  );
}

interface SegmentBarProps {
  readonly slot: 'current' | 'next';
  readonly name: string;
  readonly segment: SegmentFigure | null;
  readonly hasNext: boolean;
}

function SegmentBar({ slot, name, segment, hasNext }: SegmentBarProps) {
  const { t } = useTranslation();
  const total = segment === null ? 0 : lengthOf(segment);
  const idle = segment?.idle ?? 0;
  const percent = total === 0 ? 0 : (idle / total) * 100;
  const words = segment === null ? t('tags.notHeld') : t('tags.idleOf', { idle: grouped(idle), total: grouped(total) });
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {name}
        </Text>
        <Text size="xs" className="numbers">
          {words}
        </Text>
      </Group>
      <div
        className={`meter meter-${slot}`}
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={Math.max(1, total)}
        aria-valuenow={idle}
        aria-valuetext={words}
        data-slot={slot}
      >
        <div className="meter-fill" data-low={percent < LOW_PERCENT && !hasNext} style={{ width: `${percent}%` }} />
        {slot === 'current' && segment !== null && (
          <div className="meter-tick" style={{ left: `${REFILL_THRESHOLD_PERCENT}%` }} title={t('tags.fetched')} />
        )}
      </div>
      {segment !== null && (
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed" className="numbers">
            {grouped(segment.start)}
          </Text>
          <Text size="xs" c="dimmed" className="numbers">
            {grouped(segment.end)}
          </Text>
        </Group>
      )}
    </div>
  );
}
