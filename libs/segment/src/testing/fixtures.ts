/** Builders for the core's tests: a buffer or an allocator on a source that does what the test says. */
import type { BizTagSettings } from '../biz-tag-settings.js';
import type { BufferEvent } from '../buffer-event.js';
import { BUFFER_LIMITS_DEFAULT, type BufferLimits } from '../buffer-limits.js';
import { type ManualClock, settle } from '../clock.js';
import type { SegmentRange, SegmentRequest, SegmentSource } from '../segment-source.js';
import { MemorySource } from './memory-source.js';

export type SegmentLib = typeof import('../index.js');

export function settingsOf(changes: Partial<BizTagSettings> = {}): BizTagSettings {
  return {
    bizTag: 'order',
    step: 10,
    stepMax: 1_000,
    idLength: null,
    paused: false,
    jumpEpoch: 0,
    stepFloor: null,
    stepEpoch: 0,
    ...changes,
  };
}

/** A call to the source that the test answers when and how it likes. */
export interface Call {
  readonly request: SegmentRequest;
  /** Answers with what the row gives, as a healthy source would. */
  answer(): Promise<void>;
  answerWith(range: SegmentRange): Promise<void>;
  fail(error: unknown): Promise<void>;
}

/** A source that answers at once, until `hold` is set: then each call waits for the test. */
export class ScriptedSource implements SegmentSource {
  readonly rows = new MemorySource();
  readonly calls: Call[] = [];
  readonly advances: bigint[] = [];
  hold = false;

  constructor(maxId = 1n, bizTag = 'order') {
    this.rows.createTag(bizTag, maxId);
  }

  /** The last call made. */
  get last(): Call {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('the source has not been asked');
    return call;
  }

  reserve(request: SegmentRequest): Promise<SegmentRange> {
    return new Promise((resolve, reject) => {
      const call: Call = {
        request,
        answer: () => {
          this.rows.reserve(request).then(resolve, reject);
          return settle();
        },
        answerWith: (range) => {
          resolve(range);
          return settle();
        },
        fail: (error) => {
          reject(error);
          return settle();
        },
      };
      this.calls.push(call);
      if (!this.hold) void call.answer();
    });
  }

  async advance(bizTag: string, maxId: bigint): Promise<bigint> {
    this.advances.push(maxId);
    return this.rows.advance(bizTag, maxId);
  }
}

export interface BufferFixture {
  readonly buffer: InstanceType<SegmentLib['SegmentBuffer']>;
  readonly source: ScriptedSource;
  readonly clock: ManualClock;
  readonly events: BufferEvent[];
}

/** @param lib whose buffer it is: the real one's, or a mutant's */
export function bufferOf(
  lib: SegmentLib,
  {
    settings = {},
    limits = {},
    maxId = 1n,
  }: { settings?: Partial<BizTagSettings>; limits?: Partial<BufferLimits>; maxId?: bigint } = {},
): BufferFixture {
  const source = new ScriptedSource(maxId);
  const clock = new lib.ManualClock();
  const events: BufferEvent[] = [];
  const buffer = new lib.SegmentBuffer({
    settings: settingsOf(settings),
    source,
    clock,
    limits: { ...BUFFER_LIMITS_DEFAULT, ...limits },
    observe: (event) => void events.push(event),
  });
  return { buffer, source, clock, events };
}

/** What became of a promise by now, without waiting for it. */
export interface Outcome<T> {
  state: 'pending' | 'fulfilled' | 'rejected';
  value?: T;
  error?: unknown;
}

export function watch<T>(promise: T | Promise<T>): Outcome<T> {
  const outcome: Outcome<T> = { state: 'pending' };
  Promise.resolve(promise).then(
    (value) => Object.assign(outcome, { state: 'fulfilled', value }),
    (error: unknown) => Object.assign(outcome, { state: 'rejected', error }),
  );
  return outcome;
}

/** The numbers of ranges, one by one. */
export function numbersOf(ranges: readonly SegmentRange[]): bigint[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: Number(end - start) }, (_, index) => start + BigInt(index)),
  );
}

export function typesOf(events: readonly BufferEvent[]): string[] {
  return events.map(({ type }) => type);
}
