/**
 * What this node's ID API has answered, in slots of five seconds: twelve of them are the last minute, and those of one minute by the
 * clock make its record. Counting happens on the way of every number, so that it is a few additions and nothing else; what time it is
 * comes from a tick beside it.
 */
import type { TrafficFigure } from '#contract';
import { LatencyHistogram } from './latency-histogram.js';

export const MINUTE_MS = 60_000;
const SLOT_MS = 5_000;
const SLOTS = MINUTE_MS / SLOT_MS;

/** What was answered in some time. */
export interface Answered {
  readonly numbers: number;
  readonly requests: number;
  /** Requests that failed through no fault of the caller's. */
  readonly errors: number;
  readonly latency: LatencyHistogram;
}

export interface AnsweredMinute extends Answered {
  /** When the minute began, in ms since 1970. */
  readonly minuteMs: number;
}

export class Tally implements Answered {
  numbers = 0;
  requests = 0;
  errors = 0;
  readonly latency = new LatencyHistogram();

  add(other: Answered): void {
    this.numbers += other.numbers;
    this.requests += other.requests;
    this.errors += other.errors;
    this.latency.add(other.latency);
  }

  clear(): void {
    this.numbers = 0;
    this.requests = 0;
    this.errors = 0;
    this.latency.clear();
  }
}

export class TrafficMeter {
  private readonly slots = Array.from({ length: SLOTS }, () => new Tally());
  private current = this.slots[0] ?? new Tally();
  /** Counts slots since 1970; undefined before the first tick. */
  private slotNumber: number | undefined;
  private firstTickAtMs = 0;
  private lastTickAtMs = 0;
  private minute = new Tally();

  /** @param numbers handed out by one request @param durationMs from its coming in to its answer */
  answered(numbers: number, durationMs: number): void {
    const { current } = this;
    current.numbers += numbers;
    current.requests++;
    current.latency.record(durationMs);
  }

  /** @param isOurs whether the caller can't help it */
  failed(isOurs: boolean, durationMs: number): void {
    const { current } = this;
    current.requests++;
    if (isOurs) current.errors++;
    current.latency.record(durationMs);
  }

  /**
   * Tells what time it is, in ms since 1970: about once a second.
   *
   * @returns the minute that has ended since the last tick, if one has; with it goes all that was counted until now
   */
  tick(nowMs: number): AnsweredMinute | undefined {
    const slotNumber = Math.floor(nowMs / SLOT_MS);
    this.lastTickAtMs = nowMs;
    if (this.slotNumber === undefined) {
      this.firstTickAtMs = nowMs;
      this.slotNumber = slotNumber;
      return undefined;
    }
    if (slotNumber === this.slotNumber) return undefined;
    const before = this.slotNumber;
    // A clock that was set back, or far ahead, starts the window anew; nothing that was counted is lost to its minute.
    const passed = slotNumber < before ? SLOTS : Math.min(SLOTS, slotNumber - before);
    if (slotNumber < before || slotNumber - before > SLOTS) this.firstTickAtMs = nowMs;
    this.minute.add(this.current);
    for (let step = 1; step <= passed; step++) this.slotAt(slotNumber - passed + step).clear();
    this.current = this.slotAt(slotNumber);
    this.slotNumber = slotNumber;
    const minuteMs = minuteOf(before * SLOT_MS);
    if (minuteOf(nowMs) === minuteMs) return undefined;
    const ended = this.minute;
    this.minute = new Tally();
    return { minuteMs, numbers: ended.numbers, requests: ended.requests, errors: ended.errors, latency: ended.latency };
  }

  /** The minute that is running, as far as it has come. */
  runningMinute(): AnsweredMinute {
    const { numbers, requests, errors, latency } = sumOf([this.minute, this.current]);
    return { minuteMs: minuteOf((this.slotNumber ?? 0) * SLOT_MS), numbers, requests, errors, latency };
  }

  lastMinute(): Answered {
    return sumOf(this.slots);
  }

  /** How long the last minute is, in ms: shorter while the node is young. */
  lastMinuteMs(): number {
    const slotStartMs = (this.slotNumber ?? 0) * SLOT_MS;
    const windowMs = this.lastTickAtMs - slotStartMs + (SLOTS - 1) * SLOT_MS;
    return Math.max(1_000, Math.min(windowMs, this.lastTickAtMs - this.firstTickAtMs));
  }

  private slotAt(slotNumber: number): Tally {
    return this.slots[slotNumber % SLOTS] ?? this.current;
  }
}

export function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

export function sumOf(parts: Iterable<Answered>): Answered {
  const sum = new Tally();
  for (const part of parts) sum.add(part);
  return sum;
}

/** @param overMs the time in which it was answered */
export function trafficFigure({ numbers, requests, errors, latency }: Answered, overMs: number): TrafficFigure {
  const perSecond = (count: number) => Math.round((count / overMs) * 10_000) / 10;
  return {
    numbersPerSecond: perSecond(numbers),
    requestsPerSecond: perSecond(requests),
    errorShare: requests === 0 ? 0 : Math.round((errors / requests) * 1e6) / 1e6,
    p99Ms: latency.quantileMs(0.99),
  };
}
