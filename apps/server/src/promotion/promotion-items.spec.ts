import { describe, expect, it } from 'vitest';
import { expectedPeaks, matchItems, type SeenPeaks } from './promotion-items.js';

const TAGS = ['order', 'order-snapshot', 'order-item-snapshot', 'coupon'];

const SEEN: SeenPeaks = {
  days: (ofDays) => new Map([['order', ofDays * 10]]),
  lastPromotion: new Map([['order-snapshot', 4_000]]),
};

describe('items', () => {
  it('name a tag, or by a pattern all that fit it; a tag named by itself is left to its own item', () => {
    const items = [
      { bizTag: 'order*', multiple: 2, ofDays: 7 },
      { bizTag: 'order', peakRate: 500 },
    ];
    expect(matchItems(items, TAGS)).toEqual({
      faults: [],
      matched: [
        { bizTag: 'order-snapshot', item: 0 },
        { bizTag: 'order-item-snapshot', item: 0 },
        { bizTag: 'order', item: 1 },
      ],
    });
  });

  it('that name a tag that is not there, or a pattern that fits none, are told at their field', () => {
    const items = [
      { bizTag: 'ordre', peakRate: 1 },
      { bizTag: 'refund-*', peakRate: 1 },
    ];
    expect(matchItems(items, TAGS).faults).toEqual([
      { field: 'items.0.bizTag', message: 'must be a biz tag that there is: there is no ordre' },
      { field: 'items.1.bizTag', message: 'must match something: no biz tag fits refund-*' },
    ]);
  });

  it('cover 500 tags at the most', () => {
    const many = Array.from({ length: 501 }, (_, index) => `t${index}`);
    expect(matchItems([{ bizTag: '*', peakRate: 1 }], many).faults[0]?.message).toContain('these cover 501');
    expect(matchItems([{ bizTag: '*', peakRate: 1 }], many.slice(1)).faults).toEqual([]);
  });
});

describe('the peak expected', () => {
  const peaks = (...items: Parameters<typeof expectedPeaks>[0]) =>
    expectedPeaks(items, matchItems(items, TAGS).matched, SEEN);

  it('is what is given, or a multiple of what was seen', () => {
    expect(peaks({ bizTag: 'order', peakRate: 300 })).toMatchObject([
      { peakRate: 300, basis: 'given', seenRate: null },
    ]);
    expect(peaks({ bizTag: 'order', multiple: 3, ofDays: 30 })).toMatchObject([
      { peakRate: 900, basis: 'days', seenRate: 300 },
    ]);
    expect(peaks({ bizTag: 'order-snapshot', multiple: 1.5, ofLastPromotion: true })).toMatchObject([
      { peakRate: 6_000, basis: 'promotion', seenRate: 4_000 },
    ]);
  });

  it('is none where nothing was seen', () => {
    expect(peaks({ bizTag: 'coupon', multiple: 10, ofDays: 7 })).toEqual([
      { bizTag: 'coupon', item: 0, peakRate: 0, basis: 'none', seenRate: null },
    ]);
  });

  it('is the highest where several patterns fit, in the order of the names', () => {
    const expected = peaks(
      { bizTag: 'order-*', peakRate: 50 },
      { bizTag: '*-snapshot', peakRate: 70 },
      { bizTag: 'o*', peakRate: 20 },
    );
    expect(expected.map(({ bizTag, peakRate, item }) => [bizTag, peakRate, item])).toEqual([
      ['order', 20, 2],
      ['order-item-snapshot', 70, 1],
      ['order-snapshot', 70, 1],
    ]);
  });
});
