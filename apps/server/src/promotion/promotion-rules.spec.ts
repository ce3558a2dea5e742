import { describe, expect, it } from 'vitest';
import type { ChangePromotion, CreatePromotion } from '#contract';
import type { PromotionRecord } from '#storage';
import { RequestFault } from '../http/index.js';
import { changedWish, newWish, zoneWarnings } from './promotion-rules.js';

const NOW = Date.parse('2026-11-01T00:00:00Z');
const MINUTE_MS = 60_000;
const at = (inMinutes: number) => new Date(NOW + inMinutes * MINUTE_MS).toISOString();

const wish = (given: Partial<CreatePromotion> = {}): CreatePromotion => ({
  name: 'Double 11',
  startsAt: at(180),
  endsAt: at(240),
  items: [{ bizTag: 'order', peakRate: 20_000 }],
  reason: 'a test',
  ...given,
});

const record = (given: Partial<PromotionRecord> = {}): PromotionRecord => ({
  ...newWish(wish({ leadMinutes: 60 }), NOW),
  id: 'prm_1',
  state: 'scheduled',
  stateAtMs: NOW,
  version: 3,
  nodeCount: 2,
  warnings: '[]',
  detail: null,
  warmedAtMs: null,
  endedAtMs: null,
  isReportFinal: false,
  createdAt: new Date(NOW),
  createdBy: 'admin',
  ...given,
});

const change = (given: Partial<ChangePromotion>): ChangePromotion => ({ version: 3, reason: 'a test', ...given });

function fieldsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof RequestFault)
      return (error.details.fields ?? []).map(({ field, message }) => `${field} ${message}`);
    throw error;
  }
  return [];
}

describe('a new promotion', () => {
  it('has the usual lead, safety and runway unless it says otherwise', () => {
    expect(newWish(wish(), NOW)).toMatchObject({
      leadMs: 60 * MINUTE_MS,
      safetyFactor: 1.5,
      runwayMs: 10 * MINUTE_MS,
      zone: 'UTC',
      startsAtMs: NOW + 180 * MINUTE_MS,
    });
    expect(newWish(wish({ startsAt: at(20) }), NOW).leadMs).toBe(20 * MINUTE_MS);
    expect(newWish(wish({ leadMinutes: 0.1, runwayMinutes: 0.5 }), NOW)).toMatchObject({
      leadMs: 6_000,
      runwayMs: 30_000,
    });
  });

  it('that starts in the past is refused, with what time it is', () => {
    expect(fieldsOf(() => newWish(wish({ startsAt: at(-1) }), NOW))).toEqual([
      'startsAt must be in the future: by the clock of the database it is 2026-11-01T00:00:00.000Z',
    ]);
  });

  it('whose lead is longer than the time left is refused, with what would do; what a request takes is no matter', () => {
    expect(fieldsOf(() => newWish(wish({ startsAt: at(10), leadMinutes: 15 }), NOW))).toEqual([
      'leadMinutes must be at most 10: the start is in 10 min',
    ]);
    expect(newWish(wish({ startsAt: at(10), leadMinutes: 10 }), NOW + 1_500).leadMs).toBe(10 * MINUTE_MS);
  });
});

describe('a change', () => {
  it('keeps what it does not name', () => {
    const present = record();
    const { wish: changed, state, hasNewItems } = changedWish(present, change({ safetyFactor: 2 }), NOW);
    expect(changed).toMatchObject({
      name: 'Double 11',
      safetyFactor: 2,
      startsAtMs: present.startsAtMs,
      leadMs: present.leadMs,
    });
    expect([state, hasNewItems]).toEqual([undefined, false]);
    const asked = (given: Partial<ChangePromotion>) => changedWish(present, change(given), NOW).isAskedAnew;
    expect([{ safetyFactor: 2 }, { runwayMinutes: 20 }, { state: 'scheduled' } as const].map(asked)).toEqual([
      true,
      true,
      true,
    ]);
    expect([{ endsAt: at(300) }, { name: 'Double 12' }, { safetyFactor: 1.5 }].map(asked)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('may put a scheduled one back to a draft, and not one that is on', () => {
    expect(changedWish(record(), change({ state: 'draft' }), NOW).state).toBe('draft');
    expect(fieldsOf(() => changedWish(record({ state: 'active' }), change({ state: 'draft' }), NOW))).toEqual([
      "state can't be changed any more: the promotion is active; to stop it, cancel it",
    ]);
  });

  it('of one that is on moves its end and its peak, and neither start, lead nor zone; what is sent as it is is no change', () => {
    const during = NOW + 200 * MINUTE_MS;
    const active = record({ state: 'active' });
    const items = [{ bizTag: 'order', peakRate: 50_000 }];
    const sent = { startsAt: at(180), leadMinutes: 60, zone: 'UTC', endsAt: at(300), items };
    expect(changedWish(active, change(sent), during)).toMatchObject({
      hasNewItems: true,
      wish: { endsAtMs: NOW + 300 * MINUTE_MS },
    });
    const moved = { startsAt: at(220), leadMinutes: 30, zone: 'Asia/Shanghai' };
    expect(fieldsOf(() => changedWish(active, change(moved), during)).map((fault) => fault.split(' ')[0])).toEqual([
      'startsAt',
      'leadMinutes',
      'zone',
    ]);
    expect(fieldsOf(() => changedWish(active, change({ endsAt: at(190) }), during))).toEqual([
      'endsAt must be in the future; to end it now, cancel it',
    ]);
  });

  it('must leave an end after the start, and not too long after', () => {
    expect(fieldsOf(() => changedWish(record(), change({ startsAt: at(250) }), NOW))).toEqual([
      'endsAt must be after startsAt',
    ]);
    expect(fieldsOf(() => changedWish(record(), change({ endsAt: at(180 + 31 * 24 * 60 + 1) }), NOW))).toEqual([
      'endsAt must be within 31 days of startsAt',
    ]);
  });

  it.each(['restoring', 'done', 'cancelled', 'missed', 'failed'] as const)('of one that is %s is refused', (state) => {
    expect(() => changedWish(record({ state }), change({ safetyFactor: 2 }), NOW)).toThrow('plan a new promotion');
  });
});

describe('offsets and zones', () => {
  it('that do not go together are warned of at the moment', () => {
    const moments = { startsAt: '2026-11-11T00:00:00+08:00', endsAt: '2026-11-12T00:00:00+08:00' };
    expect(zoneWarnings('Asia/Shanghai', moments)).toEqual([]);
    expect(zoneWarnings('Europe/Berlin', { startsAt: '2026-07-01T00:00:00+01:00' })).toEqual([
      { field: 'startsAt', bizTag: null, message: 'has the offset +01:00, and in Europe/Berlin it is +02:00 then' },
    ]);
    expect(zoneWarnings('Europe/Berlin', { startsAt: '2026-07-01T00:00:00Z', endsAt: undefined })).toEqual([]);
  });
});
