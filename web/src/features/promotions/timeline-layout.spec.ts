import { describe, expect, it } from 'vitest';
import { promotion } from './promotion-builders.fixture.js';
import { LABEL_SHARE, timelineOf } from './timeline-layout.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-11-10T00:00:00Z');

/** @param from hours from now until it warms, starts, ends */
function at(id: string, [warms, starts, ends]: readonly [number, number, number], more = {}) {
  const iso = (hours: number) => new Date(NOW_MS + hours * HOUR_MS).toISOString();
  return promotion({ id, warmsAt: iso(warms), startsAt: iso(starts), endsAt: iso(ends), ...more });
}

const rowsOf = (promotions: ReturnType<typeof at>[]) =>
  Object.fromEntries((timelineOf(promotions, NOW_MS)?.bars ?? []).map(({ promotion: { id }, row }) => [id, row]));

describe('the timeline', () => {
  it('is nothing without promotions, or with those long over', () => {
    expect(timelineOf([], NOW_MS)).toBeUndefined();
    expect(timelineOf([at('old', [-900, -899, -898], { state: 'done' })], NOW_MS)).toBeUndefined();
  });

  it('has each part where its time is, within the width', () => {
    const timeline = timelineOf([at('a', [0, 10, 20])], NOW_MS);
    expect(timeline?.bars[0]?.leadShare).toBeCloseTo(timeline?.bars[0]?.activeShare ?? 0, 6);
    expect(timeline?.now).toBeCloseTo(timeline?.bars[0]?.left ?? 1, 6);
    const { left = 0, leadShare = 0, activeShare = 0 } = timeline?.bars[0] ?? {};
    expect(left).toBeGreaterThan(0);
    expect(left + leadShare + activeShare).toBeLessThan(1);
  });

  it('gives rows of their own to those that overlap, and one row to those that do not', () => {
    expect(rowsOf([at('a', [0, 10, 50]), at('b', [20, 30, 90]), at('c', [60, 62, 70])])).toEqual({ a: 0, b: 1, c: 0 });
  });

  it('leaves room for names: short ones that stand close go to rows of their own', () => {
    expect(rowsOf([at('a', [0, 1, 2]), at('b', [3, 4, 5]), at('far', [99, 100, 101])])).toEqual({ a: 0, b: 1, far: 0 });
  });

  it('keeps a name at the end of the width within it', () => {
    const bars = timelineOf([at('a', [0, 1, 2]), at('far', [99, 100, 101])], NOW_MS)?.bars ?? [];
    for (const { labelLeft } of bars) expect(labelLeft).toBeLessThanOrEqual(1 - LABEL_SHARE);
  });

  it('counts what begins too late to be drawn', () => {
    const late = at('late', [100 * 24, 100 * 24 + 1, 100 * 24 + 2]);
    const timeline = timelineOf([at('a', [0, 1, 2]), late], NOW_MS);
    expect(timeline?.laterCount).toBe(1);
    expect(timeline?.bars).toHaveLength(1);
    expect((timeline?.toMs ?? 0) - NOW_MS).toBeLessThan(DAY_MS);
  });

  it('has few ticks, all within it', () => {
    for (const hours of [0.01, 1, 5, 24, 24 * 7, 24 * 59]) {
      const ticks = timelineOf([at('a', [0, 0, hours])], NOW_MS)?.ticks ?? [];
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const { left } of ticks) expect(left >= 0 && left <= 1).toBe(true);
    }
  });
});
