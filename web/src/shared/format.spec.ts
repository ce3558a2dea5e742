import { describe, expect, it } from 'vitest';
import { durationOf, grouped, lengthOf, milliseconds, percent, ratePerSecond } from './format.js';

const NARROW = '\u202f';

describe('figures', () => {
  it('group digits of numbers past 2^53 without rounding them', () => {
    expect(grouped('9223372036854775807')).toBe(['9', '223', '372', '036', '854', '775', '807'].join(NARROW));
    expect(grouped(999)).toBe('999');
  });

  it('tell the length of a segment past 2^53 exactly', () => {
    expect(lengthOf({ start: '9007199254740993', end: '9007199254740996' })).toBe(3);
  });

  it('say durations in the unit a person would', () => {
    expect(durationOf(23.6 * 60_000)).toEqual({ unit: 'minutes', n: 23 });
    expect(durationOf(90_000)).toEqual({ unit: 'seconds', n: 90 });
    expect(durationOf(5 * 3_600_000)).toEqual({ unit: 'hours', n: 5 });
    expect(durationOf(-1)).toEqual({ unit: 'seconds', n: 0 });
  });

  it('keep a decimal of slow rates only', () => {
    expect(ratePerSecond(1.26)).toBe('1.3');
    expect(ratePerSecond(12_345.6)).toBe(`12${NARROW}346`);
  });
});

describe('shares', () => {
  it('never show what is there as nothing, nor what is not all as all', () => {
    expect(percent(0)).toBe('0 %');
    expect(percent(1e-9)).toBe('< 0.01 %');
    expect(percent(0.0004)).toBe('0.04 %');
    expect(percent(0.031)).toBe('3.1 %');
    expect(percent(0.31)).toBe('31 %');
    expect(percent(0.9999)).toBe('> 99 %');
    expect(percent(1)).toBe('100 %');
  });
});

describe('times', () => {
  it('of answers are as short as they can be told apart', () => {
    expect(milliseconds(0.123)).toBe('0.12 ms');
    expect(milliseconds(1.34)).toBe('1.3 ms');
    expect(milliseconds(123.4)).toBe('123 ms');
    expect(milliseconds(12_345)).toBe('12.3 s');
  });

  it('past two years are in years', () => {
    expect(durationOf(800 * 86_400_000)).toEqual({ unit: 'years', n: 2 });
    expect(durationOf(700 * 86_400_000)).toEqual({ unit: 'days', n: 700 });
  });
});
