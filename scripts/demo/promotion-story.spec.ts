import { describe, expect, it } from 'vitest';
import type { PromotionEvent, PromotionNode, PromotionPlan } from '#contract';
import { eventWords, lifeWords, warmthWords } from './promotion-story.js';

const EVENT: PromotionEvent = {
  at: '2026-11-10T16:00:00.000Z',
  from: 'scheduled',
  state: 'warming',
  nodeId: 'host-1-abc',
  actor: 'system',
  lateMs: 0,
  detail: '3 biz tags on 2 nodes',
};
const serverOf = (nodeId: string) => `the server of ${nodeId}`;
const node = (warmCount: number): PromotionNode => ({
  nodeId: `host-${warmCount}`,
  tagCount: 3,
  warmCount,
  runwayMs: null,
  waiting: [],
});
const PLANNED: PromotionPlan = {
  bizTag: 'order',
  peakRate: 20_000,
  basis: 'given',
  seenRate: null,
  nodes: 2,
  step: 900_000,
  stepWanted: 900_000,
  stepNow: 20_000,
  rateNow: 3_000,
  runwayMs: 60_000,
  writesPerSecond: 0.03,
  numbers: 4_000_000,
  numbersLeft: '900000000000',
  spaceShare: 0,
};

describe('the story of a promotion', () => {
  it('names the state, what there is to say of it, and the server that carried it out', () => {
    expect(eventWords(EVENT, serverOf)).toBe('promotion warming: 3 biz tags on 2 nodes (the server of host-1-abc)');
    expect(eventWords({ ...EVENT, state: 'done', detail: null }, serverOf)).toBe(
      'promotion done (the server of host-1-abc)',
    );
  });

  it('does not tell a plan made anew as another state', () => {
    const replanned = {
      ...EVENT,
      from: 'active',
      state: 'active',
      detail: 'planned anew for 1 node, 2 before',
    } as const;
    expect(eventWords(replanned, serverOf)).toBe(
      'promotion planned anew for 1 node, 2 before (the server of host-1-abc)',
    );
  });

  it('counts the nodes that are warm, while they warm', () => {
    expect(warmthWords({ state: 'warming', progress: [node(3), node(2)] })).toBe('1 of 2 nodes warm');
    expect(warmthWords({ state: 'active', progress: [node(3), node(2)] })).toBeUndefined();
    expect(warmthWords({ state: 'warming', progress: [] })).toBeUndefined();
  });

  it('tells each state once, with the step', () => {
    const events = [
      { ...EVENT, from: null, state: 'scheduled' as const },
      EVENT,
      { ...EVENT, from: 'warming' as const },
    ];
    expect(lifeWords({ events, plan: [PLANNED] }, 'order')).toBe('scheduled, warming; step of order at least 900,000');
  });
});
