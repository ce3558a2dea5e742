import { describe, expect, it } from 'vitest';
import { createPromotionSchema } from '#contract';
import { promotion } from './promotion-builders.fixture.js';
import {
  againOf,
  changesOf,
  draftOf,
  fractionOrText,
  newDraft,
  newItem,
  type PromotionDraft,
  wishOf,
} from './promotion-draft.js';

const NOW_MS = Date.parse('2026-11-01T00:00:00Z');

const draft = (changed: Partial<PromotionDraft> = {}): PromotionDraft => ({
  ...newDraft('Asia/Shanghai', NOW_MS),
  name: ' Double 11 ',
  startsAt: { text: '2026-11-11T00:00', isLater: false },
  endsAt: { text: '2026-11-11T02:00', isLater: false },
  items: [{ ...newItem('0'), bizTag: ' order ', peakRate: '20,000' }],
  ...changed,
});

describe('a wish', () => {
  it('is what the contract takes, numbers read as people write them', () => {
    const items = [
      { ...newItem('0'), bizTag: ' order ', peakRate: '20 000' },
      { ...newItem('1'), bizTag: 'order-*', basis: 'days' as const, multiple: '2.5', ofDays: '7' },
      { ...newItem('2'), bizTag: 'coupon', basis: 'promotion' as const, multiple: '1.2' },
    ];
    const body = { ...wishOf(draft({ items })), reason: 'a test' };
    expect(createPromotionSchema.parse(body)).toEqual({
      name: 'Double 11',
      zone: 'Asia/Shanghai',
      startsAt: '2026-11-11T00:00:00+08:00',
      endsAt: '2026-11-11T02:00:00+08:00',
      leadMinutes: 60,
      safetyFactor: 1.5,
      runwayMinutes: 10,
      items: [
        { bizTag: 'order', peakRate: 20_000 },
        { bizTag: 'order-*', multiple: 2.5, ofDays: 7 },
        { bizTag: 'coupon', multiple: 1.2, ofLastPromotion: true },
      ],
      reason: 'a test',
    });
  });

  it('leaves it to the contract to name the field of what is not valid', () => {
    const items = [{ ...newItem('0'), bizTag: 'order', peakRate: 'plenty' }];
    const wish = wishOf(draft({ items, leadMinutes: '', startsAt: { text: '', isLater: false } }));
    expect(wish).toMatchObject({ leadMinutes: '', startsAt: '', items: [{ peakRate: 'plenty' }] });
    const { error } = createPromotionSchema.safeParse({ ...wish, reason: 'a test' });
    expect(error?.issues.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'items.0.peakRate',
      'leadMinutes',
      'startsAt',
    ]);
  });

  it('comes back as it was sent', () => {
    const items = [
      { bizTag: 'order', peakRate: 20_000 },
      { bizTag: 'order-*', multiple: 2.5, ofDays: 30 },
      { bizTag: 'coupon', multiple: 1.2, ofLastPromotion: true as const },
    ];
    expect(wishOf(draftOf(promotion({ items, leadMinutes: 0.1 })))).toEqual({
      name: 'Double 11',
      zone: 'Asia/Shanghai',
      startsAt: '2026-11-11T00:00:00+08:00',
      endsAt: '2026-11-11T02:00:00+08:00',
      leadMinutes: 0.1,
      safetyFactor: 1.5,
      runwayMinutes: 10,
      items,
    });
  });
});

describe('a change', () => {
  const base = wishOf(draftOf(promotion()));

  it('is nothing while nothing has been typed', () => {
    expect(changesOf(wishOf(draftOf(promotion())), base)).toEqual({});
  });

  it('is only what differs', () => {
    const changed = { ...draftOf(promotion()), safetyFactor: '2', items: [{ ...newItem('9'), bizTag: 'order' }] };
    expect(changesOf(wishOf(changed), base)).toEqual({ safetyFactor: 2, items: [{ bizTag: 'order', peakRate: '' }] });
  });

  it('of the zone moves the moments with it: the clocks show the same', () => {
    expect(changesOf(wishOf({ ...draftOf(promotion()), zone: 'UTC' }), base)).toEqual({
      zone: 'UTC',
      startsAt: '2026-11-11T00:00:00+00:00',
      endsAt: '2026-11-11T02:00:00+00:00',
    });
  });
});

describe('a new draft', () => {
  it('begins with the coming midnight of the zone', () => {
    expect(newDraft('Asia/Shanghai', Date.parse('2026-11-10T15:30:00Z'))).toMatchObject({
      startsAt: { text: '2026-11-12T00:00' },
      endsAt: { text: '2026-11-13T00:00' },
    });
  });

  it('of one that has ended has its time of day and its length, where there is still time to warm', () => {
    const again = (now: string) => againOf(promotion(), Date.parse(now));
    expect(again('2027-11-10T14:00:00Z')).toMatchObject({
      startsAt: { text: '2027-11-11T00:00' },
      endsAt: { text: '2027-11-11T02:00' },
    });
    expect(again('2027-11-10T15:30:00Z').startsAt.text).toBe('2027-11-12T00:00');
    expect(again('2026-11-01T00:00:00Z').startsAt.text).toBe('2026-11-11T00:00');
  });
});

describe('a number that may have a fraction', () => {
  it.each([
    ['1.5', 1.5],
    ['1,5', 1.5],
    [' 0,25 ', 0.25],
    ['1,000', 1_000],
    ['60', 60],
    ['soon', 'soon'],
  ])('typed as %j is %j', (typed, expected) => {
    expect(fractionOrText(typed)).toBe(expected);
  });
});
