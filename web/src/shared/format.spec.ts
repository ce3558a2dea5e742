import { describe, expect, it } from 'vitest';
import { durationOf, grouped, lengthOf, ratePerSecond } from './format.js';
import { en } from './texts-en.js';
import { zh } from './texts-zh.js';

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

describe('the two languages', () => {
  const keysOf = (texts: object, path = ''): string[] =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'object' ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
    );
  const slotsOf = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
  const at = (texts: object, path: string) =>
    String(path.split('.').reduce((found: unknown, key) => (found as Record<string, unknown>)[key], texts));

  it('have the same texts with the same slots', () => {
    expect(keysOf(zh)).toEqual(keysOf(en));
    for (const key of keysOf(en)) expect(slotsOf(at(zh, key)), key).toEqual(slotsOf(at(en, key)));
  });
});
