import { describe, expect, it } from 'vitest';
import type { BizTagRecord, BufferSummary, NodeBufferRecord } from '#storage';
import { bufferRecord, tagRecord } from './builders.fixture.js';
import { TagIndex } from './tag-index.js';
import { troublesOf } from './troubles.js';

const byTag = <T extends { bizTag: string }>(records: readonly T[]) =>
  new Map(records.map((record) => [record.bizTag, record]));

function sourcesOf(
  tags: readonly BizTagRecord[],
  own: readonly NodeBufferRecord[] = [],
  others: readonly BufferSummary[] = [],
  othersVersion = 0,
) {
  return { tags: byTag(tags), own: byTag(own), others: byTag(others), othersVersion };
}

const summary = (given: Partial<BufferSummary>): BufferSummary => ({
  bizTag: 'a',
  ratePerSecond: 0,
  runwayMs: null,
  highestEnd: null,
  troubles: 0,
  ...given,
});

describe('the index of biz tags', () => {
  it('sums up what this node and the others hold', () => {
    const index = new TagIndex();
    const own = bufferRecord({ bizTag: 'a', ratePerSecond: 1.5, runwayMs: 9_000, waiterCount: 1 });
    const others = summary({ ratePerSecond: 2.5, runwayMs: 4_000, highestEnd: 2n ** 62n, troubles: 1 });
    index.update(sourcesOf([tagRecord({ bizTag: 'a', maxId: 7n })], [own], [others], 1));
    expect(index.find('a')).toMatchObject({ ratePerSecond: 4, runwayMs: 4_000, maxId: 2n ** 62n });
    expect(troublesOf(index.find('a')?.troubles ?? 0)).toEqual(['broken', 'waiting']);
  });

  it('takes the maximum of the database where nobody holds more', () => {
    const index = new TagIndex();
    const held = bufferRecord({ bizTag: 'a', next: { start: 2_000n, end: 3_000n, idle: 1_000 } });
    index.update(sourcesOf([tagRecord({ bizTag: 'a', maxId: 9_000n })], [held]));
    expect(index.find('a')?.maxId).toBe(9_000n);
    index.update(sourcesOf([tagRecord({ bizTag: 'a', maxId: 9n })], [held]));
    expect(index.find('a')?.maxId).toBe(3_000n);
  });

  it('keeps the very entries of all that did not change', () => {
    const index = new TagIndex();
    const tags = ['a', 'b', 'c'].map((bizTag) => tagRecord({ bizTag }));
    index.update(sourcesOf(tags));
    const [a, b, c] = index.entries;
    // As a sync reads it: other objects, with the same in them.
    index.update(sourcesOf(tags.map((tag) => ({ ...tag, updateTime: new Date() }))));
    expect([index.entries[0] === a, index.entries[1] === b, index.entries[2] === c]).toEqual([true, true, true]);
    const own = bufferRecord({ bizTag: 'b' });
    index.update(sourcesOf(tags, [own]));
    expect([index.entries[0] === a, index.entries[1] === b, index.entries[2] === c]).toEqual([true, false, true]);
    expect(index.find('b')?.own).toBe(own);
    index.update(sourcesOf(tags, []));
    expect(index.find('b')?.own).toBeUndefined();
  });

  it('follows tags that are made, changed and deleted, in the order of their names', () => {
    const index = new TagIndex();
    const [a, b] = [tagRecord({ bizTag: 'a' }), tagRecord({ bizTag: 'b' })];
    index.update(sourcesOf([b, a]));
    expect(index.entries.map(({ tag }) => tag.bizTag)).toEqual(['a', 'b']);
    index.update(sourcesOf([tagRecord({ bizTag: 'B' }), { ...b, paused: true, version: 2 }]));
    expect(index.entries.map(({ tag }) => tag.bizTag)).toEqual(['B', 'b']);
    expect(troublesOf(index.find('b')?.troubles ?? 0)).toEqual(['paused']);
    expect(index.find('a')).toBeUndefined();
  });
});
