import { describe, expect, it } from 'vitest';
import { isoOf, offsetName, readMoment, typedMomentOf, wallClockOf } from './zoned-moment.js';

const typed = (text: string, isLater = false) => ({ text, isLater });

describe('a typed moment', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-11T00:00', '2026-11-11T00:00:00+08:00'],
    ['Asia/Shanghai', '2026-11-11T00:00:30', '2026-11-11T00:00:30+08:00'],
    ['America/New_York', '2026-07-04T12:00', '2026-07-04T12:00:00-04:00'],
    ['America/New_York', '2026-11-27T00:00', '2026-11-27T00:00:00-05:00'],
    ['UTC', '2026-11-11T00:00', '2026-11-11T00:00:00+00:00'],
  ])('in %s, %s is %s', (zone, text, iso) => {
    expect(isoOf(zone, typed(text))).toBe(iso);
  });

  it('in the hour that spring skips is none', () => {
    expect(readMoment('Europe/Berlin', typed('2027-03-28T02:30'))).toEqual({ kind: 'skipped' });
    expect(readMoment('America/New_York', typed('2026-03-08T02:30'))).toEqual({ kind: 'skipped' });
    expect(isoOf('Europe/Berlin', typed('2027-03-28T02:30'))).toBe('');
  });

  it('in the hour that autumn says twice is the first, unless the later one is meant', () => {
    expect(isoOf('Europe/Berlin', typed('2026-10-25T02:30'))).toBe('2026-10-25T02:30:00+02:00');
    expect(isoOf('Europe/Berlin', typed('2026-10-25T02:30', true))).toBe('2026-10-25T02:30:00+01:00');
    expect(readMoment('Europe/Berlin', typed('2026-10-25T02:30'))).toMatchObject({
      choices: [Date.parse('2026-10-25T00:30Z'), Date.parse('2026-10-25T01:30Z')],
    });
  });

  it('that is shown once does not heed which of two was meant before', () => {
    expect(isoOf('Europe/Berlin', typed('2026-10-25T12:00', true))).toBe('2026-10-25T12:00:00+01:00');
  });

  it('is empty while nothing is typed, or the zone is none', () => {
    expect(readMoment('UTC', typed(''))).toEqual({ kind: 'empty' });
    expect(readMoment('Nowhere/Land', typed('2026-11-11T00:00'))).toEqual({ kind: 'empty' });
  });
});

describe('a moment in a field', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-10T16:00:00Z', '2026-11-11T00:00'],
    ['Asia/Shanghai', '2026-11-10T16:00:05Z', '2026-11-11T00:00:05'],
    ['Asia/Shanghai', '2026-11-10T16:00:00.250Z', '2026-11-11T00:00:00.250'],
    ['America/New_York', '2026-11-27T05:00:00Z', '2026-11-27T00:00'],
  ])('in %s, %s is %s', (zone, iso, text) => {
    expect(wallClockOf(zone, Date.parse(iso))).toBe(text);
  });

  it('comes back as the same moment, in the hour that is said twice too', () => {
    for (const iso of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2027-03-28T01:00:00.007Z']) {
      const ms = Date.parse(iso);
      expect(Date.parse(isoOf('Europe/Berlin', typedMomentOf('Europe/Berlin', ms)))).toBe(ms);
    }
  });

  it('is named with its offset', () => {
    expect(offsetName('Europe/Berlin', Date.parse('2026-10-25T00:30Z'))).toBe('UTC+02:00');
    expect(offsetName('America/New_York', Date.parse('2026-11-27T05:00Z'))).toBe('UTC-05:00');
  });
});
