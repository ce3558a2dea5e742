/**
 * A segment as a bar: what is used on the left, what is left on the right. Between two figures the bar goes on at the rate that was
 * last told, on the compositor and without a render; a person who asked for less motion sees it step from figure to figure.
 */
import { useReducedMotion } from '@mantine/hooks';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { SegmentFigure } from '#contract';
import { grouped } from '../../shared/format.js';
import { drainOf, heldOf, REFILL_THRESHOLD } from './segment-view.js';

interface SegmentBarProps {
  readonly slot: 'current' | 'next';
  readonly segment: SegmentFigure | null;
  /** What the slot is called. */
  readonly title: string;
  /** What a screen reader says that this is. */
  readonly label: string;
  /** What the bar says, in words. */
  readonly words: string;
  readonly isLoading: boolean;
  readonly isLow: boolean;
  /** Numbers taken a second from this very segment; 0 stands still. */
  readonly ratePerSecond: number;
}

export function SegmentBar(props: SegmentBarProps) {
  const { slot, segment, title, label, words, isLoading, isLow } = props;
  const held = segment === null ? undefined : heldOf(segment);
  const fill = useRef<HTMLDivElement>(null);
  useDrain(fill, segment, props.ratePerSecond);
  return (
    <div className="segment">
      <div className="segment-line">
        <span className="segment-title">{title}</span>
        <span>{words}</span>
      </div>
      <div
        className="meter"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(1, held?.total ?? 0)}
        aria-valuenow={held?.idle ?? 0}
        aria-valuetext={words}
        data-slot={slot}
        data-held={held !== undefined}
        data-loading={isLoading}
      >
        {held !== undefined && (
          <div ref={fill} className="meter-fill" data-low={isLow} style={{ transform: `scaleX(${held.share})` }} />
        )}
        {slot === 'current' && held !== undefined && (
          <div className="meter-mark" style={{ left: `${REFILL_THRESHOLD * 100}%` }} />
        )}
      </div>
      <div className="segment-line segment-ends">
        <span>{segment === null ? '\u00a0' : grouped(segment.start)}</span>
        <span>{segment === null ? '' : grouped(segment.end)}</span>
      </div>
    </div>
  );
}

function useDrain(fill: RefObject<HTMLDivElement | null>, segment: SegmentFigure | null, ratePerSecond: number): void {
  const wantsStill = useReducedMotion();
  useLayoutEffect(() => {
    const drain = segment === null || wantsStill ? undefined : drainOf(heldOf(segment), ratePerSecond);
    if (drain === undefined) return;
    const moving = fill.current?.animate(
      { transform: [`scaleX(${drain.from})`, `scaleX(${drain.to})`] },
      { duration: drain.durationMs, easing: 'linear', fill: 'forwards' },
    );
    return () => moving?.cancel();
  }, [fill, segment, ratePerSecond, wantsStill]);
}
