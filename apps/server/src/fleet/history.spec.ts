import { describe, expect, it } from 'vitest';
import type { NodeMinute, TagMinuteRecord } from '#storage';
import { LatencyHistogram } from '../telemetry/index.js';
import { bufferRecord } from './builders.fixture.js';
import { fleetMinutes, tagHistory } from './history.js';
import { NOTHING_BEFORE, tagMinutes } from './minute-writer.service.js';

const MINUTE = 60_000;

function latency(count: number, durationMs: number): string {
  const histogram = new LatencyHistogram();
  for (let index = 0; index < count; index++) histogram.record(durationMs);
  return histogram.toText();
}

const ofNode = (nodeId: string, minute: number, given: Partial<NodeMinute> = {}): NodeMinute => ({
  nodeId,
  minuteMs: minute * MINUTE,
  numberCount: 10,
  requestCount: 5,
  errorCount: 1,
  latency: '',
  ...given,
});
const ofTag = (nodeId: string, minute: number, numberCount: number, step = 1_000): TagMinuteRecord => ({
  nodeId,
  bizTag: 'order',
  minuteMs: minute * MINUTE,
  numberCount,
  step,
  peakPerSecond: 0,
  waitedCount: 0,
  abandonedCount: 0,
});

describe('the last hour of the fleet', () => {
  it('adds the nodes up, oldest first, with the p99 of all their answers', () => {
    const minutes = fleetMinutes(
      [
        ofNode('b', 2, { latency: latency(1, 800) }),
        ofNode('a', 1),
        ofNode('a', 2, { latency: latency(99, 1) }),
        ofNode('c', 2, { latency: latency(1, 900) }),
      ],
      0,
    );
    expect(
      minutes.map(({ at, numbers, requests, errors }) => [Date.parse(at) / MINUTE, numbers, requests, errors]),
    ).toEqual([
      [1, 10, 5, 1],
      [2, 30, 15, 3],
    ]);
    expect(minutes[0]?.p99Ms).toBeNull();
    expect(minutes[1]?.p99Ms).toBeGreaterThanOrEqual(800);
  });

  it('counts the same minute of the same node once, as it was known last', () => {
    const [minute] = fleetMinutes([ofNode('a', 1, { numberCount: 3 }), ofNode('a', 1, { numberCount: 4 })], 0);
    expect(minute?.numbers).toBe(4);
  });

  it('leaves out what is older', () => {
    expect(fleetMinutes([ofNode('a', 1), ofNode('a', 2)], 2 * MINUTE)).toHaveLength(1);
  });
});

describe('the last hour of a tag', () => {
  it('adds the nodes up, has the largest step of any, and leaves out minutes without a number', () => {
    const parts = [ofTag('a', 3, 5, 2_000), ofTag('b', 3, 6, 1_000), ofTag('a', 4, 0), ofTag('a', 1, 7)];
    const history = tagHistory(parts, 0).map(({ at, numbers, step }) => [Date.parse(at) / MINUTE, numbers, step]);
    expect(history).toEqual([
      [1, 7, 1_000],
      [3, 11, 2_000],
    ]);
  });

  it('prefers what was written to what was guessed', () => {
    expect(tagHistory([ofTag('a', 1, 5), ofTag('a', 1, 6)], 0)[0]?.numbers).toBe(6);
  });
});

describe('the tags of a minute', () => {
  const buffer = (bizTag: string, issuedCount: number) => bufferRecord({ nodeId: 'a', bizTag, issuedCount });

  it('are those that gave numbers in it, with how many', () => {
    const issued = new Map([
      ['quiet', 7],
      ['busy', 7],
      ['again', 7],
    ]);
    const buffers = [buffer('quiet', 7), buffer('busy', 17), buffer('new', 3), buffer('again', 2)];
    const minutes = tagMinutes(buffers, { ...NOTHING_BEFORE, issued }, new Map(), MINUTE).map(
      ({ bizTag, numberCount }) => [bizTag, numberCount],
    );
    expect(minutes).toEqual([
      ['busy', 10],
      ['new', 3],
      ['again', 2],
    ]);
  });

  it('say how many callers waited, how many numbers were lost and how fast the fastest second was', () => {
    const counted = (waitedCount: number, abandonedCount: number, peakPerSecond: number) => ({
      waitedCount,
      abandonedCount,
      refillCount: 0,
      peakPerSecond,
    });
    const before = { issued: new Map([['busy', 10]]), counts: new Map([['busy', counted(3, 100, 0)]]) };
    const now = new Map([
      ['busy', counted(5, 150, 40)],
      ['slow', counted(0, 0, 0)],
    ]);
    const minutes = tagMinutes([buffer('busy', 70), buffer('slow', 6)], before, now, MINUTE);
    expect(minutes).toMatchObject([
      { bizTag: 'busy', numberCount: 60, waitedCount: 2, abandonedCount: 50, peakPerSecond: 40 },
      { bizTag: 'slow', numberCount: 6, peakPerSecond: 0.1 },
    ]);
  });

  it('are the busiest two hundred at the most', () => {
    const buffers = Array.from({ length: 300 }, (_, index) => buffer(`t${index}`, index + 1));
    const minutes = tagMinutes(buffers, NOTHING_BEFORE, new Map(), MINUTE);
    expect(minutes).toHaveLength(200);
    expect(minutes.at(-1)?.numberCount).toBe(101);
  });
});
