import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from './clock.js';
import { AssertionFault } from './errors.js';
import { type FailedRefill, Refiller } from './refiller.js';
import { numberSpace, type SegmentRange, SegmentSourceError } from './segment-source.js';
import { ScriptedSource } from './testing/fixtures.js';

const REQUEST = { bizTag: 'order', count: 10, ...numberSpace(null) };

function refillerOf({ chance = 0.5, timeoutMs = 1_000 } = {}) {
  const source = new ScriptedSource();
  source.hold = true;
  const clock = new ManualClock(() => chance);
  const reserved: SegmentRange[] = [];
  const failed: FailedRefill[] = [];
  const abandoned: [number, string][] = [];
  const faults: unknown[] = [];
  let rests = 0;
  const refiller = new Refiller({
    source,
    clock,
    timeoutMs,
    guard: (step) => {
      try {
        step();
      } catch (error) {
        faults.push(error);
      }
    },
    outcome: {
      isRegressed: ({ start }) => start < 1n,
      reserved: (range) => void reserved.push(range),
      failed: (failure) => void failed.push(failure),
      abandoned: (count, reason) => void abandoned.push([count, reason]),
      rested: () => void rests++,
    },
  });
  return { refiller, source, clock, reserved, failed, abandoned, faults, rests: () => rests };
}

