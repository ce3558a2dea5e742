import { describe, expect, it } from 'vitest';
import { type StepChange, StepTracker } from './step-tracker.js';
import { settingsOf } from './testing/fixtures.js';

const MINUTE_MS = 60_000;

function tracker(settings: Parameters<typeof settingsOf>[0] = {}) {
  const told: StepChange[] = [];
  let nowMs = 0;
  const steps = new StepTracker(
    settingsOf({ step: 10, stepMax: 1_000, ...settings }),
    () => nowMs,
    (change) => told.push(change),
  );
  const at = (ms: number) => {
    nowMs = ms;
  };
  return { steps, told, at };
}

describe('the step', () => {
  it('says why it changed last, when, and of how long a segment it was made', () => {
    const { steps, told, at } = tracker();
    expect(steps.change).toBeNull();
    at(5_000);
    steps.used(12 * MINUTE_MS);
    expect(steps.next()).toBe(20);
    const doubled = { atMs: 5_000, from: 10, to: 20, cause: 'short', lifetimeMs: 12 * MINUTE_MS };
    expect(steps.change).toEqual(doubled);
    steps.used(31 * MINUTE_MS);
    expect(steps.next()).toBe(10);
    expect(steps.change).toMatchObject({ cause: 'long', from: 20, to: 10 });
    expect(told).toHaveLength(2);
  });

  it('is made of a lifetime once, and stays where the policy keeps it', () => {
    const { steps } = tracker();
    steps.used(1);
    expect([steps.next(), steps.next()]).toEqual([20, 20]);
    steps.used(20 * MINUTE_MS);
    expect(steps.next()).toBe(20);
    steps.used(undefined);
    expect(steps.next()).toBe(20);
    steps.used(1);
    steps.forget();
    expect(steps.next()).toBe(20);
  });

  it('remembers the last five lifetimes, the latest first, in a new array each time', () => {
    const { steps } = tracker();
    const before = steps.lifetimesMs;
    for (const lifetimeMs of [1, 2, 3, undefined, 4, 5, 6]) steps.used(lifetimeMs);
    expect(steps.lifetimesMs).toEqual([6, 5, 4, 3, 2]);
    expect(before).toEqual([]);
  });

  it('follows a floor and a ceiling that are set past it, and says so', () => {
    const { steps } = tracker();
    steps.configure(settingsOf({ step: 50, stepMax: 1_000 }));
    expect(steps.change).toMatchObject({ from: 10, to: 50, cause: 'floor', lifetimeMs: null });
    steps.configure(settingsOf({ step: 10, stepMax: 30 }));
    expect(steps.change).toMatchObject({ from: 50, to: 30, cause: 'ceiling' });
  });

  it('does not fall below the floor of a promotion, nor rise above stepMax for it', () => {
    const { steps } = tracker({ stepFloor: 400 });
    expect(steps.step).toBe(400);
    steps.used(10 * 60 * MINUTE_MS);
    expect(steps.next()).toBe(400);
    steps.configure(settingsOf({ step: 10, stepMax: 1_000, stepFloor: 5_000 }));
    expect(steps.step).toBe(1_000);
  });

  it('is brought down by the policy when the floor is gone, and not at once', () => {
    const { steps } = tracker({ stepFloor: 400 });
    steps.configure(settingsOf({ step: 10, stepMax: 1_000 }));
    expect(steps.step).toBe(400);
    const seen = Array.from({ length: 7 }, () => {
      steps.used(40 * MINUTE_MS);
      return steps.next();
    });
    expect(seen).toEqual([200, 100, 50, 25, 12, 10, 10]);
  });

  it('that was set is what the next reservation takes, however fast the segment before was used up', () => {
    for (const settings of [{ step: 200, stepEpoch: 1 }, { step: 200 }, { stepFloor: 200 }]) {
      const { steps } = tracker();
      steps.used(1);
      steps.configure(settingsOf({ step: 10, stepMax: 1_000, ...settings }));
      expect(steps.next()).toBe(200);
    }
    const { steps } = tracker({ step: 200 });
    steps.used(1);
    steps.configure(settingsOf({ step: 200, stepMax: 1_000, stepEpoch: 1 }));
    expect(steps.next()).toBe(200);
    steps.used(1);
    steps.configure(settingsOf({ step: 200, stepMax: 1_000, stepEpoch: 1 }));
    expect(steps.next()).toBe(400);
  });

  it('is put on the floor at once by a bump, from above and from below, and by the same bump once', () => {
    const { steps } = tracker();
    for (let round = 0; round < 4; round++) {
      steps.used(1);
      steps.next();
    }
    expect(steps.step).toBe(160);
    steps.configure(settingsOf({ step: 25, stepMax: 1_000, stepEpoch: 1 }));
    expect(steps.change).toMatchObject({ from: 160, to: 25, cause: 'bump' });
    steps.used(1);
    expect(steps.next()).toBe(50);
    steps.configure(settingsOf({ step: 25, stepMax: 1_000, stepEpoch: 1 }));
    expect(steps.step).toBe(50);
    steps.configure(settingsOf({ step: 300, stepMax: 1_000, stepEpoch: 2 }));
    expect(steps.step).toBe(300);
  });
});
