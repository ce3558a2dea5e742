import { describe, expect, it } from 'vitest';
import { ManualClock } from './clock.js';
import { type Waiter, WaiterQueue } from './waiter-queue.js';

function queueOf(timeoutMs = 1_000) {
  const clock = new ManualClock();
  const expired: number[] = [];
  const queue = new WaiterQueue(clock, timeoutMs, (waiter) => expired.push(waiter.count));
  const push = (...counts: number[]) => {
    for (const count of counts) queue.push(waiterOf(count));
  };
  return { clock, expired, queue, push };
}

function waiterOf(count: number): Waiter {
  return { wants: 'ids', count, ranges: [], takenCount: 0, resolve: () => undefined, reject: () => undefined };
}

describe('the queue of those who wait', () => {
  it('lets them out in the order they came', () => {
    const { queue, push } = queueOf();
    push(3, 1, 2);
    expect([queue.shift()?.count, queue.shift()?.count, queue.shift()?.count, queue.shift()]).toEqual([
      3,
      1,
      2,
      undefined,
    ]);
  });

  it('keeps their order through thousands', () => {
    const { queue, push } = queueOf();
    const counts = Array.from({ length: 5_000 }, (_, index) => index + 1);
    push(...counts);
    expect(counts.every((count) => queue.shift()?.count === count)).toBe(true);
    expect([queue.length, queue.wantedCount]).toEqual([0, 0]);
  });

  it('counts what is still wanted, part by part', () => {
    const { queue, push } = queueOf();
    push(10, 5);
    queue.credit(4);
    expect(queue.wantedCount).toBe(11);
    queue.shift();
    expect(queue.wantedCount).toBe(5);
  });

  it('takes back what its head was given, and wants all of it again', () => {
    const { queue, push } = queueOf();
    push(10, 5);
    queue.credit(4);
    queue.head?.ranges.push({ start: 1n, end: 5n });
    expect(queue.takeBack()).toBe(4);
    expect(queue.wantedCount).toBe(15);
    expect(queue.head).toMatchObject({ takenCount: 0, ranges: [] });
  });

  it('lets each out at its own deadline and not before', async () => {
    const { clock, expired, push } = queueOf();
    push(1);
    await clock.advance(400);
    push(2);
    await clock.advance(599);
    expect(expired).toEqual([]);
    await clock.advance(1);
    expect(expired).toEqual([1]);
    await clock.advance(399);
    expect(expired).toEqual([1]);
    await clock.advance(1);
    expect(expired).toEqual([1, 2]);
  });

  it('keeps no timer when nobody waits', async () => {
    const { clock, queue, push } = queueOf();
    push(1, 2);
    expect(clock.timersPending).toBe(1);
    queue.shift();
    queue.shift();
    expect(clock.timersPending).toBe(0);
  });

  it('makes nobody who comes after a clock was set back wait longer than the waiting time', async () => {
    const { clock, expired, push } = queueOf();
    push(1);
    clock.jumpMs(-900);
    await clock.advance(500);
    push(2);
    await clock.advance(1_000);
    expect(expired).toEqual([1, 2]);
  });

  it('makes nobody wait twice the waiting time when a clock is set back while they wait', async () => {
    const { clock, expired, push } = queueOf();
    push(1);
    await clock.advance(500);
    clock.jumpMs(-3_600_000);
    await clock.advance(1_499);
    expect(expired).toEqual([1]);
  });

  it('makes nobody wait longer when a clock is set forward', async () => {
    const { clock, expired, push } = queueOf();
    push(1);
    clock.jumpMs(3_600_000);
    push(2);
    await clock.advance(1_000);
    expect(expired).toEqual([1, 2]);
  });
});
