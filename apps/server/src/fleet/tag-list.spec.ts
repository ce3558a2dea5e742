import { describe, expect, it } from 'vitest';
import { TAG_SORTS } from '#contract';
import type { BizTagRecord, NodeBufferRecord } from '#storage';
import { bufferRecord, tagRecord } from './builders.fixture.js';
import { entryOf, type TagEntry } from './tag-index.js';
import { tagPage } from './tag-list.js';

const entry = (tag: Partial<BizTagRecord>, own?: Partial<NodeBufferRecord>): TagEntry =>
  entryOf(tagRecord(tag), own && bufferRecord(own), undefined);

const ENTRIES = [
  entry({ bizTag: 'Apple', description: 'Fruit', step: 30, maxId: 2n ** 60n + 1n }),
  entry({ bizTag: 'apple', step: 10, maxId: 2n ** 60n }, { ratePerSecond: 5, runwayMs: 100_000 }),
  entry({ bizTag: 'order', description: 'Orders of ÄPFEL', step: 20, paused: true }),
  entry({ bizTag: 'pear', step: 10, maxId: 5n }, { ratePerSecond: 50, runwayMs: 200_000 }),
  entry({ bizTag: 'quince', step: 10 }, { ratePerSecond: 0, runwayMs: null, refillFailedAttempts: 2 }),
];
const names = (query: Parameters<typeof tagPage>[1]) => tagPage(ENTRIES, query).items.map(({ tag }) => tag.bizTag);

describe('the list of biz tags', () => {
  it('is by name, byte by byte, unless told otherwise', () => {
    expect(names({})).toEqual(['Apple', 'apple', 'order', 'pear', 'quince']);
    expect(names({ sort: '-bizTag' })).toEqual(['quince', 'pear', 'order', 'apple', 'Apple']);
  });

  it.each([
    ['-rate', ['pear', 'apple', 'Apple', 'order', 'quince']],
    ['rate', ['Apple', 'order', 'quince', 'apple', 'pear']],
    ['runway', ['apple', 'pear', 'Apple', 'order', 'quince']],
    ['-runway', ['Apple', 'order', 'quince', 'pear', 'apple']],
    ['step', ['apple', 'pear', 'quince', 'order', 'Apple']],
    ['-maxId', ['Apple', 'apple', 'pear', 'quince', 'order']],
    ['-space', ['Apple', 'apple', 'pear', 'quince', 'order']],
  ] as const)('is sorted by %s, those that are equal by name', (sort, sorted) => {
    expect(names({ sort })).toEqual(sorted);
  });

  it('has an order for every sort of the contract, whichever way', () => {
    for (const sort of TAG_SORTS) {
      expect(new Set(names({ sort }))).toEqual(new Set(names({ sort: `-${sort}` })));
    }
  });

  it('finds parts of names and descriptions, case ignored', () => {
    expect(names({ q: 'APPLE' })).toEqual(['Apple', 'apple']);
    expect(names({ q: 'fruit' })).toEqual(['Apple']);
    expect(names({ q: 'äpfel' })).toEqual(['order']);
    expect(names({ q: '%' })).toEqual([]);
  });

  it.each([
    ['attention', ['order', 'quince']],
    ['active', ['apple', 'pear']],
    ['idle', ['Apple', 'order', 'quince']],
    ['paused', ['order']],
  ] as const)('shows those that are in the state %s', (state, found) => {
    expect(names({ state })).toEqual(found);
  });

  it('counts all that was found, whatever page is shown, and is empty past its end', () => {
    expect(tagPage(ENTRIES, { q: 'p', page: 2, pageSize: 2 })).toMatchObject({ total: 4 });
    expect(names({ q: 'p', page: 2, pageSize: 2 })).toEqual(['order', 'pear']);
    expect(tagPage(ENTRIES, { page: 1_000_000, pageSize: 500 })).toEqual({ items: [], total: ENTRIES.length });
  });
});
