/** Promotions and plans for specs: all in order, but for what a spec says. */
import type { Promotion, PromotionDetail, PromotionPlan } from '#contract';

export function plan(changed: Partial<PromotionPlan> = {}): PromotionPlan {
  return {
    bizTag: 'order',
    peakRate: 20_000,
    basis: 'given',
    seenRate: null,
    nodes: 2,
    step: 9_000_000,
    stepWanted: 9_000_000,
    stepNow: 1_000,
    rateNow: 200,
    runwayMs: 600_000,
    writesPerSecond: 0.003,
    numbers: 120_000_000,
    numbersLeft: '900000000000',
    spaceShare: 0.0001,
    ...changed,
  };
}

export function promotion(changed: Partial<Promotion> = {}): Promotion {
  return {
    id: 'p1',
    name: 'Double 11',
    state: 'scheduled',
    version: 1,
    startsAt: '2026-11-11T00:00:00+08:00',
    endsAt: '2026-11-11T02:00:00+08:00',
    warmsAt: '2026-11-10T23:00:00+08:00',
    zone: 'Asia/Shanghai',
    leadMinutes: 60,
    safetyFactor: 1.5,
    runwayMinutes: 10,
    items: [{ bizTag: 'order', peakRate: 20_000 }],
    nodes: 2,
    plan: [plan()],
    warnings: [],
    detail: null,
    last: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    createdBy: 'ann',
    ...changed,
  };
}

export function detail(changed: Partial<PromotionDetail> = {}): PromotionDetail {
  return { ...promotion(), events: [], progress: [], report: null, ...changed };
}
