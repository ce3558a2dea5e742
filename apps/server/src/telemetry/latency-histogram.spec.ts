import { describe, expect, it } from 'vitest';
import { BUCKET_COUNT, LatencyHistogram } from './latency-histogram.js';

function histogramOf(durationsMs: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const durationMs of durationsMs) histogram.record(durationMs);
  return histogram;
}

describe('a histogram of latencies', () => {
  it('says nothing of nothing', () => {
    expect(histogramOf([]).quantileMs(0.99)).toBeNull();
  });

  it('names a time within which the share was answered, and no more than a sixteenth above it', () => {
    for (let durationMs = 0.001; durationMs < 60_000; durationMs *= 1.037) {
      const told = histogramOf([durationMs]).quantileMs(0.99) ?? 0;
      expect(told).toBeGreaterThanOrEqual(durationMs);
      expect(told - 0.001).toBeLessThanOrEqual(durationMs * (1 + 1 / 16) + 1e-9);
    }
  });

  it('finds the one slow answer among a hundred only past its share', () => {
    const histogram = histogramOf([...Array.from({ length: 99 }, () => 1), 500]);
    expect(histogram.quantileMs(0.99)).toBeLessThan(1.1);
    expect(histogram.quantileMs(0.995)).toBeGreaterThanOrEqual(500);
  });

  it('takes what is absurd: negative, no number, hours', () => {
    const histogram = histogramOf([-5, Number.NaN, 1e9, Number.POSITIVE_INFINITY]);
    expect(histogram.total).toBe(4);
    expect(histogram.quantileMs(1)).toBeCloseTo(2 ** 26 / 1_000);
  });

  it('comes out of its text as it went in, and adds up with others', () => {
    const durations = Array.from({ length: 500 }, (_, index) => (index * 7919) % 3_000);
    const [even, odd] = [0, 1].map((rest) => histogramOf(durations.filter((_, index) => index % 2 === rest)));
    const merged = new LatencyHistogram();
    merged.addText(even?.toText() ?? '');
    if (odd !== undefined) merged.add(odd);
    expect(merged.toText()).toBe(histogramOf(durations).toText());
  });

  it('counts nothing of a text that is none of its own', () => {
    const histogram = new LatencyHistogram();
    histogram.addText(`x:1,1:y,-1:3,${BUCKET_COUNT}:4,2:1.5,,NaN:1`);
    expect(histogram.total).toBe(0);
  });
});
