import { describe, expect, it } from 'vitest';
import { fieldTextOf, momentOf } from './wall-clock.js';

const MIDNIGHT_IN_CHINA = '2026-11-10T16:00:00.000Z';

describe('a moment in a field', () => {
  it('is told in the zone that is chosen', () => {
    expect(fieldTextOf(MIDNIGHT_IN_CHINA, 'shanghai')).toBe('2026-11-11T00:00');
    expect(fieldTextOf(MIDNIGHT_IN_CHINA, 'utc')).toBe('2026-11-10T16:00');
  });

  it.each(['local', 'utc', 'shanghai'] as const)('comes back as it was, in %s', (zone) => {
    for (const iso of [MIDNIGHT_IN_CHINA, '2026-01-01T00:00:00.000Z', '2026-07-01T12:34:56.000Z']) {
      expect(momentOf(fieldTextOf(iso, zone), zone)).toBe(iso);
    }
  });

  it('keeps the offset it was typed with', () => {
    expect(fieldTextOf('2026-11-11T00:00:00+08:00', 'shanghai')).toBe('2026-11-11T00:00');
  });

  it('is none while the field is not filled in', () => {
    expect(momentOf('', 'utc')).toBeUndefined();
    expect(momentOf('2026-13-45T00:00', 'utc')).toBeUndefined();
    expect(fieldTextOf(undefined, 'utc')).toBe('');
  });
});
