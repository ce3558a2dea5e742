/**
 * One holder of numbers in the simulation, a server's node or an SDK: an allocator with a clock of its own, and the books
 * that every number it fetched is written in until it was given, is held, or was told as a gap.
 */
import type { BizTagSettings } from '../biz-tag-settings.js';
import type { BufferEvent } from '../buffer-event.js';
import type { Clock, ManualClock } from '../clock.js';
import type { IdAllocator } from '../id-allocator.js';
import { numberSpace, type SegmentRange, type SegmentSource } from '../segment-source.js';
import { REFILL_TIMEOUT_MS } from './faulty-source.js';
import type { SegmentLib } from './fixtures.js';
import { Violation } from './ledger.js';

export const WAIT_TIMEOUT_MS = 2_000;
export const WAITERS_MAX = 8;
export const BATCH_MAX = 500;

/** A clock that shares the simulation's timers and has its own idea of the time. */
export class SkewedClock implements Clock {
  skewMs = 0;
  /** The timers of a crashed process never fire. */
  isStopped = false;
  private readonly clock: ManualClock;
  /** When it was set anew, by the simulation's time. */
  private readonly jumpedAtMs: number[] = [];
  /** Timers of this length never fire: the planted bug of a time-out nobody watches. */
  private readonly deafToMs: number | undefined;

  constructor(clock: ManualClock, deafToMs?: number) {
    this.clock = clock;
    this.deafToMs = deafToMs;
  }

  jumpMs(byMs: number): void {
    this.skewMs += byMs;
    this.jumpedAtMs.push(this.clock.now());
  }

  /** How often it was set anew at or after `sinceMs` of the simulation's time. */
  jumpsSince(sinceMs: number): number {
    return this.jumpedAtMs.filter((atMs) => atMs >= sinceMs).length;
  }

  now(): number {
    return this.clock.now() + this.skewMs;
  }

  random(): number {
    return this.clock.random();
  }

  setTimer(callback: () => void, delayMs: number) {
    if (delayMs === this.deafToMs) return { cancel: () => undefined };
    return this.clock.setTimer(() => {
      if (!this.isStopped) callback();
    }, delayMs);
  }
}

export interface SimulatedNodeOptions {
  readonly nodeId: string;
  readonly isSdk: boolean;
  readonly lib: SegmentLib;
  readonly clock: SkewedClock;
  readonly source: SegmentSource;
  readonly settings: readonly BizTagSettings[];
  readonly onEvent: (event: BufferEvent) => void;
}

/** Numbers of one tag at one holder. */
export interface Books {
  fetched: number;
  given: number;
  /** Gaps told of numbers that had been fetched. */
  gaps: number;
  issuedBefore: number;
}

/** Gaps of numbers that never came to be held, and so are not in the books. */
const NEVER_HELD: ReadonlySet<string> = new Set(['unknown-outcome', 'late', 'regression']);

export class SimulatedNode {
  readonly nodeId: string;
  readonly isSdk: boolean;
  readonly clock: SkewedClock;
  readonly allocator: IdAllocator;
  /** Every setting it has been told, the last one in force. */
  readonly told: (readonly BizTagSettings[])[] = [];
  /** A crashed process answers nobody, whatever its promises still do. */
  isDead = false;
  isClosed = false;
  /** Sets asked for and not yet answered: part of their numbers may have been taken. */
  setsPending = 0;
  /** What the watching found wrong, if anything: an observer's own throw goes nowhere. */
  fault: Violation | undefined;
  private readonly books = new Map<string, Books>();
  private readonly refilling = new Set<string>();

  constructor({ nodeId, isSdk, lib, clock, source, settings, onEvent }: SimulatedNodeOptions) {
    this.nodeId = nodeId;
    this.isSdk = isSdk;
    this.clock = clock;
    this.allocator = new lib.IdAllocator({
      source,
      clock,
      limits: {
        waitTimeoutMs: WAIT_TIMEOUT_MS,
        refillTimeoutMs: REFILL_TIMEOUT_MS,
        waitersMax: WAITERS_MAX,
        batchMax: BATCH_MAX,
      },
      observe: (event) => {
        if (this.isDead) return;
        this.watch(event);
        onEvent(event);
      },
    });
    this.configure(settings);
  }

  configure(settings: readonly BizTagSettings[]): void {
    this.told.push(settings);
    this.allocator.configure(settings);
  }

  /** Whether a range lies in a number space that was in force since `version`, an index of `told`. */
  isInSpace(bizTag: string, { start, end }: SegmentRange, version = this.told.length - 1): boolean {
    return this.told.slice(version).some((settings) => {
      const tag = settings.find((known) => known.bizTag === bizTag);
      if (tag === undefined) return false;
      const { floor, ceiling } = numberSpace(tag.idLength);
      return start >= floor && end <= ceiling;
    });
  }

  /** Whether it was told last that a tag is paused. */
  isPaused(bizTag: string): boolean {
    return this.told.at(-1)?.find((known) => known.bizTag === bizTag)?.paused ?? false;
  }

  booksOf(bizTag: string): Books {
    const known = this.books.get(bizTag);
    if (known !== undefined) return known;
    const made = { fetched: 0, given: 0, gaps: 0, issuedBefore: 0 };
    this.books.set(bizTag, made);
    return made;
  }

  /** Single flight, as told: between a refill's start and its end there is no other start; nothing arrives without one. */
  private watch(event: BufferEvent): void {
    const { bizTag, type } = event;
    if (type === 'refill-started') {
      if (this.refilling.has(bizTag)) this.blame(`started two refills of ${bizTag} at once`);
      this.refilling.add(bizTag);
    }
    if (type === 'refilled' || type === 'refill-failed') {
      if (!this.refilling.delete(bizTag)) this.blame(`had an answer about ${bizTag} from a refill that was over`);
    }
    if (type === 'refilled') this.booksOf(bizTag).fetched += Number(event.end - event.start);
    if (type === 'abandoned' && !NEVER_HELD.has(event.reason)) this.booksOf(bizTag).gaps += event.count;
    if (type === 'broken') this.blame(`closed its buffer of ${bizTag} on a fault: ${String(event.error)}`);
  }

  private blame(what: string): void {
    this.fault ??= new Violation(`${this.nodeId} ${what}`);
  }
}
