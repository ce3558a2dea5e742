import { describe, expect, it } from 'vitest';
import { chartOf } from './draft-load.js';
import { promotion } from './promotion-builders.fixture.js';
import { draftOf } from './promotion-draft.js';

const draft = draftOf(promotion());
const WARMS_MS = Date.parse('2026-11-10T15:00:00Z');
const STARTS_MS = Date.parse('2026-11-10T16:00:00Z');

describe('the chart of a draft', () => {
  it('has its times and targets, as people write them', () => {
    expect(chartOf({ ...draft, runwayMinutes: '1,000' }, WARMS_MS)).toEqual({
      times: { warmsAtMs: WARMS_MS, startsAtMs: STARTS_MS, endsAtMs: Date.parse('2026-11-10T18:00:00Z') },
      targets: { safetyFactor: 1.5, runwayMinutes: 1_000 },
    });
  });

  it('warms no later than it starts, though the plan is still of an earlier draft', () => {
    expect(chartOf(draft, STARTS_MS + 1)?.times.warmsAtMs).toBe(STARTS_MS);
  });

  it('is not there while something it needs is no figure, or no time', () => {
    expect(chartOf({ ...draft, safetyFactor: '' }, WARMS_MS)).toBeUndefined();
    expect(chartOf({ ...draft, runwayMinutes: 'long' }, WARMS_MS)).toBeUndefined();
    expect(chartOf({ ...draft, endsAt: draft.startsAt }, WARMS_MS)).toBeUndefined();
    expect(chartOf({ ...draft, startsAt: { text: '', isLater: false } }, WARMS_MS)).toBeUndefined();
  });
});
