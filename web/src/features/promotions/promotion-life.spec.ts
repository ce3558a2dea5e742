import { describe, expect, it } from 'vitest';
import { PROMOTION_STATES, type PromotionEvent } from '#contract';
import { detail, promotion } from './promotion-builders.fixture.js';
import { PROMOTION_FIELDS } from './promotion-draft.js';
import { askAgainAfterMs, changeableFields, isLive, nextTransition, whenOf } from './promotion-life.js';

const at = (iso: string) => Date.parse(iso);
const WARMS = at('2026-11-10T23:00:00+08:00');
const STARTS = at('2026-11-11T00:00:00+08:00');
const ENDS = at('2026-11-11T02:00:00+08:00');

describe('what may be changed', () => {
  it.each(['draft', 'scheduled'] as const)('is everything of a %s promotion', (state) => {
    expect([...changeableFields(state)]).toEqual(PROMOTION_FIELDS);
  });

  it.each(['warming', 'active'] as const)('is not what the nodes have begun with, when it is %s', (state) => {
    const fields = changeableFields(state);
    for (const field of ['zone', 'startsAt', 'leadMinutes'] as const) expect(fields.has(field)).toBe(false);
    for (const field of ['name', 'endsAt', 'safetyFactor', 'runwayMinutes', 'items'] as const)
      expect(fields.has(field)).toBe(true);
  });

  it('is nothing once it is over', () => {
    for (const state of PROMOTION_STATES.filter((known) => !isLive(known)))
      expect(changeableFields(state).size).toBe(0);
    expect(changeableFields('restoring').size).toBe(0);
  });
});

describe('what comes next', () => {
  it('is warming, the start, the end', () => {
    expect(nextTransition(promotion({ state: 'scheduled' }))).toEqual({ state: 'warming', atMs: WARMS });
    expect(nextTransition(promotion({ state: 'warming' }))).toEqual({ state: 'active', atMs: STARTS });
    expect(nextTransition(promotion({ state: 'active' }))).toEqual({ state: 'restoring', atMs: ENDS });
  });

  it.each(['draft', 'restoring', 'done', 'cancelled'] as const)('is nothing by itself when it is %s', (state) => {
    expect(nextTransition(promotion({ state }))).toBeUndefined();
  });
});

describe('how often one asks', () => {
  const report = { from: '2026-11-10T15:00:00Z', to: '2026-11-10T18:00:00Z', items: [] };

  it('is every second while something happens or is about to', () => {
    expect(askAgainAfterMs(detail({ state: 'warming' }), WARMS)).toBe(1_000);
    expect(askAgainAfterMs(detail({ state: 'restoring' }), ENDS)).toBe(1_000);
    expect(askAgainAfterMs(detail({ state: 'scheduled' }), WARMS - 60_000)).toBe(1_000);
    expect(askAgainAfterMs(detail({ state: 'active' }), ENDS - 60_000)).toBe(1_000);
  });

  it('is now and then while it is live, or its last minute is coming in', () => {
    expect(askAgainAfterMs(detail({ state: 'draft' }), WARMS)).toBe(5_000);
    expect(askAgainAfterMs(detail({ state: 'scheduled' }), WARMS - 600_000)).toBe(5_000);
    expect(askAgainAfterMs(detail({ state: 'done', report: { ...report, isFinal: false } }), ENDS)).toBe(5_000);
  });

  it('is not at all once it is over and written down', () => {
    expect(askAgainAfterMs(detail({ state: 'done', report: { ...report, isFinal: true } }), ENDS)).toBe(false);
    expect(askAgainAfterMs(detail({ state: 'missed' }), ENDS)).toBe(false);
  });
});

describe('when it is', () => {
  const last: PromotionEvent = {
    at: '2026-11-10T18:00:05.000Z',
    from: 'restoring',
    state: 'done',
    nodeId: 'node-1',
    actor: 'system',
    lateMs: 0,
    detail: null,
  };

  it('is told from now', () => {
    expect(whenOf(promotion(), STARTS - 5_000)).toEqual({ kind: 'startsIn', ms: 5_000 });
    expect(whenOf(promotion({ state: 'active' }), ENDS - 5_000)).toEqual({ kind: 'endsIn', ms: 5_000 });
    expect(whenOf(promotion({ state: 'restoring' }), ENDS + 5_000)).toEqual({ kind: 'endedAgo', ms: 5_000 });
    expect(whenOf(promotion({ state: 'draft' }), STARTS + 5_000)).toEqual({ kind: 'startedAgo', ms: 5_000 });
  });

  it('is since what was done last, once it is over', () => {
    expect(whenOf(promotion({ state: 'done', last }), ENDS + 65_000)).toEqual({ kind: 'ago', ms: 60_000 });
    expect(whenOf(promotion({ state: 'cancelled' }), ENDS)).toBeUndefined();
  });
});
