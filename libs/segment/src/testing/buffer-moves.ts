/** What may be asked of a buffer, in any order: the moves that the model follows. */
import fc from 'fast-check';
import type { Move } from './buffer-model.js';

const which = fc.nat({ max: 3 });
const count = fc.integer({ min: 1, max: 60 });
const of = <D extends Move['do']>(name: D) => fc.constant(name);

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: of('next') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('take' as const, 'lease' as const), count }) },
  { weight: 9, arbitrary: fc.record({ do: of('answer'), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('refuse' as const, 'lose' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: of('pass'), ms: fc.integer({ min: 0, max: 6_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: of('jump-clock'), ms: fc.integer({ min: -5_000, max: 5_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('step' as const, 'bump' as const, 'floor' as const),
      step: fc.integer({ min: 1, max: 50 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: of('length'), idLength: fc.constantFrom(null, 6, 7) }) },
  { weight: 1, arbitrary: fc.record({ do: of('skip'), by: fc.nat({ max: 500 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('jump' as const, 'set-back' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: of('pause') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('warm' as const, 'close' as const) }) },
);

export const moves: fc.Arbitrary<Move[]> = fc.array(move, { maxLength: 80, size: 'max' });
