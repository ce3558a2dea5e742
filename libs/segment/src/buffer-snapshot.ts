/** The figures of a buffer at one moment, for whoever watches. */
import type { BufferMode } from './buffer-event.js';
import { runwayMs } from './rate-meter.js';
import type { RefillState } from './refiller.js';
import type { Segment } from './segment.js';
import type { SegmentPair } from './segment-pair.js';
import type { StepChange } from './step-tracker.js';

export interface SegmentSnapshot {
  readonly start: bigint;
  readonly end: bigint;
  /** Numbers left. */
  readonly idle: number;
}

export interface BufferSnapshot {
  readonly bizTag: string;
  readonly mode: BufferMode;
  readonly current: SegmentSnapshot | null;
  readonly next: SegmentSnapshot | null;
  /** Numbers the next reservation takes when nobody waits for more. */
  readonly step: number;
  /** What a promotion asks for; null while none does. */
  readonly stepFloor: number | null;
  /** How long the last segments lasted, the latest first. The same array as long as none is added. */
  readonly lifetimesMs: readonly number[];
  readonly stepChange: StepChange | null;
  /** The last jump ordered by the settings that has been carried out. */
  readonly jumpEpoch: number;
  readonly ratePerSecond: number;
  /** How long the numbers held last at this rate; null when nothing is being taken. */
  readonly runwayMs: number | null;
  /** Numbers handed out since the buffer was made. */
  readonly issuedCount: number;
  readonly waiterCount: number;
  /** Callers who found too little at hand and waited, since the buffer was made. */
  readonly waitedCount: number;
  readonly refillState: RefillState;
  /** Failed refills in a row. */
  readonly refillFailedAttempts: number;
  /** The highest end ever held. */
  readonly fence: bigint;
}

/** What a buffer has counted since it was made. */
export interface BufferCounts {
  readonly waitedCount: number;
  readonly abandonedCount: number;
  readonly refillCount: number;
  /** The fastest second since the last time somebody took the peak. */
  readonly peakPerSecond: number;
}

type Given = Omit<BufferSnapshot, 'current' | 'next' | 'runwayMs' | 'issuedCount'> & { readonly pair: SegmentPair };

/** A node takes ten thousand of these in a row: every field is named, for a rest pattern costs ten times as much. */
export function snapshotOf(given: Given): BufferSnapshot {
  const { pair, ratePerSecond } = given;
  return {
    bizTag: given.bizTag,
    mode: given.mode,
    current: segmentSnapshot(pair.current),
    next: segmentSnapshot(pair.next),
    step: given.step,
    stepFloor: given.stepFloor,
    lifetimesMs: given.lifetimesMs,
    stepChange: given.stepChange,
    jumpEpoch: given.jumpEpoch,
    ratePerSecond,
    runwayMs: runwayMs(pair.heldCount, ratePerSecond),
    issuedCount: pair.issuedCount,
    waiterCount: given.waiterCount,
    waitedCount: given.waitedCount,
    refillState: given.refillState,
    refillFailedAttempts: given.refillFailedAttempts,
    fence: given.fence,
  };
}

function segmentSnapshot(segment: Segment | undefined): SegmentSnapshot | null {
  return segment === undefined ? null : { start: segment.start, end: segment.end, idle: segment.idle };
}
