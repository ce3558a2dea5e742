import { describe, expect, it } from 'vitest';
import { ManualClock, settle, systemClock } from './clock.js';

describe('the manual clock', () => {
  it('fires timers in the order they are due, and those due at once in the order they were set', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    for (const [name, delayMs] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
    ] as const) {
      clock.setTimer(() => fired.push(name), delayMs);
    }
    await clock.advance(20);
    expect(fired).toEqual(['a', 'b1', 'b2']);
    await clock.advance(10);
    expect(fired).toEqual(['a', 'b1', 'b2', 'c']);
  });

  it('stands at the time a timer was due when it fires', async () => {
    const clock = new ManualClock();
    const seen: number[] = [];
    clock.setTimer(() => {
      seen.push(clock.now());
      clock.setTimer(() => seen.push(clock.now()), 5);
    }, 10);
    await clock.advance(100);
    expect([seen, clock.now()]).toEqual([[10, 15], 100]);
  });

  it('never fires a timer that was cancelled', async () => {
    const clock = new ManualClock();
    const timer = clock.setTimer(() => expect.unreachable(), 10);
    timer.cancel();
    timer.cancel();
    await clock.advance(100);
    expect(clock.timersPending).toBe(0);
  });

  it('lets promises settle between two timers', async () => {
    const clock = new ManualClock();
    const order: string[] = [];
    clock.setTimer(() => void Promise.resolve().then(() => order.push('promise')), 10);
    clock.setTimer(() => order.push('timer'), 11);
    await clock.advance(20);
    expect(order).toEqual(['promise', 'timer']);
  });

  it('fires nothing when its time is set anew, back or forth', async () => {
    const clock = new ManualClock();
    let fired = 0;
    clock.setTimer(() => fired++, 10);
    clock.jumpMs(-1_000);
    clock.jumpMs(50_000);
    await settle();
    expect([fired, clock.now()]).toEqual([0, 49_000]);
    await clock.advance(10);
    expect(fired).toBe(1);
  });
});

describe('the machine clock', () => {
  it('never goes back, and gives chances in [0, 1)', () => {
    const before = systemClock.now();
    const chances = Array.from({ length: 100 }, () => systemClock.random());
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(chances.every((chance) => chance >= 0 && chance < 1)).toBe(true);
  });

  it('fires a timer, and not one that was cancelled', async () => {
    const cancelled = systemClock.setTimer(() => expect.unreachable(), 0);
    cancelled.cancel();
    const keepAlive = setInterval(() => undefined, 10);
    await new Promise<void>((resolve) => systemClock.setTimer(resolve, 0));
    clearInterval(keepAlive);
  });
});
