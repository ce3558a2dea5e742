import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.js';

describe('a bucket of numbers', () => {
  it('gives a burst at once, and says when there will be more', () => {
    const bucket = new TokenBucket(100, 50, 0);
    expect(bucket.take(50, 0)).toBe(0);
    expect(bucket.take(10, 0)).toBe(100);
    expect(bucket.take(10, 99)).toBeGreaterThan(0);
    expect(bucket.take(10, 100)).toBe(0);
  });

  it('takes nothing when it refuses', () => {
    const bucket = new TokenBucket(10, 10, 0);
    expect(bucket.take(11, 0)).toBeGreaterThan(0);
    expect(bucket.take(10, 0)).toBe(0);
  });

  it('never gives more than the burst and the rate allow, whatever is asked for when', () => {
    const asks = fc.array(
      fc.record({ count: fc.integer({ min: 1, max: 40 }), passedMs: fc.integer({ min: 0, max: 500 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 100 }), asks, (rate, burst, all) => {
        const bucket = new TokenBucket(rate, burst, 0);
        let nowMs = 0;
        let given = 0;
        for (const { count, passedMs } of all) {
          nowMs += passedMs;
          if (bucket.take(count, nowMs) === 0) given += count;
        }
        expect(given).toBeLessThanOrEqual(burst + (nowMs * rate) / 1_000 + 1e-6);
      }),
    );
  });

  it('does not fill beyond the burst by what is given back, nor by a clock that goes back', () => {
    const bucket = new TokenBucket(1, 10, 1_000);
    bucket.giveBack(5);
    expect(bucket.take(10, 0)).toBe(0);
    expect(bucket.take(1, 0)).toBeGreaterThan(0);
  });
});
