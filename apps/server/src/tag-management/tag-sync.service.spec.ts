import { SchedulerRegistry } from '@nestjs/schedule';
import { describe, expect, it, vi } from 'vitest';
import { IdAllocator, type SegmentSource, systemClock } from '#segment';
import { MemorySource } from '#segment/testing';
import type { BizTagRecord, Storage } from '#storage';
import { readConfig } from '../config.js';
import { createLogger } from '../logging/index.js';
import { NodeState } from '../node/index.js';
import { TagSyncService } from './tag-sync.service.js';

type Answer = { tags: BizTagRecord[]; faulty: [] };

const tagAt = (version: number): BizTagRecord => ({
  bizTag: 'order',
  description: null,
  maxId: 1n,
  step: 10,
  stepMax: 100,
  idLength: null,
  paused: false,
  jumpEpoch: 0,
  stepFloor: null,
  stepEpoch: 0,
  version,
  updateTime: new Date(0),
});

/** A service whose reads are answered by the test, in the order it likes. */
function service(source: SegmentSource = new MemorySource()) {
  const reads: PromiseWithResolversLike<Answer>[] = [];
  const loadAll = () => {
    const read = withResolvers<Answer>();
    reads.push(read);
    return read.promise;
  };
  const allocator = new IdAllocator({ source, clock: systemClock });
  const sync = new TagSyncService(
    allocator,
    { bizTags: { loadAll } } as unknown as Storage,
    readConfig({}),
    new NodeState(),
    createLogger('silent', 'node-a'),
    new SchedulerRegistry(),
  );
  const answer = (index: number, ...versions: number[]) =>
    reads[index]?.resolve({ tags: versions.map(tagAt), faulty: [] });
  return { sync, reads, answer, allocator };
}

interface PromiseWithResolversLike<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

function withResolvers<T>(): PromiseWithResolversLike<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

describe('a refresh', () => {
  it('that was asked for during a read is a read of its own, begun after it, so that it sees the change it was asked for', async () => {
    const { sync, reads, answer, allocator } = service();
    const before = sync.refresh();
    const afterChange = sync.refresh();
    expect(reads).toHaveLength(1);
    answer(0, 1);
    await before;
    expect(sync.tags.get('order')?.version).toBe(1);
    await Promise.resolve();
    expect(reads).toHaveLength(2);
    answer(1, 2);
    await afterChange;
    expect(sync.tags.get('order')?.version).toBe(2);
    await allocator.close();
  });

  it('is shared by all who ask while a read is under way, and never runs beside another', async () => {
    const { sync, reads, answer, allocator } = service();
    const first = sync.refresh();
    const others = [sync.refresh(), sync.refresh(), sync.refresh()];
    answer(0, 1);
    await first;
    others.push(sync.refresh());
    await Promise.resolve();
    expect(reads).toHaveLength(2);
    answer(1, 2);
    await Promise.all(others);
    expect(reads).toHaveLength(2);
    const last = sync.refresh();
    answer(2);
    await last;
    expect(sync.tags.size).toBe(0);
    expect(allocator.has('order')).toBe(false);
    await allocator.close();
  });

  it('is made although the read before it failed, and a failure is told to those who asked for that read', async () => {
    const { sync, reads, answer, allocator } = service();
    const first = sync.refresh();
    const second = sync.refresh();
    reads[0]?.reject(new Error('the database is away'));
    await expect(first).rejects.toThrow('away');
    await Promise.resolve();
    answer(1, 7);
    await second;
    expect(sync.tags.get('order')?.version).toBe(7);
    await allocator.close();
  });
});

describe('a change made on this node', () => {
  it('is not failed by a database that goes away before it is read back', async () => {
    const { sync, reads, allocator } = service();
    const done = sync.refreshAfterChange();
    reads[0]?.reject(new Error('the database is away'));
    await expect(done).resolves.toBeUndefined();
    await allocator.close();
  });

  it('is answered although the database falls silent', async () => {
    const { sync, allocator } = service();
    await expect(sync.refreshAfterChange()).resolves.toBeUndefined();
    await allocator.close();
  });
});

describe('the warm-up', () => {
  it('waits for both segments of every tag that a promotion is on for, also of one that was not used for long', async () => {
    const held: (() => void)[] = [];
    const rows = new MemorySource();
    const source: SegmentSource = {
      advance: (bizTag, maxId) => rows.advance(bizTag, maxId),
      reserve: async (request) => {
        if (request.bizTag === 'promoted') await new Promise<void>((resolve) => held.push(resolve));
        return rows.reserve(request);
      },
    };
    // More tags than are warmed for having been used last, and all of them later than the one in the promotion.
    const others = Array.from({ length: 300 }, (_, index) => ({
      ...tagAt(1),
      bizTag: `t${index}`,
      updateTime: new Date(1_000 + index),
    }));
    const tags = [{ ...tagAt(1), bizTag: 'promoted', stepFloor: 50 }, ...others];
    for (const { bizTag } of tags) rows.createTag(bizTag, 1n);
    const { sync, reads, allocator } = service(source);
    const refreshed = sync.refresh();
    reads[0]?.resolve({ tags, faulty: [] });
    await refreshed;
    let isWarm = false;
    const warmed = sync.warm().then(() => {
      isWarm = true;
    });
    for (let segment = 0; segment < 2; segment++) {
      await vi.waitFor(() => expect(held).toHaveLength(segment + 1));
      // All that is not held has come long since.
      await new Promise((resolve) => setImmediate(resolve));
      expect(isWarm).toBe(false);
      held[segment]?.();
    }
    await warmed;
    expect(allocator.buffer('promoted').snapshot()).toMatchObject({ current: { idle: 50 }, next: { idle: 50 } });
    await allocator.close();
  });
});
