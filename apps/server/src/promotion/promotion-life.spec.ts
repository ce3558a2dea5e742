import { describe, expect, it } from 'vitest';
import type { PromotionRecordState } from '#storage';
import { dueStep, isAhead, isEnded, isInForce, reportedTime } from './promotion-life.js';

const HOUR_MS = 3_600_000;
const START = 10 * HOUR_MS;
const END = 12 * HOUR_MS;

const promotion = (state: PromotionRecordState, given: Partial<Parameters<typeof dueStep>[0]> = {}) => ({
  state,
  stateAtMs: 0,
  startsAtMs: START,
  endsAtMs: END,
  leadMs: HOUR_MS,
  warmedAtMs: null,
  endedAtMs: null,
  isReportFinal: false,
  ...given,
});

const due = (state: PromotionRecordState, atMs: number) => dueStep(promotion(state), atMs);

describe('what is due', () => {
  it.each<[PromotionRecordState, number, ReturnType<typeof dueStep>]>([
    ['draft', END + HOUR_MS, undefined],
    ['scheduled', START - HOUR_MS - 1, undefined],
    ['scheduled', START - HOUR_MS, { step: 'warm', dueAtMs: START - HOUR_MS }],
    ['scheduled', START + HOUR_MS, { step: 'warm', dueAtMs: START - HOUR_MS }],
    ['scheduled', END, { step: 'miss', dueAtMs: START - HOUR_MS }],
    ['warming', START - 1, undefined],
    ['warming', START, { step: 'activate', dueAtMs: START }],
    ['warming', END, { step: 'restore', dueAtMs: END }],
    ['active', END - 1, undefined],
    ['active', END, { step: 'restore', dueAtMs: END }],
    ['restoring', END, { step: 'finish', dueAtMs: 0 }],
    ['cancelled', END + HOUR_MS, undefined],
    ['missed', END + HOUR_MS, undefined],
  ])('of one that is %s at %d', (state, atMs, expected) => {
    expect(due(state, atMs)).toEqual(expected);
  });

  it('at last is the report, when the minute is over in which it ended', () => {
    const over = promotion('done', { warmedAtMs: START - HOUR_MS, endedAtMs: END + 3_000 });
    expect(dueStep(over, END + 60_000 + 9_999)).toBeUndefined();
    expect(dueStep(over, END + 60_000 + 10_000)).toEqual({ step: 'report', dueAtMs: END + 70_000 });
    expect(dueStep({ ...over, isReportFinal: true }, END + HOUR_MS)).toBeUndefined();
    expect(dueStep({ ...over, state: 'cancelled' }, END + HOUR_MS)?.step).toBe('report');
    expect(dueStep({ ...over, warmedAtMs: null }, END + HOUR_MS)).toBeUndefined();
  });
});

it('the report is of the time from warming to the end, or to where it was cut short', () => {
  const warmedAtMs = START - HOUR_MS;
  expect(reportedTime(promotion('restoring', { warmedAtMs }), END + 5_000)).toEqual({ from: warmedAtMs, to: END });
  expect(reportedTime(promotion('cancelled', { warmedAtMs, endedAtMs: START + 5 }), END)).toEqual({
    from: warmedAtMs,
    to: START + 5,
  });
  expect(reportedTime(promotion('done', { warmedAtMs: END + 5, endedAtMs: END + 9 }), END + 9)).toEqual({
    from: END,
    to: END,
  });
});

it('floors are in force while it is warming or active, and plans follow the nodes until then as well', () => {
  const states: PromotionRecordState[] = [
    'draft',
    'scheduled',
    'warming',
    'active',
    'restoring',
    'done',
    'cancelled',
    'missed',
    'failed',
  ];
  expect(states.filter((state) => isInForce({ state }))).toEqual(['warming', 'active']);
  expect(states.filter((state) => isAhead({ state }))).toEqual(['scheduled', 'warming', 'active']);
  expect(states.filter((state) => isEnded({ state }))).toEqual(['done', 'cancelled', 'missed', 'failed']);
});
