import { describe, expect, it } from 'vitest';
import { someBuffer } from './figure-builders.fixture.js';
import { stepLawOf } from './step-law.js';

const BOUNDS = { step: 1_000, stepMax: 1_000_000 };
const law = (step: number, ratePerSecond: number) => stepLawOf([someBuffer({ step, ratePerSecond })], BOUNDS);

describe('the step of one tag, told', () => {
  it('doubles when a segment lasts less than 15 minutes', () => {
    expect(law(160_000, 12_000)).toMatchObject({ verdict: 'doubles', nextStep: 320_000 });
    expect(Math.floor(law(160_000, 12_000)?.lifetimeMs ?? 0)).toBe(13_333);
  });

  it('lands on the largest step, and says so once it is there', () => {
    expect(law(600_000, 12_000)).toMatchObject({ verdict: 'doubles', nextStep: 1_000_000 });
    expect(law(1_000_000, 12_000)).toMatchObject({ verdict: 'atMost', nextStep: 1_000_000 });
  });

  it('stays from 15 to 30 minutes, both included', () => {
    expect(law(900_000, 1_000)).toMatchObject({ verdict: 'stays' });
    expect(law(180_000, 100)).toMatchObject({ verdict: 'stays' });
  });

  it('halves past 30 minutes, and never below the least', () => {
    expect(law(4_001, 1)).toMatchObject({ verdict: 'halves', nextStep: 2_000 });
    expect(law(1_500, 0.1)).toMatchObject({ verdict: 'halves', nextStep: 1_000 });
    expect(law(1_000, 0.1)).toMatchObject({ verdict: 'atLeast', nextStep: 1_000 });
  });

  it('is of the node that takes most, and of none while nobody takes any', () => {
    const quiet = someBuffer({ ratePerSecond: 1, step: 1_000 });
    const busy = someBuffer({ ratePerSecond: 50, step: 2_000 });
    expect(stepLawOf([quiet, busy], BOUNDS)?.nodeId).toBe(busy.nodeId);
    expect(stepLawOf([someBuffer()], BOUNDS)).toBeUndefined();
    expect(stepLawOf([], BOUNDS)).toBeUndefined();
  });
});
