/** A buffer against a model that is a plain book of numbers: whatever is asked of it in whatever order, the book agrees. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import * as lib from './index.js';
import { BufferModel } from './testing/buffer-model.js';
import { moves } from './testing/buffer-moves.js';
import { PROPERTY_RUNS } from './testing/property-runs.js';

describe('a buffer, whatever is asked of it in whatever order', () => {
  it('gives each number once, upwards, in full and in turn, and answers everybody', async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (list) => {
        const model = new BufferModel(lib);
        for (const move of list) await model.make(move);
        await model.finish();
      }),
      PROPERTY_RUNS,
    );
  }, 120_000);
});
