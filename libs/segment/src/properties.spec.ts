/** Properties of the pure parts, and a model of the buffer: whatever is asked of it in whatever order, a plain counter agrees. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from './clock.js';
import * as lib from './index.js';
import { MAX_ID_END, numberSpace, SegmentSourceError } from './segment-source.js';
import { nextStep } from './step-policy.js';
import { bufferOf, numbersOf, settingsOf, watch } from './testing/fixtures.js';
import { IntervalSet } from './testing/interval-set.js';

const RUNS = { numRuns: Number(process.env.FC_RUNS ?? 200) };

describe('the step policy', () => {
  const bounds = fc
    .tuple(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: 0, max: 2 ** 30 }))
    .map(([step, more]) => ({ step, stepMax: step + more }));

  it('never leaves its bounds', () => {
    fc.assert(
      fc.property(
        bounds,
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.option(fc.double(), { nil: undefined }),
        (given, last, lifetimeMs) => {
          const step = nextStep(last, lifetimeMs, given);
          expect(step).toBeGreaterThanOrEqual(given.step);
          expect(step).toBeLessThanOrEqual(given.stepMax);
          expect(Number.isInteger(step)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it.each([
    [0, 4_000],
    [15 * 60_000 - 1, 4_000],
    [15 * 60_000, 2_000],
    [30 * 60_000, 2_000],
    [30 * 60_000 + 1, 1_000],
    [Number.NaN, 2_000],
    [-1, 2_000],
    [undefined, 2_000],
  ])('makes of 2000 after a life of %s ms: %s', (lifetimeMs, expected) => {
    expect(nextStep(2_000, lifetimeMs, { step: 1, stepMax: 1_000_000 })).toBe(expected);
  });

  it('lands on stepMax where doubling would pass it, so that 2000 ends at 1,000,000 and not at 512,000', () => {
    let step = 2_000;
    for (let round = 0; round < 12; round++) step = nextStep(step, 0, { step: 2_000, stepMax: 1_000_000 });
    expect(step).toBe(1_000_000);
  });
});

describe('the number space of a length', () => {
  it('holds exactly the numbers of that length', () => {
    for (let length = 6; length <= 18; length++) {
      const { floor, ceiling } = numberSpace(length);
      expect([String(floor).length, String(ceiling - 1n).length, String(ceiling).length]).toEqual([
        length,
        length,
        length + 1,
      ]);
      expect(String(floor - 1n)).toHaveLength(length - 1);
    }
    expect(numberSpace(19)).toEqual({ floor: 10n ** 18n, ceiling: MAX_ID_END });
  });
});

describe('the interval set of the checks', () => {
  it('finds every overlap that a plain set of numbers finds', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
        const set = new IntervalSet();
        const plain = new Set<number>();
        for (const [start, length] of ranges) {
          const numbers = Array.from({ length }, (_, index) => start + index);
          const isTaken = numbers.some((number) => plain.has(number));
          expect(set.add({ start: BigInt(start), end: BigInt(start + length) }) !== undefined).toBe(isTaken);
          if (!isTaken) for (const number of numbers) plain.add(number);
        }
        expect(set.size).toBe(BigInt(plain.size));
      }),
      RUNS,
    );
  });
});

type Command =
  | { readonly do: 'next' | 'answer' | 'fail' | 'lose' | 'jump' | 'toggle-pause' | 'set-back' }
  | { readonly do: 'take' | 'lease'; readonly count: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'configure'; readonly step: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Command>({ do: 'next' }) },
  { weight: 6, arbitrary: fc.constant<Command>({ do: 'answer' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('take' as const, 'lease' as const),
      count: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 3_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Command>(
      { do: 'fail' },
      { do: 'lose' },
      { do: 'jump' },
      { do: 'toggle-pause' },
      { do: 'set-back' },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('configure' as const), step: fc.integer({ min: 1, max: 50 }) }) },
);

describe('a buffer, whatever is asked of it in whatever order', () => {
  it('gives each number once, upwards, in full, and answers everybody (FC_RUNS=10000 for more)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 80 }), async (commands) => {
        await runModel(commands);
      }),
      RUNS,
    );
  });
});

async function runModel(commands: readonly Command[]): Promise<void> {
  const { buffer, source, clock } = bufferOf(lib);
  source.hold = true;
  const given = new IntervalSet();
  let highest = 0n;
  let settings = settingsOf();
  const answers: { outcome: ReturnType<typeof watch>; askedAtMs: number }[] = [];
  const answered = new Set<object>();
  const take = (ranges: readonly { start: bigint; end: bigint }[], count: number | undefined, above: bigint) => {
    if (count !== undefined) expect(numbersOf(ranges)).toHaveLength(count);
    for (const range of ranges) {
      expect(given.add(range)).toBeUndefined();
      expect(range.start).toBeGreaterThan(above);
      expect(range.end).toBeLessThanOrEqual(
        source.rows.readMaxId('order') > range.end ? source.rows.readMaxId('order') : range.end,
      );
      if (range.end - 1n > highest) highest = range.end - 1n;
    }
  };
  const ask = <T>(asked: T | Promise<T>, onGiven: (value: T, above: bigint) => void) => {
    const above = highest;
    const outcome = watch(Promise.resolve(asked).then((value) => onGiven(value, above)));
    answers.push({ outcome, askedAtMs: clock.now() });
  };
  const open = () => source.calls.filter((call) => !answered.has(call)).at(-1);
  const settleCall = async (how: 'answer' | 'fail' | 'lose') => {
    const call = open();
    if (call === undefined) return;
    answered.add(call);
    if (how === 'answer') return call.answer();
    if (how === 'lose') await source.rows.reserve(call.request).catch(() => undefined);
    return call.fail(how === 'lose' ? new Error('lost') : new SegmentSourceError('refused', 'no'));
  };
  for (const step of commands) {
    if (step.do === 'next') ask(buffer.nextId(), (id, above) => take([{ start: id, end: id + 1n }], 1, above));
    else if (step.do === 'take') ask(buffer.take(step.count), (ranges, above) => take(ranges, step.count, above));
    else if (step.do === 'lease') ask(buffer.lease(step.count), (range, above) => take([range], undefined, above));
    else if (step.do === 'pass') await clock.advance(step.ms);
    else if (step.do === 'jump') watch(buffer.jump());
    else if (step.do === 'set-back') source.rows.setMaxId('order', 1n);
    else if (step.do === 'toggle-pause' || step.do === 'configure') {
      settings = step.do === 'configure' ? { ...settings, step: step.step } : { ...settings, paused: !settings.paused };
      buffer.configure(settings);
    } else await settleCall(step.do);
    await settle();
    expect(buffer.mode).not.toBe('broken');
    const late = answers.filter(
      ({ outcome, askedAtMs }) => outcome.state === 'pending' && clock.now() - askedAtMs > 2_000,
    );
    expect(late).toEqual([]);
    for (const { outcome } of answers)
      if (outcome.state === 'rejected') expect(outcome.error).toBeInstanceOf(lib.AllocatorError);
  }
}