describe('the refiller', () => {
  it('has one attempt at a time', async () => {
    const { refiller, source } = refillerOf();
    refiller.start(REQUEST);
    await settle();
    expect(() => refiller.start(REQUEST)).toThrow(AssertionFault);
    expect(source.calls).toHaveLength(1);
  });

  it('hands on what the source states', async () => {
    const { refiller, source, reserved } = refillerOf();
    refiller.start(REQUEST);
    await source.last.answerWith({ start: 7n, end: 9n });
    expect([reserved, refiller.state]).toEqual([[{ start: 7n, end: 9n }], 'idle']);
  });

  it('never hands on an answer that comes after the time-out, and counts its range as lost once', async () => {
    const { refiller, source, clock, reserved, abandoned, failed } = refillerOf();
    refiller.start(REQUEST);
    await clock.advance(1_000);
    await source.last.answer();
    expect([reserved, abandoned]).toEqual([[], [[10, 'late']]]);
    expect(failed.map(({ failure }) => failure)).toEqual(['timeout']);
  });

  it('never takes a dead attempt for the live one', async () => {
    const { refiller, source, clock, reserved } = refillerOf();
    refiller.start(REQUEST);
    const late = source.last;
    await clock.advance(1_100);
    refiller.start(REQUEST);
    await late.answerWith({ start: 1n, end: 11n });
    expect([reserved, refiller.state]).toEqual([[], 'loading']);
    await source.last.answerWith({ start: 11n, end: 21n });
    expect(reserved).toEqual([{ start: 11n, end: 21n }]);
  });

  it.each([
    ['refused', []],
    ['exhausted', []],
    ['not-found', []],
    ['regressed', []],
    ['unknown', [[10, 'unknown-outcome']]],
  ] as const)('counts as lost after a failure that is %s: %j', async (failure, lost) => {
    const { refiller, source, abandoned, failed } = refillerOf();
    refiller.start(REQUEST);
    await source.last.fail(new SegmentSourceError(failure, 'no'));
    expect([abandoned, failed[0]?.failure]).toEqual([lost, failure]);
  });

  it('counts the outcome of an error it does not know as unknown', async () => {
    const { refiller, source, failed } = refillerOf();
    refiller.start(REQUEST);
    await source.last.fail('a string');
    expect(failed[0]).toMatchObject({ failure: 'unknown', error: 'a string' });
  });

  it('rests longer after each failure, up to two seconds, and from the start after a success', async () => {
    const { refiller, source, clock, failed } = refillerOf();
    const failOnce = async () => {
      refiller.start(REQUEST);
      await source.last.fail(new SegmentSourceError('refused', 'no'));
      await clock.advance(failed.at(-1)?.retryInMs ?? 0);
    };
    for (let attempt = 0; attempt < 9; attempt++) await failOnce();
    expect(failed.map(({ retryInMs }) => retryInMs)).toEqual([50, 100, 200, 400, 800, 1_500, 2_000, 2_000, 2_000]);
    refiller.start(REQUEST);
    await source.last.answer();
    await failOnce();
    expect(failed.at(-1)).toMatchObject({ retryInMs: 50, attempt: 1 });
  });

  it.each([
    [0, 25],
    [0.999, 75],
  ])('spreads the first rest by chance: %s makes %s ms', async (chance, restMs) => {
    const { refiller, source, clock, rests, failed } = refillerOf({ chance });
    refiller.start(REQUEST);
    await source.last.fail(new SegmentSourceError('refused', 'no'));
    expect(failed[0]?.retryInMs).toBe(restMs);
    await clock.advance(restMs - 1);
    expect([refiller.state, rests()]).toEqual(['resting', 0]);
    await clock.advance(1);
    expect([refiller.state, rests()]).toEqual(['idle', 1]);
  });

  it('moves the maximum forward before it reserves, once, and to the highest that was asked for', async () => {
    const { refiller, source } = refillerOf();
    refiller.advanceBeforeNext(500n);
    refiller.advanceBeforeNext(300n);
    refiller.start(REQUEST);
    await settle();
    expect([source.advances, source.calls.length]).toEqual([[500n], 1]);
    await source.last.answer();
    refiller.start(REQUEST);
    await settle();
    expect(source.advances).toEqual([500n]);
  });

  it('goes on trying to move the maximum forward when that failed, and reserves nothing meanwhile', async () => {
    const { refiller, source, clock, abandoned } = refillerOf();
    const { advance } = source;
    source.advance = () => Promise.reject(new Error('the connection was cut'));
    refiller.advanceBeforeNext(500n);
    refiller.start(REQUEST);
    await settle();
    expect([source.calls.length, abandoned]).toEqual([0, []]);
    source.advance = advance;
    await clock.advance(100);
    refiller.start(REQUEST);
    await settle();
    expect([source.advances, source.calls.length]).toEqual([[500n], 1]);
  });

  it('counts nothing as lost when its time is up before it asked for a range', async () => {
    const { refiller, source, clock, abandoned, failed } = refillerOf();
    source.advance = () => new Promise(() => undefined);
    refiller.advanceBeforeNext(500n);
    refiller.start(REQUEST);
    await clock.advance(1_000);
    expect([abandoned, failed[0]?.failure]).toEqual([[], 'timeout']);
  });

  it('never hands on a range below what is safe', async () => {
    const { refiller, source, reserved, abandoned, failed } = refillerOf();
    refiller.start(REQUEST);
    await source.last.answerWith({ start: 0n, end: 5n });
    expect([reserved, abandoned, failed[0]?.failure]).toEqual([[], [[5, 'regression']], 'regressed']);
  });

  it('starts nothing once it is stopped, and has stopped when the live attempt is over', async () => {
    const { refiller, clock } = refillerOf();
    refiller.start(REQUEST);
    let hasStopped = false;
    void refiller.stop().then(() => {
      hasStopped = true;
    });
    await clock.advance(999);
    expect(hasStopped).toBe(false);
    await clock.advance(1);
    expect([hasStopped, refiller.state, clock.timersPending]).toEqual([true, 'idle', 0]);
    expect(() => refiller.start(REQUEST)).toThrow(AssertionFault);
  });

  it('stops at once while it rests', async () => {
    const { refiller, source, clock, rests } = refillerOf();
    refiller.start(REQUEST);
    await source.last.fail(new SegmentSourceError('refused', 'no'));
    await refiller.stop();
    await clock.advance(10_000);
    expect([refiller.state, clock.timersPending, rests()]).toEqual(['idle', 0, 0]);
  });

  it('has its faults seen when the source answers nonsense', async () => {
    const { refiller, source, faults, reserved } = refillerOf();
    refiller.start(REQUEST);
    await source.last.answerWith(undefined as unknown as SegmentRange);
    expect([faults.length, reserved]).toEqual([1, []]);
  });
});
