import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdAllocator } from '#segment';
import type { NodeBufferRecord, NodeMinute, Storage, TagMinuteRecord } from '#storage';
import { createLogger } from '../logging/index.js';
import { NodeState } from '../node/index.js';
import { DatabaseClock, MINUTE_MS, minuteOf, TrafficService } from '../telemetry/index.js';
import { bufferRecord } from './builders.fixture.js';
import { MinuteWriter } from './minute-writer.service.js';
import type { OwnBuffers } from './own-buffers.js';

/** A database in which minutes are kept, unless it is away. */
class Minutes {
  readonly written: { minute: NodeMinute; tags: readonly TagMinuteRecord[] }[] = [];
  prunedBefore = 0;
  isAway = false;

  async write(minute: NodeMinute, tags: readonly TagMinuteRecord[]): Promise<void> {
    if (this.isAway) throw new Error('away');
    this.written.push({ minute, tags });
  }

  async prune(beforeMs: number): Promise<void> {
    this.prunedBefore = beforeMs;
  }
}

const BEGIN = minuteOf(Date.parse('2026-11-11T00:00:00Z'));
beforeEach(() => {
  vi.useFakeTimers({ now: BEGIN, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function running() {
  const minutes = new Minutes();
  const buffers = new Map<string, NodeBufferRecord>();
  const own = { look: () => new Map(buffers) } as unknown as OwnBuffers;
  const clock = new DatabaseClock();
  const traffic = new TrafficService(clock);
  const state = new NodeState();
  state.started();
  const identity = { nodeId: 'node-a', address: '', version: '1', startedAt: new Date() };
  const peaks = { sumUp: () => Promise.resolve(), prune: () => Promise.resolve() };
  const storage = { minutes, peaks } as unknown as Storage;
  const allocator = { counts: () => new Map() } as unknown as IdAllocator;
  const logger = createLogger('silent', 'node-a');
  const writer = new MinuteWriter(storage, allocator, own, traffic, clock, identity, state, logger);
  traffic.onModuleInit();
  writer.onModuleInit();
  const issue = (bizTag: string, count: number) => {
    const issuedCount = (buffers.get(bizTag)?.issuedCount ?? 0) + count;
    buffers.set(bizTag, bufferRecord({ nodeId: 'node-a', bizTag, issuedCount }));
    traffic.meter.answered(count, 1);
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const told = () =>
    minutes.written.map(({ minute, tags }) => [
      (minute.minuteMs - BEGIN) / MINUTE_MS,
      minute.numberCount,
      tags.map(({ bizTag, numberCount }) => `${bizTag} ${numberCount}`),
    ]);
  return { minutes, clock, writer, issue, pass, told };
}

describe('the minutes of a node', () => {
  it('are written when they have ended, each with what was given out in it', async () => {
    const { issue, pass, told, minutes, writer } = running();
    issue('order', 5);
    await pass(30_000);
    expect(minutes.written).toEqual([]);
    expect(writer.running().tags).toMatchObject([{ bizTag: 'order', numberCount: 5 }]);
    issue('order', 6);
    await pass(MINUTE_MS);
    issue('order', 7);
    issue('other', 8);
    await pass(MINUTE_MS);
    expect(told()).toEqual([
      [0, 11, ['order 11']],
      [1, 15, ['other 8', 'order 7']],
    ]);
    expect(minutes.prunedBefore).toBeLessThanOrEqual(Date.now() - 24 * 3_600_000);
  });

  it('wait while the database is away, and are known here until they are written', async () => {
    const { minutes, issue, pass, told, writer } = running();
    minutes.isAway = true;
    for (const count of [1, 2, 3]) {
      issue('order', count);
      await pass(MINUTE_MS);
    }
    await pass(5_000);
    expect(writer.waiting.map(({ minute }) => minute.numberCount)).toEqual([1, 2, 3]);
    minutes.isAway = false;
    await pass(MINUTE_MS);
    expect(told().map(([minute, count]) => [minute, count])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ]);
    expect(writer.waiting).toEqual([]);
  });

  it('that nobody takes are an hour at the most', async () => {
    const { minutes, pass, writer } = running();
    minutes.isAway = true;
    await pass(70 * MINUTE_MS);
    expect(writer.waiting).toHaveLength(60);
    expect(writer.waiting.at(-1)?.minute.minuteMs).toBe(BEGIN + 69 * MINUTE_MS);
  });

  it('begin by the clock of the database', async () => {
    const { clock, pass, minutes, issue } = running();
    clock.saw(Date.now() + 10 * MINUTE_MS + 30_000);
    await pass(5_000);
    issue('order', 1);
    await pass(30_000);
    expect(minutes.written.at(-1)?.minute).toMatchObject({ minuteMs: BEGIN + 10 * MINUTE_MS, numberCount: 1 });
  });

  it('that are cut short by the end of the node are written too', async () => {
    const { issue, pass, told, writer } = running();
    issue('order', 5);
    await pass(10_000);
    await writer.onApplicationShutdown();
    expect(told()).toEqual([[0, 5, ['order 5']]]);
  });
});
