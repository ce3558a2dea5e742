import { describe, expect, it } from 'vitest';
import { PLANTS, Simulation, simulate } from './simulation.js';
import { reportText } from './simulation-log.js';

const STEPS = 10_000;
const GIVEN_SEED = process.env.SIM_SEED === undefined ? [] : [Number(process.env.SIM_SEED)];

describe('the simulation', () => {
  it.each([1, 2, 20261111, ...GIVEN_SEED])(
    'finds no broken invariant in 10,000 steps (npm run sim -- --seed %i)',
    async (seed) => {
      const simulation = new Simulation({ seed });
      expect(await simulate(simulation, STEPS)).toBeUndefined();
      const { numbersFromNodes, numbersFromSdks, counts } = simulation.report();
      expect(numbersFromNodes).toBeGreaterThan(10_000n);
      expect(numbersFromSdks).toBeGreaterThan(1_000n);
      const happenings = [
        ...['answer-lost', 'commit-lost', 'refused', 'never', 'slow'].map((fault) => `fault ${fault}`),
        ...['crash', 'crash-sdk', 'restart', 'set-back', 'skip', 'pause', 'clock-jump'].map((step) => `step ${step}`),
        ...['edit-step', 'edit-length', 'bump', 'floor', 'take-from-closed'].map((step) => `step ${step}`),
        ...['one', 'batch', 'lease', 'set'].map((kind) => `given ${kind}`),
        ...['late', 'unknown-outcome', 'jump', 'closed', 'partial', 'set'].map((reason) => `gap ${reason}`),
        ...['jumped', 'regression', 'switched'].map((event) => `event ${event}`),
        ...['BIZ_TAG_PAUSED', 'ALLOCATOR_NOT_READY', 'SEGMENT_UNAVAILABLE'].map((code) => `refused ${code}`),
      ];
      expect(happenings.filter((name) => !counts[name])).toEqual([]);
    },
    60_000,
  );

  it.each([1, 6])(
    'holds with %i nodes as well',
    async (nodes) => {
      expect(await simulate(new Simulation({ seed: 9, nodes }), 3_000)).toBeUndefined();
    },
    60_000,
  );

  it('makes the same run of the same seed, to the byte, and another of another', async () => {
    const run = async (seed: number) => {
      const simulation = new Simulation({ seed });
      await simulate(simulation, 2_000);
      return reportText(simulation.report());
    };
    const first = await run(77);
    expect(await run(77)).toBe(first);
    expect(await run(78)).not.toBe(first);
  }, 60_000);

  it('finds a planted bug again at the same step', async () => {
    const run = () => simulate(new Simulation({ seed: 5, plant: 'start-from-old-step' }), STEPS);
    const found = await run();
    expect(found).toBeDefined();
    expect(await run()).toEqual(found);
  }, 60_000);
});

/** What the simulation says of each planted bug: that of a bug and not of something else. */
const VERDICTS: Readonly<Record<string, RegExp>> = {
  'publish-before-commit': /never told to be committed|both hold|given out before|went back/,
  'start-from-old-step': /never told to be committed|both hold|given out before|went back/,
  'used-after-close': /after it was closed/,
  'late-answer-published': /or too late|did not close within|while an attempt was under way/,
  'no-regression-check': /never told to be committed|both hold|given out before|went back/,
};

describe.each(PLANTS)('the simulation with the bug "%s" planted', (plant) => {
  it.each([11, 12, 13, 14, 15, ...GIVEN_SEED])(
    'catches it within 10,000 steps (seed %i)',
    async (seed) => {
      const found = await simulate(new Simulation({ seed, plant }), STEPS);
      expect(found?.message).toMatch(VERDICTS[plant] ?? /^$/);
    },
    60_000,
  );
});
