import { describe, expect, it } from 'vitest';
import { PLANTS, Simulation, simulate } from './simulation.js';

const STEPS = 10_000;
const OWN_SEED = Number(process.env.SIM_SEED ?? Math.floor(Math.random() * 2 ** 32));

describe('the simulation', () => {
  it.each([1, 2, 3, 20261111, OWN_SEED])(
    'finds no broken invariant in 10,000 steps (npm run sim -- --seed %i)',
    async (seed) => {
      const simulation = new Simulation({ seed });
      expect(await simulate(simulation, STEPS)).toBeUndefined();
      const { numbersGiven, counts } = simulation.report();
      expect(numbersGiven).toBeGreaterThan(1_000n);
      for (const fault of ['answer-lost', 'commit-lost', 'refused', 'never', 'slow']) {
        expect(counts[`fault ${fault}`], fault).toBeGreaterThan(0);
      }
      for (const action of ['crash', 'restart', 'set-back', 'jump', 'skip', 'pause', 'clock-jump', 'edit-step']) {
        expect(counts[`step ${action}`], action).toBeGreaterThan(0);
      }
    },
    60_000,
  );

  it('makes the same run of the same seed', async () => {
    const run = async () => {
      const simulation = new Simulation({ seed: 77 });
      await simulate(simulation, 2_000);
      return simulation.report();
    };
    expect(await run()).toEqual(await run());
  });

  it('makes another run of another seed', async () => {
    const run = async (seed: number) => {
      const simulation = new Simulation({ seed });
      await simulate(simulation, 500);
      return simulation.report();
    };
    expect(await run(1)).not.toEqual(await run(2));
  });

  describe.each(PLANTS)('with the bug "%s" planted', (plant) => {
    it.each([11, 12, 13, OWN_SEED])(
      'catches it within 10,000 steps (seed %i)',
      async (seed) => {
        expect(await simulate(new Simulation({ seed, plant }), STEPS)).toMatchObject({ message: expect.any(String) });
      },
      60_000,
    );
  });
});
