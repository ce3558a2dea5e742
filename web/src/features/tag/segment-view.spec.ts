import { describe, expect, it } from 'vitest';
import { someBuffer, someSegment } from './figure-builders.fixture.js';
import { drainOf, heldOf, nextStateOf } from './segment-view.js';

describe('a bar between two figures', () => {
  it('goes on at the rate, for five seconds at most', () => {
    const drain = drainOf(heldOf(someSegment(1_000, 800)), 20);
    expect(drain).toEqual({ from: 0.8, to: 0.7, durationMs: 5_000 });
  });

  it('reaches 0 when the numbers do, and stops there', () => {
    expect(drainOf(heldOf(someSegment(1_000, 100)), 200)).toEqual({ from: 0.1, to: 0, durationMs: 500 });
    for (const rate of [0.1, 3, 7, 999, 123_456.7]) {
      const drain = drainOf(heldOf(someSegment(997, 331)), rate);
      expect(drain?.to, `at ${rate}/s`).toBeGreaterThanOrEqual(0);
    }
  });

  it('stands still when nothing is taken or nothing is left', () => {
    expect(drainOf(heldOf(someSegment(1_000, 800)), 0)).toBeUndefined();
    expect(drainOf(heldOf(someSegment(1_000, 0)), 50)).toBeUndefined();
    expect(drainOf(heldOf(someSegment(0, 0)), 50)).toBeUndefined();
  });

  it('is exact for numbers past 2^53', () => {
    expect(heldOf(someSegment(3, 1, 9_007_199_254_740_993n))).toMatchObject({ total: 3, idle: 1 });
  });
});

describe('the next segment', () => {
  it('is due once 10 % of the current one is used, and not before', () => {
    expect(nextStateOf(someBuffer({ current: someSegment(1_000, 901) }))).toBe('waiting');
    expect(nextStateOf(someBuffer({ current: someSegment(1_000, 900) }))).toBe('loading');
    expect(nextStateOf(someBuffer({ current: someSegment(1_000, 900), next: someSegment(10, 10) }))).toBe('filled');
  });

  it('is due at once while a promotion keeps both filled', () => {
    expect(nextStateOf(someBuffer({ current: someSegment(1_000, 1_000), stepFloor: 1 }))).toBe('loading');
  });

  it('says when fetching it fails', () => {
    expect(nextStateOf(someBuffer({ current: someSegment(1_000, 1), refillFailedAttempts: 2 }))).toBe('retrying');
  });

  it('is not due when the tag is paused, nor while the current one is still to come', () => {
    expect(nextStateOf(someBuffer({ mode: 'paused', current: someSegment(1_000, 1) }))).toBe('none');
    expect(nextStateOf(someBuffer({ mode: 'filling', current: null }))).toBe('none');
    expect(nextStateOf(someBuffer({ mode: 'empty', current: null }))).toBe('none');
  });
});
