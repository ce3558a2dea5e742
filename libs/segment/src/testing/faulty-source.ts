/**
 * The simulation's store: a MemorySource behind a bad network. Each reservation meets the fault that chance and the present
 * weather choose. What was really committed, to whom, and whether the answer came in time, is written down for the checks;
 * so is who was asked how often, for a holder may have one reservation of a tag on its way and must rest after a failure.
 */
import type { ManualClock } from '../clock.js';
import { type SegmentRange, type SegmentRequest, type SegmentSource, SegmentSourceError } from '../segment-source.js';
import type { SegmentLib } from './fixtures.js';
import { Violation } from './ledger.js';
import { MemorySource } from './memory-source.js';
import type { SeededRandom } from './seeded-random.js';

export type Weather = 'fair' | 'rough' | 'down';

/** Bugs that can be planted into the store; the simulation has to find each. */
export type SourcePlant = 'publish-before-commit' | 'start-from-old-step' | 'no-regression-check';

type Fault = 'none' | 'slow' | 'answer-lost' | 'commit-lost' | 'refused' | 'never';

const ODDS: Readonly<Record<Weather, Readonly<Record<Fault, number>>>> = {
  fair: { none: 90, slow: 8, 'answer-lost': 1, 'commit-lost': 1, refused: 0, never: 0 },
  rough: { none: 40, slow: 25, 'answer-lost': 12, 'commit-lost': 8, refused: 12, never: 3 },
  down: { none: 0, slow: 0, 'answer-lost': 5, 'commit-lost': 5, refused: 80, never: 10 },
};

/** The time after which a holder has to count a reservation as lost. */
export const REFILL_TIMEOUT_MS = 5_000;
/** The shortest pause after a failure: the first delay of the refiller at its least jitter. */
const REST_MIN_MS = 25;

interface Grant extends SegmentRange {
  /** Whether the holder was told of it within the time-out: only then may it hand the numbers out. */
  isAnswered: boolean;
}

/** One attempt of a holder to fetch numbers, as the store sees it: a moving forward and a reservation, or one of the two. */
interface Flight {
  readonly startedAtMs: number;
}

/** What the store knows of one holder and one tag. */
interface Account {
  readonly grants: Grant[];
  readonly flights: Set<Flight>;
  /** The attempt that has just moved the maximum forward and is about to reserve. */
  advancing: Flight | undefined;
  failedAtMs: number;
  lastCount: number | undefined;
}

export interface FaultyStoreOptions {
  readonly clock: ManualClock;
  readonly random: SeededRandom;
  readonly lib: SegmentLib;
  readonly plant: SourcePlant | undefined;
}

export class FaultyStore {
  weather: Weather = 'fair';
  readonly rows = new MemorySource();
  readonly faultCounts = new Map<string, number>();
  /** The first promise of a holder towards its source that was found broken. */
  fault: Violation | undefined;
  private readonly accounts = new Map<string, Account>();
  private readonly options: FaultyStoreOptions;

  constructor(options: FaultyStoreOptions) {
    this.options = options;
  }

  /** The store as one holder sees it. */
  sourceFor(nodeId: string): SegmentSource {
    const { SegmentSourceError: Known } = this.options.lib;
    const told = (error: unknown): never => {
      throw error instanceof SegmentSourceError ? new Known(error.failure, error.message) : error;
    };
    return {
      reserve: (request) => this.reserve(nodeId, request).catch(told),
      advance: (bizTag, maxId) => this.advance(nodeId, bizTag, maxId).catch(told),
    };
  }

  /** Whether a range lies in one that was committed to this holder, which learned of it in time. */
  isGranted(nodeId: string, bizTag: string, { start, end }: SegmentRange): boolean {
    const { grants } = this.accountOf(nodeId, bizTag);
    return grants.some((grant) => grant.isAnswered && grant.start <= start && grant.end >= end);
  }

  private async reserve(nodeId: string, request: SegmentRequest): Promise<SegmentRange> {
    const account = this.accountOf(nodeId, request.bizTag);
    const flight = account.advancing ?? this.takeOff(nodeId, request.bizTag);
    account.advancing = undefined;
    try {
      return await this.reserveBadly(account, flight, request);
    } catch (error) {
      this.failed(account, flight);
      throw error;
    } finally {
      account.flights.delete(flight);
    }
  }

