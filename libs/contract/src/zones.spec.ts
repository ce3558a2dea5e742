import { describe, expect, it } from 'vitest';
import { isZone, momentIn, momentsOf, offsetMinutesOf, offsetText } from './zones.js';

const ms = (iso: string) => Date.parse(iso);

describe('a zone', () => {
  it.each([
    'UTC',
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'America/Argentina/Buenos_Aires',
  ])('may be %s', (name) => expect(isZone(name)).toBe(true));

  it.each(['', '+08:00', 'Mars/Olympus', 'Asia/../Shanghai', 'x'.repeat(65), '8', "UTC'; --"])(
    'may not be %s',
    (name) => expect(isZone(name)).toBe(false),
  );
});

describe('the offset of a zone', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-11T00:00:00Z', 480],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 120],
    ['Europe/Berlin', '2026-12-01T00:00:00Z', 60],
    ['America/New_York', '2026-11-01T05:59:59Z', -240],
    ['America/New_York', '2026-11-01T06:00:00Z', -300],
    ['Asia/Kolkata', '2026-11-11T00:00:00Z', 330],
    ['UTC', '2026-11-11T00:00:00.999Z', 0],
  ])('%s at %s is %d minutes', (zone, at, expected) => {
    expect(offsetMinutesOf(zone, ms(at))).toBe(expected);
  });

  it('is written as ISO 8601 wants it', () => {
    expect([480, -210, 0, 45].map(offsetText)).toEqual(['+08:00', '-03:30', '+00:00', '+00:45']);
  });
});

describe('a moment', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-10T16:00:00Z', '2026-11-11T00:00:00+08:00'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01T01:30:00-05:00'],
    ['UTC', '2026-11-11T00:00:00.250Z', '2026-11-11T00:00:00.250+00:00'],
  ])('in %s is told with the offset it has then', (zone, at, expected) => {
    expect(momentIn(zone, ms(at))).toBe(expected);
    expect(ms(expected)).toBe(ms(at));
  });
});

describe('the moments that a wall clock means', () => {
  const isos = (zone: string, wall: string) => momentsOf(zone, wall).map((at) => new Date(at).toISOString());

  it('are one as a rule', () => {
    expect(isos('Asia/Shanghai', '2026-11-11T00:00')).toEqual(['2026-11-10T16:00:00.000Z']);
    expect(isos('Europe/Berlin', '2026-10-25T01:59:59')).toEqual(['2026-10-24T23:59:59.000Z']);
    expect(isos('Pacific/Kiritimati', '2026-11-11T00:00')).toEqual(['2026-11-10T10:00:00.000Z']);
  });

  it('are none in the hour that spring skips', () => {
    expect(isos('Europe/Berlin', '2027-03-28T02:30')).toEqual([]);
    expect(isos('Europe/Berlin', '2027-03-28T03:00')).toEqual(['2027-03-28T01:00:00.000Z']);
    expect(isos('America/New_York', '2027-03-14T02:00')).toEqual([]);
  });

  it('are two in the hour that autumn says twice', () => {
    expect(isos('Europe/Berlin', '2026-10-25T02:30')).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
    expect(isos('America/New_York', '2026-11-01T01:00')).toEqual([
      '2026-11-01T05:00:00.000Z',
      '2026-11-01T06:00:00.000Z',
    ]);
  });

  it('are none for what is no time', () => {
    expect(isos('UTC', 'soon')).toEqual([]);
  });
});
