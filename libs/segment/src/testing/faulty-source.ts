/**
 * The simulation's store: a MemorySource behind a bad network. Each reservation meets the fault that chance and the present weather
 * choose; what was really committed, and to whom, is written down for the checks.
 */
import type { ManualClock } from '../clock.js';
import { type SegmentRange, type SegmentRequest, type SegmentSource, SegmentSourceError } from '../segment-source.js';
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

export interface Grant extends SegmentRange {
  readonly bizTag: string;
  readonly nodeId: string;
}

export class FaultyStore {
  weather: Weather = 'fair';
  readonly rows = new MemorySource();
  readonly faultCounts = new Map<string, number>();
  private readonly grantsByHolder = new Map<string, Grant[]>();
  private readonly oldSteps = new Map<string, number>();
  private readonly clock: ManualClock;
  private readonly random: SeededRandom;
  private readonly plant: SourcePlant | undefined;

  constructor(clock: ManualClock, random: SeededRandom, plant?: SourcePlant) {
    this.clock = clock;
    this.random = random;
    this.plant = plant;
  }

  /** The store as one node sees it. */
  sourceFor(nodeId: string): SegmentSource {
    return {
      reserve: (request) => this.reserve(nodeId, request),
      advance: (bizTag, maxId) => this.advance(bizTag, maxId),
    };
  }

  /** Whether a range lies in one that was committed to this node. */
  isGranted(nodeId: string, bizTag: string, { start, end }: SegmentRange): boolean {
    const grants = this.grantsByHolder.get(`${nodeId} ${bizTag}`) ?? [];
    return grants.some((grant) => grant.start <= start && grant.end >= end);
  }

  private async reserve(nodeId: string, request: SegmentRequest): Promise<SegmentRange> {
    const fault = this.meet();
    if (fault === 'refused') throw new SegmentSourceError('refused', 'the store refuses');
    await this.delay(fault === 'slow' ? this.random.whole(200, 8_000) : this.random.whole(0, 5));
    if (fault === 'never') return new Promise<never>(() => undefined);
    if (fault === 'commit-lost') {
      if (this.plant === 'publish-before-commit') return this.peek(request);
      throw new SegmentSourceError('unknown', 'the connection was cut before the commit');
    }
    const range = this.commit(nodeId, request);
    if (fault === 'answer-lost') throw new SegmentSourceError('unknown', 'the connection was cut after the commit');
    await this.delay(this.random.whole(0, 5));
    return range;
  }

  private async advance(bizTag: string, maxId: bigint): Promise<bigint> {
    const fault = this.meet();
    if (fault === 'refused') throw new SegmentSourceError('refused', 'the store refuses');
    await this.delay(this.random.whole(0, 5));
    if (fault === 'commit-lost') throw new SegmentSourceError('unknown', 'the connection was cut before the commit');
    const advanced = await this.rows.advance(bizTag, maxId);
    if (fault !== 'none') throw new SegmentSourceError('unknown', 'the connection was cut after the commit');
    return advanced;
  }

  private commit(nodeId: string, request: SegmentRequest): SegmentRange {
    const { bizTag, count } = request;
    if (this.plant === 'no-regression-check') this.rows.forgetGrants(bizTag);
    const range = this.rows.reserveNow(request);
    const key = `${nodeId} ${bizTag}`;
    const oldStep = this.oldSteps.get(key) ?? count;
    this.oldSteps.set(key, count);
    const grants = this.grantsByHolder.get(key) ?? [];
    grants.push({ ...range, bizTag, nodeId });
    this.grantsByHolder.set(key, grants);
    const isOff = this.plant === 'start-from-old-step' && BigInt(oldStep) <= range.end;
    return isOff
      ? {
          start: range.end - BigInt(Math.min(oldStep, count)),
          end: range.end - BigInt(Math.min(oldStep, count)) + BigInt(count),
        }
      : range;
  }

  /** What the row says without a commit behind it: the planted bug. */
  private peek({ bizTag, count, floor }: SegmentRequest): SegmentRange {
    const maxId = this.rows.readMaxId(bizTag);
    const start = maxId > floor ? maxId : floor;
    return { start, end: start + BigInt(count) };
  }

  private meet(): Fault {
    const fault = this.random.weighted(ODDS[this.weather]);
    if (fault !== 'none') this.faultCounts.set(fault, (this.faultCounts.get(fault) ?? 0) + 1);
    return fault;
  }

  private delay(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.clock.setTimer(resolve, delayMs));
  }
}