  private async reserveBadly(account: Account, flight: Flight, request: SegmentRequest): Promise<SegmentRange> {
    const { random, plant } = this.options;
    const fault = this.meet();
    if (fault === 'refused') throw new SegmentSourceError('refused', 'the store refuses');
    await this.delay(fault === 'slow' ? random.whole(200, 8_000) : random.whole(0, 5));
    if (fault === 'never') return new Promise<never>(() => undefined);
    if (fault === 'commit-lost') {
      if (plant === 'publish-before-commit') return this.peek(request);
      throw new SegmentSourceError('unknown', 'the connection was cut before the commit');
    }
    const { grant, stated } = this.commit(account, request);
    if (fault === 'answer-lost') throw new SegmentSourceError('unknown', 'the connection was cut after the commit');
    await this.delay(random.whole(0, 5));
    grant.isAnswered = this.isLive(flight);
    return stated;
  }

  private async advance(nodeId: string, bizTag: string, maxId: bigint): Promise<bigint> {
    const account = this.accountOf(nodeId, bizTag);
    const flight = this.takeOff(nodeId, bizTag);
    try {
      const advanced = await this.advanceBadly(bizTag, maxId);
      account.advancing = this.isLive(flight) ? flight : undefined;
      return advanced;
    } catch (error) {
      this.failed(account, flight);
      account.flights.delete(flight);
      throw error;
    }
  }

  private async advanceBadly(bizTag: string, maxId: bigint): Promise<bigint> {
    const fault = this.meet();
    if (fault === 'refused') throw new SegmentSourceError('refused', 'the store refuses');
    await this.delay(fault === 'slow' ? this.options.random.whole(200, 8_000) : this.options.random.whole(0, 5));
    if (fault === 'never') return new Promise<never>(() => undefined);
    if (fault === 'commit-lost') throw new SegmentSourceError('unknown', 'the connection was cut before the commit');
    const advanced = await this.rows.advance(bizTag, maxId);
    if (fault === 'answer-lost') throw new SegmentSourceError('unknown', 'the connection was cut after the commit');
    return advanced;
  }

  private takeOff(nodeId: string, bizTag: string): Flight {
    const account = this.accountOf(nodeId, bizTag);
    const nowMs = this.options.clock.now();
    const inTheAir = [...account.flights].filter((flight) => this.isLive(flight)).length;
    if (inTheAir > 0) this.fault ??= new Violation(`${nodeId} asked for ${bizTag} while an attempt was under way`);
    const restedMs = nowMs - account.failedAtMs;
    if (restedMs < REST_MIN_MS) {
      this.fault ??= new Violation(`${nodeId} asked for ${bizTag} again ${restedMs} ms after a failure`);
    }
    const flight = { startedAtMs: nowMs };
    account.flights.add(flight);
    return flight;
  }

  private failed(account: Account, flight: Flight): void {
    if (this.isLive(flight)) account.failedAtMs = this.options.clock.now();
  }

  private isLive({ startedAtMs }: Flight): boolean {
    return this.options.clock.now() - startedAtMs < REFILL_TIMEOUT_MS;
  }

  private commit(account: Account, request: SegmentRequest): { grant: Grant; stated: SegmentRange } {
    const { plant } = this.options;
    if (plant === 'no-regression-check') this.rows.forgetGrants(request.bizTag);
    const range = this.rows.reserveNow(request);
    const grant = { ...range, isAnswered: false };
    account.grants.push(grant);
    const lastCount = BigInt(account.lastCount ?? request.count);
    account.lastCount = request.count;
    if (plant !== 'start-from-old-step' || lastCount > range.end) return { grant, stated: range };
    const start = range.end - lastCount;
    const length = lastCount < BigInt(request.count) ? lastCount : BigInt(request.count);
    return { grant, stated: { start, end: start + length } };
  }

  /** What the row says without a commit behind it: the planted bug. */
  private peek({ bizTag, count, floor }: SegmentRequest): SegmentRange {
    const maxId = this.rows.readMaxId(bizTag);
    const start = maxId > floor ? maxId : floor;
    return { start, end: start + BigInt(count) };
  }

  private meet(): Fault {
    const fault = this.options.random.weighted(ODDS[this.weather]);
    if (fault !== 'none') this.faultCounts.set(fault, (this.faultCounts.get(fault) ?? 0) + 1);
    return fault;
  }

  private delay(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.options.clock.setTimer(resolve, delayMs));
  }

  private accountOf(nodeId: string, bizTag: string): Account {
    const key = `${nodeId} ${bizTag}`;
    const known = this.accounts.get(key);
    if (known !== undefined) return known;
    const made: Account = {
      grants: [],
      flights: new Set(),
      advancing: undefined,
      failedAtMs: Number.NEGATIVE_INFINITY,
      lastCount: undefined,
    };
    this.accounts.set(key, made);
    return made;
  }
}
