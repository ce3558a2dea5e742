/**
 * Biz tag -> buffer: the one door of the core. A node has one allocator; which tags there are, and how each is set, is told
 * to it by `configure`.
 *
 * Invariants: a tag has at most one buffer at a time; a buffer whose tag is gone is drained, and while it drains a tag of the
 * same name made again waits for it, so that two buffers never hold numbers of one tag on one node.
 */
import { type BizTagSettings, settingsFaults } from './biz-tag-settings.js';
import type { BufferObserver } from './buffer-event.js';
import { BUFFER_LIMITS_DEFAULT, type BufferLimits } from './buffer-limits.js';
import type { BufferCounts, BufferSnapshot } from './buffer-snapshot.js';
import type { Clock, Timer } from './clock.js';
import { AllocatorError } from './errors.js';
import { countFault } from './refusal.js';
import { SegmentBuffer } from './segment-buffer.js';
import type { SegmentRange, SegmentSource } from './segment-source.js';

export interface IdAllocatorOptions {
  readonly source: SegmentSource;
  readonly clock: Clock;
  readonly limits?: Partial<BufferLimits>;
  /** The most tags one node serves. */
  readonly tagsMax?: number;
  readonly observe?: BufferObserver;
}

/** What of a call to `configure` could not be taken over, and why. */
export interface SettingsFault {
  readonly bizTag: string;
  readonly reason: string;
}

const RETRY_AFTER_MS = 1_000;
const TAGS_MAX_DEFAULT = 100_000;
const SAMPLE_INTERVAL_MS = 1_000;

export class IdAllocator {
  readonly limits: BufferLimits;
  private readonly buffers = new Map<string, SegmentBuffer>();
  private readonly leaving = new Map<string, Promise<void>>();
  private readonly options: IdAllocatorOptions;
  private sampler: Timer | undefined;
  private isConfigured = false;
  private isClosed = false;

  constructor(options: IdAllocatorOptions) {
    this.options = options;
    this.limits = { ...BUFFER_LIMITS_DEFAULT, ...options.limits };
    this.scheduleSample();
  }

  has(bizTag: string): boolean {
    return this.buffers.has(bizTag);
  }

  /** One number, at once when one is held. @throws AllocatorError, always as a rejection */
  nextId(bizTag: string): bigint | Promise<bigint> {
    const buffer = this.buffers.get(bizTag);
    return buffer === undefined ? Promise.reject(this.notFound(bizTag)) : buffer.nextId();
  }

  /** Exactly `count` numbers, as ranges in increasing order. @throws AllocatorError, always as a rejection */
  take(bizTag: string, count: number): SegmentRange[] | Promise<SegmentRange[]> {
    const buffer = this.buffers.get(bizTag);
    return buffer === undefined ? Promise.reject(this.notFound(bizTag)) : buffer.take(count);
  }

  /** One range of at least 1 and at most `count` numbers. @throws AllocatorError, always as a rejection */
  lease(bizTag: string, count: number): SegmentRange | Promise<SegmentRange> {
    const buffer = this.buffers.get(bizTag);
    return buffer === undefined ? Promise.reject(this.notFound(bizTag)) : buffer.lease(count);
  }

  /**
   * Numbers of several tags, all or none. Those that have to be waited for are taken first, so that what is lost when one
   * fails is as little as can be.
   *
   * @throws AllocatorError, always as a rejection
   */
  async takeSet(counts: ReadonlyMap<string, number>): Promise<Map<string, SegmentRange[]>> {
    const parts = this.partsOf(counts);
    const slow = parts.filter(({ buffer, count }) => !buffer.canTake(count));
    const quick = parts.filter(({ buffer, count }) => buffer.canTake(count));
    const waited = await takeAll(slow);
    const taken = waited.some(hasFailed) ? waited : [...waited, ...(await takeAll(quick))];
    const failure = taken.find(hasFailed);
    if (failure !== undefined) {
      for (const { buffer, count, ranges } of taken) if (ranges !== undefined) buffer.abandon(count);
      throw failure.error;
    }
    const byTag = new Map(taken.map(({ buffer, ranges }) => [buffer.bizTag, ranges ?? []]));
    return new Map([...counts.keys()].map((bizTag) => [bizTag, byTag.get(bizTag) ?? []]));
  }

