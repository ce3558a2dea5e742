import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFETIME_LONG_MS, LIFETIME_SHORT_MS, nextStep } from './step-policy.js';
import { PROPERTY_RUNS } from './testing/property-runs.js';

const count = fc.integer({ min: 1, max: 2 ** 30 });
const bounds = fc.tuple(count, fc.nat({ max: 2 ** 30 })).map(([step, more]) => ({ step, stepMax: step + more }));
const anyLifetime = fc.option(fc.double(), { nil: undefined });

describe('the step policy', () => {
  it('never leaves its bounds, whatever came before', () => {
    fc.assert(
      fc.property(bounds, count, anyLifetime, (given, last, lifetimeMs) => {
        const step = nextStep(last, lifetimeMs, given);
        expect(step).toBeGreaterThanOrEqual(given.step);
        expect(step).toBeLessThanOrEqual(given.stepMax);
        expect(Number.isInteger(step)).toBe(true);
      }),
      PROPERTY_RUNS,
    );
  });

  it('never makes a larger step of a longer life', () => {
    const life = fc.double({ min: 0, max: 4 * LIFETIME_LONG_MS, noNaN: true });
    fc.assert(
      fc.property(bounds, count, life, life, (given, last, one, other) => {
        const [short, long] = one < other ? [one, other] : [other, one];
        expect(nextStep(last, short, given)).toBeGreaterThanOrEqual(nextStep(last, long, given));
      }),
      PROPERTY_RUNS,
    );
  });

  it.each([
    [0, 4_000],
    [LIFETIME_SHORT_MS - 1, 4_000],
    [LIFETIME_SHORT_MS, 2_000],
    [LIFETIME_LONG_MS, 2_000],
    [LIFETIME_LONG_MS + 1, 1_000],
    [Number.NaN, 2_000],
    [-1, 2_000],
    [undefined, 2_000],
  ])('makes of 2000 after a life of %s ms: %s', (lifetimeMs, expected) => {
    expect(nextStep(2_000, lifetimeMs, { step: 1, stepMax: 1_000_000 })).toBe(expected);
  });

  it('takes 15 and 30 minutes for its bounds', () => {
    expect([LIFETIME_SHORT_MS, LIFETIME_LONG_MS]).toEqual([900_000, 1_800_000]);
  });

  it('lands on stepMax where doubling would pass it, so that 2000 ends at 1,000,000 and not at 512,000', () => {
    const steps = [2_000];
    for (let round = 0; round < 10; round++)
      steps.push(nextStep(steps.at(-1) ?? 0, 0, { step: 2_000, stepMax: 1_000_000 }));
    expect(steps.slice(-4)).toEqual([256_000, 512_000, 1_000_000, 1_000_000]);
  });

  it('lands on the floor where halving would pass it', () => {
    expect(nextStep(150, LIFETIME_LONG_MS * 2, { step: 100, stepMax: 1_000 })).toBe(100);
  });

  it('settles where a segment lasts 15 to 30 minutes, at any steady rate the bounds allow', () => {
    const ratePerSecond = fc.double({ min: 1, max: 500, noNaN: true });
    fc.assert(
      fc.property(ratePerSecond, fc.integer({ min: 1_000, max: 900_000 }), (rate, first) => {
        let step = first;
        for (let round = 0; round < 24; round++)
          step = nextStep(step, (step / rate) * 1_000, { step: 1, stepMax: 1_000_000 });
        const lifetimeMs = (step / rate) * 1_000;
        expect(lifetimeMs).toBeLessThanOrEqual(LIFETIME_LONG_MS);
        expect(lifetimeMs).toBeGreaterThan(LIFETIME_SHORT_MS * 0.99);
      }),
      PROPERTY_RUNS,
    );
  });
});
