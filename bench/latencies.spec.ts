import { describe, expect, it } from 'vitest';
import { latenciesOf } from './latencies.js';

describe('latencies', () => {
  it('are put in order before they are told, as numbers and not as text', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
    expect(latenciesOf(values)).toEqual({ count: 1_000, p50Ms: 501, p99Ms: 991, p999Ms: 1_000, longestMs: 1_000 });
  });

  it('of nothing are no numbers', () => {
    expect(latenciesOf([])).toEqual({
      count: 0,
      p50Ms: Number.NaN,
      p99Ms: Number.NaN,
      p999Ms: Number.NaN,
      longestMs: Number.NaN,
    });
  });
});
