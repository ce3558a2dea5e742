/** One node of the simulation: an allocator with a clock of its own, whose every answer goes through the ledger. */
import type { BizTagSettings } from '../biz-tag-settings.js';
import type { BufferEvent } from '../buffer-event.js';
import type { Clock, ManualClock } from '../clock.js';
import { AllocatorError } from '../errors.js';
import { IdAllocator } from '../id-allocator.js';
import { numberSpace, type SegmentRange, type SegmentSource } from '../segment-source.js';
import { Violation } from './ledger.js';

export const WAIT_TIMEOUT_MS = 2_000;
export const WAITERS_MAX = 40;
export const BATCH_MAX = 500;

/** A clock that shares the simulation's timers and has its own idea of the time. */
export class SkewedClock implements Clock {
  skewMs = 0;
  /** The timers of a crashed process never fire. */
  isStopped = false;
  private readonly clock: ManualClock;

  constructor(clock: ManualClock) {
    this.clock = clock;
  }

  now(): number {
    return this.clock.now() + this.skewMs;
  }

  random(): number {
    return this.clock.random();
  }

  setTimer(callback: () => void, delayMs: number) {
    return this.clock.setTimer(() => {
      if (!this.isStopped) callback();
    }, delayMs);
  }
}

export interface SimulatedNodeOptions {
  readonly nodeId: string;
  readonly clock: SkewedClock;
  readonly source: SegmentSource;
  readonly settings: readonly BizTagSettings[];
  readonly onEvent: (event: BufferEvent) => void;
}

export class SimulatedNode {
  readonly nodeId: string;
  readonly clock: SkewedClock;
  readonly allocator: IdAllocator;
  settings: readonly BizTagSettings[];
  /** A crashed process answers nobody, whatever its promises still do. */
  isDead = false;
  isClosed = false;
  private readonly refilling = new Set<string>();

  constructor({ nodeId, clock, source, settings, onEvent }: SimulatedNodeOptions) {
    this.nodeId = nodeId;
    this.clock = clock;
    this.settings = settings;
    const limits = { waitTimeoutMs: WAIT_TIMEOUT_MS, waitersMax: WAITERS_MAX, batchMax: BATCH_MAX };
    this.allocator = new IdAllocator({
      source,
      clock,
      limits,
      observe: (event) => {
        this.watch(event);
        onEvent(event);
      },
    });
    this.allocator.configure(settings);
  }

  /** What the watching found wrong, if anything: an observer's own throw goes nowhere. */
  fault: Violation | undefined;

  configure(settings: readonly BizTagSettings[]): void {
    this.settings = settings;
    this.allocator.configure(settings);
  }

  /** The number space the node was last told of for a tag. */
  isInSpace(bizTag: string, { start, end }: SegmentRange): boolean {
    const settings = this.settings.find((known) => known.bizTag === bizTag);
    if (settings === undefined) return false;
    const { floor, ceiling } = numberSpace(settings.idLength);
    return start >= floor && end <= ceiling;
  }

  /** Single flight: between a refill's start and its end there is no other start. */
  private watch(event: BufferEvent): void {
    if (this.isDead) return;
    if (event.type === 'refill-started') {
      if (this.refilling.has(event.bizTag))
        this.fault = new Violation(`${this.nodeId} started two refills of ${event.bizTag} at once`);
      this.refilling.add(event.bizTag);
    }
    if (event.type === 'refilled' || event.type === 'refill-failed') this.refilling.delete(event.bizTag);
    if (event.type === 'broken') this.fault = new Violation(`a buffer of ${this.nodeId} broke: ${String(event.error)}`);
  }
}

/** The codes a caller may meet under faults; anything else is a violation. */
const EXPECTED = new Set([
  'BIZ_TAG_PAUSED',
  'ID_SPACE_EXHAUSTED',
  'ALLOCATOR_NOT_READY',
  'SEGMENT_UNAVAILABLE',
  'BIZ_TAG_NOT_FOUND',
]);

/** @returns the code of a refusal that may happen */
export function expectedRefusal(error: unknown): string {
  if (error instanceof AllocatorError && EXPECTED.has(error.code)) return error.code;
  throw error instanceof Violation ? error : new Violation(`a caller was told: ${String(error)}`);
}