  /**
   * Makes the tags served just those given, each set as given. Settings that are wrong leave their tag as it was.
   *
   * @returns what could not be taken over
   */
  configure(tags: readonly BizTagSettings[]): SettingsFault[] {
    if (this.isClosed) return [];
    this.isConfigured = true;
    const faults: SettingsFault[] = [];
    const named = new Set<string>();
    for (const settings of tags) {
      named.add(settings.bizTag);
      const [reason] = settingsFaults(settings);
      if (reason !== undefined) faults.push({ bizTag: settings.bizTag, reason });
      else if (!this.configureOne(settings)) {
        faults.push({ bizTag: settings.bizTag, reason: `this node serves at most ${this.tagsMax} biz tags` });
      }
    }
    for (const bizTag of this.buffers.keys()) if (!named.has(bizTag)) this.remove(bizTag);
    return faults;
  }

  /** Fetches the first segment of a tag ahead of its first caller. @returns when the attempt has ended, well or not */
  async warm(bizTag: string): Promise<void> {
    await this.buffers.get(bizTag)?.warm();
  }

  /** @throws AllocatorError BIZ_TAG_NOT_FOUND */
  buffer(bizTag: string): SegmentBuffer {
    const buffer = this.buffers.get(bizTag);
    if (buffer === undefined) throw this.notFound(bizTag);
    return buffer;
  }

  /** What each buffer has counted. With `takePeaks` the fastest second is looked for anew from now on. */
  counts({ takePeaks = false } = {}): Map<string, BufferCounts> {
    const counts = new Map<string, BufferCounts>();
    for (const [bizTag, buffer] of this.buffers) {
      if (buffer.isUntouched) continue;
      counts.set(bizTag, buffer.counts());
      if (takePeaks) buffer.takePeak();
    }
    return counts;
  }

  *snapshots(): Generator<BufferSnapshot> {
    for (const buffer of this.buffers.values()) yield buffer.snapshot();
  }

  /** Serves those who wait and closes every buffer. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.sampler?.cancel();
    await Promise.all([...this.leaving.values(), ...[...this.buffers.values()].map((buffer) => buffer.close())]);
  }

  private get tagsMax(): number {
    return this.options.tagsMax ?? TAGS_MAX_DEFAULT;
  }

  /** @returns whether there was room for it */
  private configureOne(settings: BizTagSettings): boolean {
    const { bizTag } = settings;
    const known = this.buffers.get(bizTag);
    if (known !== undefined) {
      known.configure(settings);
      return true;
    }
    if (this.buffers.size >= this.tagsMax) return false;
    if (this.leaving.has(bizTag)) return true;
    const { source, clock, observe } = this.options;
    const buffer = new SegmentBuffer({ settings, source, clock, limits: this.limits, ...(observe && { observe }) });
    this.buffers.set(bizTag, buffer);
    return true;
  }

  private remove(bizTag: string): void {
    const buffer = this.buffers.get(bizTag);
    if (buffer === undefined) return;
    this.buffers.delete(bizTag);
    this.leaving.set(
      bizTag,
      buffer.close().then(() => void this.leaving.delete(bizTag)),
    );
  }

  private partsOf(counts: ReadonlyMap<string, number>): Part[] {
    let total = 0;
    const parts = [...counts].map(([bizTag, count]) => {
      const buffer = this.buffer(bizTag);
      const refusal = countFault(count, this.limits.batchMax) ?? buffer.refusal;
      if (refusal !== undefined) throw refusal;
      total += count;
      return { buffer, count };
    });
    const fault = countFault(total, this.limits.batchMax);
    if (fault !== undefined) throw fault;
    return parts;
  }

  private notFound(bizTag: string): AllocatorError {
    const retry = { retryAfterMs: RETRY_AFTER_MS };
    if (this.isClosed)
      return new AllocatorError('ALLOCATOR_NOT_READY', 'this node is stopping: ask another one', retry);
    if (!this.isConfigured) {
      const detail = 'this node is starting and has not loaded its biz tags: ask another one, or again';
      return new AllocatorError('ALLOCATOR_NOT_READY', detail, retry);
    }
    return new AllocatorError('BIZ_TAG_NOT_FOUND', `there is no biz tag ${bizTag}: check its spelling, or create it`);
  }

  private scheduleSample(): void {
    this.sampler = this.options.clock.setTimer(() => {
      for (const buffer of this.buffers.values()) buffer.sample();
      this.scheduleSample();
    }, SAMPLE_INTERVAL_MS);
  }
}

interface Part {
  readonly buffer: SegmentBuffer;
  readonly count: number;
}

type TakenPart = Part & { readonly ranges?: SegmentRange[]; readonly error?: unknown };

function hasFailed(part: TakenPart): boolean {
  return part.error !== undefined;
}

function takeAll(parts: readonly Part[]): Promise<TakenPart[]> {
  return Promise.all(
    parts.map(async (part) => {
      try {
        return { ...part, ranges: await part.buffer.take(part.count) };
      } catch (error) {
        return { ...part, error };
      }
    }),
  );
}
