/** The double buffer of one tag on one node: where, in which mode, its two segments in the order they will be used, how long it lasts. */
import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure, BufferFigure } from '#contract';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { CheckIcon } from '../../shared/icons.js';
import { hasJumped } from './jump-progress.js';
import { useRunwayText } from './runway-text.js';
import { SegmentBar } from './segment-bar.js';
import { heldOf, nextStateOf } from './segment-view.js';

const MODE_COLORS: Readonly<Record<BufferFigure['mode'], string>> = {
  empty: 'gray.7',
  filling: 'var(--warning-fill)',
  serving: 'teal.9',
  paused: 'var(--warning-fill)',
  exhausted: 'red.9',
  draining: 'gray.7',
  closed: 'gray.7',
  broken: 'red.9',
};

interface BufferRowProps {
  readonly buffer: BufferFigure;
  /** Whether figures come in: bars stand still when they don't. */
  readonly isLive: boolean;
}

export function BufferRow({ buffer, isLive, tag }: BufferRowProps & { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const runwayText = useRunwayText();
  const { bizTag, nodeId, mode, runwayMs } = buffer;
  return (
    <div className="buffer" data-testid={`buffer-${bizTag}-${nodeId}`}>
      <div className="buffer-node">
        <span className="buffer-node-id" title={nodeId}>
          {nodeId}
        </span>
        <Badge size="sm" color={MODE_COLORS[mode]} tt="none" title={t(`tag.buffer.modeHints.${mode}`)}>
          {t(`tag.buffer.modes.${mode}`)}
        </Badge>
        <Jumped nodeId={nodeId} isDone={hasJumped(buffer, tag)} />
      </div>
      <BufferSegments buffer={buffer} isLive={isLive} />
      <div className="buffer-figures">
        <span>{t('tag.perSecond', { rate: ratePerSecond(buffer.ratePerSecond) })}</span>
        <span>{runwayText(runwayMs)}</span>
        <span>{t('tag.buffer.nextStep', { step: grouped(buffer.step) })}</span>
      </div>
      <BufferTroubles buffer={buffer} />
    </div>
  );
}

/** Whether this node has followed the last jump; nothing where there never was one. */
function Jumped({ nodeId, isDone }: { readonly nodeId: string; readonly isDone: boolean | undefined }) {
  const { t } = useTranslation();
  if (isDone === undefined) return null;
  return (
    <span className="buffer-jumped" data-testid={`jumped-${nodeId}`} data-done={isDone}>
      {isDone && <CheckIcon />}
      {t(isDone ? 'tag.jump.followed' : 'tag.jump.toFollow')}
    </span>
  );
}

function BufferSegments({ buffer, isLive }: BufferRowProps) {
  const { t } = useTranslation();
  const { bizTag, nodeId, mode, current, next } = buffer;
  const nextState = nextStateOf(buffer);
  const held = current === null ? undefined : heldOf(current);
  const label = (slot: string) => t('tag.buffer.meter', { slot, bizTag, nodeId });
  const currentWords =
    held === undefined
      ? t(mode === 'filling' ? 'tag.buffer.loading' : 'tag.buffer.none')
      : t('tag.buffer.idleOf', { idle: grouped(held.idle), total: grouped(held.total) });
  const nextWords =
    next === null || nextState !== 'filled'
      ? t(`tag.buffer.${nextState === 'filled' ? 'none' : nextState}`)
      : t('tag.buffer.filled', { total: grouped(next.idle) });
  const isMoving = isLive && (mode === 'serving' || mode === 'draining');
  return (
    <>
      <SegmentBar
        slot="current"
        segment={current}
        title={t('tag.buffer.current')}
        label={label(t('tag.buffer.current'))}
        words={currentWords}
        isLoading={mode === 'filling' && current === null}
        isLow={held?.isLow === true && next === null}
        ratePerSecond={isMoving ? buffer.ratePerSecond : 0}
      />
      <SegmentBar
        slot="next"
        segment={next}
        title={t('tag.buffer.next')}
        label={label(t('tag.buffer.next'))}
        words={nextWords}
        isLoading={nextState === 'loading' || nextState === 'retrying'}
        isLow={false}
        ratePerSecond={0}
      />
    </>
  );
}

function BufferTroubles({ buffer }: { readonly buffer: BufferFigure }) {
  const { t } = useTranslation();
  const { mode, refillFailedAttempts, waiterCount } = buffer;
  const troubles = [
    mode === 'broken' || mode === 'exhausted' ? t(`tag.buffer.modeHints.${mode}`) : undefined,
    refillFailedAttempts > 0 ? t('tag.buffer.failing', { count: refillFailedAttempts }) : undefined,
    waiterCount > 0 ? t('tag.buffer.callers', { count: waiterCount }) : undefined,
  ].filter((trouble) => trouble !== undefined);
  if (troubles.length === 0) return null;
  return (
    <Text size="sm" className="buffer-troubles">
      {troubles.join(' · ')}
    </Text>
  );
}
