import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateMeter, runwayMs } from './rate-meter.js';
import { PROPERTY_RUNS } from './testing/property-runs.js';

/** A meter that has seen `perSecond` for so many seconds, looked at once a second. */
function meterAfter(seconds: number, perSecond: number, meter = new RateMeter(), from = { total: 0, nowMs: 0 }) {
  for (let second = 0; second <= seconds; second++)
    meter.sample(from.total + second * perSecond, from.nowMs + second * 1_000);
  return meter;
}

describe('the rate meter', () => {
  it('comes to a steady rate within a minute, to one percent', () => {
    expect(Math.abs(meterAfter(60, 250).ratePerSecond - 250)).toBeLessThan(2.5);
  });

  it('is the same however often it is looked at', () => {
    const seldom = new RateMeter();
    for (let nowMs = 0; nowMs <= 60_000; nowMs += 5_000) seldom.sample((nowMs / 1_000) * 40, nowMs);
    expect(seldom.ratePerSecond).toBeCloseTo(meterAfter(60, 40).ratePerSecond, 6);
  });

  it('forgets: after five quiet minutes it tells nought, exactly', () => {
    const meter = meterAfter(60, 1_000);
    for (let second = 61; second < 360; second++) meter.sample(60_000, second * 1_000);
    expect(meter.ratePerSecond).toBe(0);
  });

  it('tells nothing of one look', () => {
    const meter = new RateMeter();
    meter.sample(1_000_000, 5_000);
    expect(meter.ratePerSecond).toBe(0);
  });

  it('never tells a rate below nought or that is no number, whatever the clock does', () => {
    const looks = fc.array(fc.tuple(fc.nat({ max: 10_000 }), fc.integer({ min: -5_000, max: 5_000 })), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(looks, (list) => {
        const meter = new RateMeter();
        let [total, nowMs] = [0, 0];
        for (const [taken, passedMs] of list) {
          total += taken;
          nowMs += passedMs;
          meter.sample(total, nowMs);
          expect(meter.ratePerSecond).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(meter.ratePerSecond)).toBe(true);
        }
      }),
      PROPERTY_RUNS,
    );
  });
});

describe('the runway', () => {
  it('is what is held by what is taken', () => {
    expect(runwayMs(3_000, 50)).toBe(60_000);
    expect(runwayMs(0, 50)).toBe(0);
  });

  it('has no end while nothing is taken', () => {
    expect(runwayMs(0, 0)).toBeNull();
    expect(runwayMs(3_000, 0)).toBeNull();
  });
});
