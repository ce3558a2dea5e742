import { describe, expect, it } from 'vitest';
import { type ExpectedPeak, makePlan, minutes, type TagFacts } from './promotion-plan.js';

const HOUR_MS = 3_600_000;
const TERMS = { startsAtMs: 0, endsAtMs: HOUR_MS, safetyFactor: 1.5, runwayMs: 600_000 };

const tag = (given: Partial<TagFacts> = {}): TagFacts => ({
  bizTag: 'order',
  step: 1_000,
  stepMax: 100_000_000,
  idLength: 12,
  maxId: 100_000_000_000n,
  rateNow: 120,
  stepNow: 2_000,
  ...given,
});

const peak = (given: Partial<ExpectedPeak> = {}): ExpectedPeak => ({
  bizTag: 'order',
  item: 0,
  peakRate: 20_000,
  basis: 'given',
  seenRate: null,
  ...given,
});

const planned = (
  given: { tag?: Partial<TagFacts>; peak?: Partial<ExpectedPeak>; nodes?: number; terms?: Partial<typeof TERMS> } = {},
) => makePlan({ ...TERMS, ...given.terms }, [peak(given.peak)], new Map([['order', tag(given.tag)]]), given.nodes ?? 3);

describe('a plan', () => {
  it('makes a segment as long as the peak of one node, with the safety factor, takes in the runway: Q.T = L', () => {
    const { plan, warnings, faults } = planned();
    expect(plan).toEqual([
      {
        bizTag: 'order',
        peakRate: 20_000,
        basis: 'given',
        seenRate: null,
        nodes: 3,
        // 20,000 x 1.5 / 3 x 600 s
        step: 6_000_000,
        stepWanted: 6_000_000,
        stepNow: 2_000,
        rateNow: 120,
        runwayMs: 600_000,
        writesPerSecond: 0.005,
        // An hour at the peak, and two segments on each node.
        numbers: 72_000_000 + 36_000_000,
        numbersLeft: '900000000000',
        spaceShare: 108e6 / 9e11,
      },
    ]);
    expect([warnings, faults]).toEqual([[], []]);
  });

  it('divides the peak among the nodes there are', () => {
    const steps = [1, 2, 4].map((nodes) => planned({ nodes }).plan[0]?.step);
    expect(steps).toEqual([18_000_000, 9_000_000, 4_500_000]);
  });

  it('never asks for less than the step of the tag', () => {
    expect(planned({ peak: { peakRate: 1 } }).plan[0]).toMatchObject({ step: 1_000, stepWanted: 1_000 });
  });

  it('stops at stepMax, and says which one would do and how long a segment lasts so', () => {
    const { plan, warnings } = planned({ tag: { stepMax: 1_000_000 } });
    expect(plan[0]).toMatchObject({ step: 1_000_000, stepWanted: 6_000_000, runwayMs: 100_000 });
    expect(warnings).toEqual([
      {
        field: 'items.0.bizTag',
        bizTag: 'order',
        message:
          'stepMax of order is 1000000, and a segment that lasts 10 min takes 6000000: raise stepMax to that, or a segment lasts 100 s',
      },
    ]);
  });

  it('never plans a step that a 32-bit column could not hold', () => {
    const { plan } = planned({ peak: { peakRate: 10_000_000 }, nodes: 1, tag: { stepMax: 2 ** 31 - 1 } });
    expect(plan[0]).toMatchObject({ step: 2 ** 31 - 1, stepWanted: 2 ** 31 - 1 });
    expect(plan[0]?.runwayMs).toBeLessThan(600_000);
  });

  it('warns of a number space that the peak would use up, with the length that has room', () => {
    const { warnings, faults } = planned({ tag: { idLength: 9, maxId: 950_000_000n, stepMax: 1_000_000 } });
    expect(faults).toEqual([]);
    expect(warnings.at(-1)?.message).toBe(
      'order has 50000000 numbers left, and the plan may take 78000000: an idLength of 10 has room for it',
    );
  });

  it('refuses to warm where that alone would use the numbers up', () => {
    const { faults } = planned({ tag: { idLength: 8, maxId: 99_000_000n } });
    expect(faults).toEqual([
      {
        item: 0,
        message:
          'has too few numbers: order has 1000000 left, and two segments on each of 3 nodes take 36000000: raise idLength to 9, or plan a shorter runway',
      },
    ]);
    expect(planned({ tag: { idLength: null, maxId: 2n ** 63n - 100n } }).faults[0]?.message).toContain(
      'plan a shorter runway',
    );
  });

  it('that was made when there were more numbers left shares what is left now, so that no node takes it all', () => {
    const { plan } = planned({ tag: { idLength: 8, maxId: 99_000_000n } });
    expect(plan[0]).toMatchObject({ step: Math.floor(1_000_000 / 6), stepWanted: 6_000_000, runwayMs: 16_667 });
    expect(planned({ tag: { idLength: 8, maxId: 99_999_999n } }).plan[0]?.step).toBe(1);
  });

  it('of a tag whose past is not known leaves its step, and says what to give', () => {
    const { plan, warnings } = planned({ peak: { peakRate: 0, basis: 'none' } });
    expect(plan[0]).toMatchObject({ step: 1_000, runwayMs: 0, writesPerSecond: 0 });
    expect(warnings[0]?.message).toContain('give a peakRate, or its step stays 1000');
  });
});

it('lengths of time are told in the unit they are read in', () => {
  expect([600_000, 90_000, 1_500, 400, 4_200_000].map(minutes)).toEqual(['10 min', '90 s', '1.5 s', '0.4 s', '70 min']);
});
