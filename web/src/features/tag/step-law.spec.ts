import { describe, expect, it } from 'vitest';
import { someBuffer } from './figure-builders.fixture.js';
import { changeSentence, floorInForce, stepLawOf } from './step-law.js';

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

describe('the floor in force', () => {
  it('is the step that is set, or what a promotion asks for where that is more', () => {
    expect(floorInForce(BOUNDS, null)).toBe(1_000);
    expect(floorInForce(BOUNDS, 80_000)).toBe(80_000);
    expect(floorInForce(BOUNDS, 10)).toBe(1_000);
  });

  it('never lies above the largest step', () => {
    expect(floorInForce(BOUNDS, 2_000_000)).toBe(1_000_000);
  });

  it('is what halving stops at, as the node itself has seen it', () => {
    const promoted = someBuffer({ step: 100_000, stepFloor: 80_000, ratePerSecond: 1 });
    expect(stepLawOf([promoted], BOUNDS)).toMatchObject({ verdict: 'halves', nextStep: 80_000, floor: 80_000 });
    expect(stepLawOf([{ ...promoted, step: 80_000 }], BOUNDS)).toMatchObject({ verdict: 'atLeast', nextStep: 80_000 });
    expect(stepLawOf([{ ...promoted, stepFloor: null }], BOUNDS)).toMatchObject({ nextStep: 50_000, floor: 1_000 });
  });
});

describe('a change of step, told', () => {
  const change = { at: '2026-11-11T00:00:00.000Z', from: 1, to: 2, lifetimeMs: null };

  it('names how long a segment lasted only where that is known', () => {
    expect(changeSentence({ ...change, cause: 'short', lifetimeMs: 5 })).toBe('short');
    expect(changeSentence({ ...change, cause: 'long' })).toBe('unknown');
  });

  it('has no need of it where somebody set it', () => {
    for (const cause of ['floor', 'ceiling', 'bump'] as const) expect(changeSentence({ ...change, cause })).toBe(cause);
  });
});
