import { describe, expect, it } from 'vitest';
import { heightOf, type LoadSpan, loadSpans, marksOf, scaleOf, shortOf, stepLine } from './load-points.js';
import { plan } from './promotion-builders.fixture.js';

const HOUR_MS = 3_600_000;
const times = { warmsAtMs: HOUR_MS, startsAtMs: 2 * HOUR_MS, endsAtMs: 4 * HOUR_MS };
const targets = { safetyFactor: 1.5, runwayMinutes: 10 };

describe('load and capacity', () => {
  it('are what is taken now and what the step bears, until warming and the start change them', () => {
    const [before, warming, active, after] = loadSpans([plan()], times, targets);
    expect(before).toMatchObject({ toMs: HOUR_MS, load: 200 });
    expect(before?.capacity).toBeCloseTo((2 * 1_000) / 600, 6);
    expect(warming).toEqual({ fromMs: HOUR_MS, toMs: 2 * HOUR_MS, load: 200, capacity: 30_000 });
    expect(active).toEqual({ fromMs: 2 * HOUR_MS, toMs: 4 * HOUR_MS, load: 30_000, capacity: 30_000 });
    expect(after).toMatchObject({ fromMs: 4 * HOUR_MS, load: 200, capacity: 30_000 });
  });

  it('begin a little before warming and go on a little past the end, without gaps', () => {
    const spans = loadSpans([plan()], times, targets);
    expect(spans[0]?.fromMs).toBeLessThan(HOUR_MS);
    expect(spans.at(-1)?.toMs).toBeGreaterThan(4 * HOUR_MS);
    for (const [index, { fromMs }] of spans.entries()) if (index > 0) expect(fromMs).toBe(spans[index - 1]?.toMs);
  });

  it('have no warming where there is no lead', () => {
    expect(loadSpans([plan()], { ...times, warmsAtMs: times.startsAtMs }, targets)).toHaveLength(3);
  });

  it('of several biz tags are added up', () => {
    const spans = loadSpans([plan(), plan({ bizTag: 'b', rateNow: 100, peakRate: 10_000 })], times, targets);
    expect(spans[1]).toMatchObject({ load: 300, capacity: 60_000 });
    expect(spans[2]?.load).toBe(45_000);
  });
});

describe('the scale', () => {
  const span = (load: number, capacity: number): LoadSpan => ({ fromMs: 0, toMs: 1, load, capacity });

  it('is linear while both can be seen, from nothing to past the highest', () => {
    const scale = scaleOf([span(200, 1_000)]);
    expect(scale).toMatchObject({ isLog: false, least: 0 });
    expect(scale.most).toBeGreaterThan(1_000);
    expect(scale.ticks).toEqual([0, 500, 1_000, 1_500]);
  });

  it('is logarithmic where the smaller would lie on the axis', () => {
    const scale = scaleOf([span(3, 30_000)]);
    expect(scale).toMatchObject({ isLog: true, least: 1, most: 100_000 });
    expect(scale.ticks).toEqual([1, 10, 100, 1_000, 10_000, 100_000]);
    expect(heightOf(0, scale)).toBe(0);
    expect(heightOf(100, scale)).toBeCloseTo(0.4, 6);
    expect(heightOf(100_000, scale)).toBe(1);
  });

  it('spends no room on less than one a second', () => {
    expect(scaleOf([span(0.02, 30_000)])).toMatchObject({ isLog: true, least: 1, most: 100_000 });
    expect(scaleOf([span(0.02, 20)])).toMatchObject({ isLog: false, least: 0 });
  });

  it('has few ticks however far apart they are', () => {
    expect(scaleOf([span(0.001, 10_000_000)]).ticks.length).toBeLessThanOrEqual(6);
  });

  it('stands even where nothing is expected', () => {
    expect(scaleOf([span(0, 0)])).toEqual({ isLog: false, least: 0, most: 1, ticks: [0, 1] });
  });

  it('makes a line of level stretches over the whole width', () => {
    const spans = [
      { fromMs: 0, toMs: 10, load: 0, capacity: 1 },
      { fromMs: 10, toMs: 20, load: 1, capacity: 1 },
    ];
    const scale = { isLog: false, least: 0, most: 2, ticks: [] };
    expect(stepLine(spans, 'load', scale)).toEqual([
      [0, 1],
      [0.5, 1],
      [0.5, 0.5],
      [1, 0.5],
    ]);
  });
});

describe('the marks', () => {
  it('have their names where there is room: between start and end, or on either side of both', () => {
    const sidesOf = (startsAtMs: number) => {
      const at = { ...times, startsAtMs };
      return marksOf(loadSpans([plan()], at, targets), at).map(({ name, side }) => `${name} ${side}`);
    };
    expect(sidesOf(2 * HOUR_MS)).toEqual(['warms end', 'starts start', 'ends end']);
    expect(sidesOf(3.9 * HOUR_MS)).toEqual(['warms end', 'starts end', 'ends start']);
  });

  it('stand within the width, in the order of time', () => {
    const [warms, starts, ends] = marksOf(loadSpans([plan()], times, targets), times).map(({ x }) => x);
    expect([0, warms, starts, ends, 1].map(Number)).toEqual(
      [0, warms, starts, ends, 1].map(Number).toSorted((a, b) => a - b),
    );
  });
});

describe('a biz tag that falls short', () => {
  it('is one whose segment would not last', () => {
    const short = plan({ bizTag: 'short', runwayMs: 60_000 });
    expect(shortOf([plan(), short, plan({ peakRate: 0, runwayMs: 0 })], 10)).toEqual([short]);
    expect(shortOf([plan({ runwayMs: 599_999 })], 10)).toEqual([]);
  });
});
