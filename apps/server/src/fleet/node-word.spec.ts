import { describe, expect, it } from 'vitest';
import { Tally } from '../telemetry/index.js';
import { fleetTraffic } from './fleet-figure.js';
import { NO_WORD, type NodeWord, wordOf, wordText } from './node-word.js';

function word(numbers: number, durationsMs: readonly number[], errors = 0, overMs = 60_000): NodeWord {
  const last = Object.assign(new Tally(), { numbers, requests: durationsMs.length, errors, overMs });
  for (const durationMs of durationsMs) last.latency.record(durationMs);
  return { tagCount: 3, last, running: Object.assign(new Tally(), { minuteMs: 120_000 }) };
}

describe('the word of a node', () => {
  it('comes out of its text as it went in', () => {
    const said = word(1_000, [1, 2, 3], 1);
    expect(wordText(wordOf(wordText(said)))).toBe(wordText(said));
  });

  it.each([null, '', 'null', '{}', '{"tagCount":-1}', '[1'])('is nothing where it reads %j', (text) => {
    expect(wordOf(text)).toBe(NO_WORD);
  });
});

describe('the traffic of the fleet', () => {
  it('adds up rates of times of different length, and weighs errors by calls', () => {
    const traffic = fleetTraffic([word(600, Array(300).fill(1), 3), word(100, Array(100).fill(1), 1, 10_000)]);
    expect(traffic).toMatchObject({ numbersPerSecond: 20, requestsPerSecond: 15, errorShare: 0.01 });
  });

  it('has the p99 of all answers, not the worst of any node', () => {
    const traffic = fleetTraffic([word(0, Array(1_000).fill(1)), word(0, [5_000])]);
    expect(traffic.p99Ms).toBeLessThan(2);
    expect(fleetTraffic([]).p99Ms).toBeNull();
  });
});
