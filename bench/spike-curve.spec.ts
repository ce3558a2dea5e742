import { describe, expect, it } from 'vitest';
import { dueTimes, ratePerSecond, type SpikeCurve } from './spike-curve.js';

const CURVE: SpikeCurve = {
  ordinaryPerSecond: 50,
  spikePerSecond: 1_000,
  spikeAtMs: 4_000,
  riseMs: 1_000,
  endsAtMs: 8_000,
};

describe('the curve of a spike', () => {
  it('is ordinary until the spike, rises evenly, and is held', () => {
    const rates = [0, 4_000, 4_500, 5_000, 7_999].map((atMs) => ratePerSecond(CURVE, atMs));
    expect(rates).toEqual([50, 50, 525, 1_000, 1_000]);
  });

  it('lets as many requests fall due as its rates say, one after another', () => {
    const due = [...dueTimes(CURVE)];
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(due.filter((atMs) => atMs < 4_000)).toHaveLength(200);
    expect(due.filter((atMs) => atMs >= 5_000 && atMs < 8_000).length).toBeCloseTo(3_000, -1);
  });
});
