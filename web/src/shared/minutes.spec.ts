import { describe, expect, it } from 'vitest';
import { fleetLines, lastAndMost, tagLines, wholeMinutes } from './minutes.js';

const NOW = Date.parse('2026-11-11T00:30:40.500Z');
const minute = (text: string) => Date.parse(`2026-11-11T${text}:00.000Z`);

describe('the last hour', () => {
  it('is sixty whole minutes, without the one that runs', () => {
    const times = wholeMinutes(NOW);
    expect(times).toHaveLength(60);
    expect(times.at(-1)).toBe(minute('00:29'));
    expect(times[0]).toBe(Date.parse('2026-11-10T23:30:00.000Z'));
  });

  it('of the fleet has numbers a second, and gaps where no node was', () => {
    const at = '2026-11-11T00:29:00.000Z';
    const lines = fleetLines([{ at, numbers: 120, requests: 60, errors: 2, p99Ms: 1.5 }], NOW);
    expect(lines.numbersPerSecond.at(-1)).toBe(2);
    expect(lines.p99Ms.at(-1)).toBe(1.5);
    expect(lines.errors.at(-1)).toBe(2);
    expect(lines.numbersPerSecond.at(-2)).toBeNull();
    expect(lines.errors.at(-2)).toBeNull();
  });

  it('of a tag is zero where nothing was taken, and its step is the one before', () => {
    const history = [
      { at: '2026-11-11T00:27:00.000Z', numbers: 600, step: 1_000 },
      { at: '2026-11-11T00:29:00.000Z', numbers: 60, step: 2_000 },
    ];
    const lines = tagLines(history, [], NOW);
    expect(lines.ratePerSecond.slice(-4)).toEqual([0, 10, 0, 1]);
    expect(lines.step.slice(-4)).toEqual([null, 1_000, 1_000, 2_000]);
  });

  it('of a tag goes on with what the stream tells, and with nothing that a whole minute has told already', () => {
    const live = [
      { atMs: minute('00:29') + 59_000, ratePerSecond: 7, step: 1 },
      { atMs: NOW - 1_000, ratePerSecond: 8, step: 2 },
      { atMs: NOW, ratePerSecond: 9, step: null },
    ];
    const lines = tagLines([], live, NOW);
    expect(lines.times.slice(-2)).toEqual([NOW - 1_000, NOW]);
    expect(lines.ratePerSecond.slice(-3)).toEqual([0, 8, 9]);
    expect(lines.step.slice(-2)).toEqual([2, null]);
    expect(lines.times).toHaveLength(62);
  });
});

describe('a line in words', () => {
  it('is its last value and its largest, whatever is missing', () => {
    expect(lastAndMost([1, 5, null, 3, null])).toEqual({ last: 3, most: 5 });
    expect(lastAndMost([null, null])).toBeUndefined();
    expect(lastAndMost([])).toBeUndefined();
  });
});
