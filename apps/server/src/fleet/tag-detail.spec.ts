import { describe, expect, it } from 'vitest';
import { DAY_MS, spaceLastsMs } from './tag-detail.js';

const pace = { maxId: 900_000n, idLength: 6, reservedLastDay: 10_000n, ageMs: null };

describe('the end of the number space', () => {
  it('comes at the pace of the last day', () => {
    expect(spaceLastsMs(pace)).toBe(10 * DAY_MS);
    expect(spaceLastsMs({ ...pace, ageMs: 400 * DAY_MS })).toBe(10 * DAY_MS);
  });

  it('comes at the pace of its life for a young tag, of an hour at the least', () => {
    expect(spaceLastsMs({ ...pace, ageMs: DAY_MS / 2 })).toBe(5 * DAY_MS);
    expect(spaceLastsMs({ ...pace, ageMs: 1 })).toBe((10 * DAY_MS) / 24);
  });

  it('is not told where nothing was reserved, or beyond a hundred years', () => {
    expect(spaceLastsMs({ ...pace, reservedLastDay: 0n })).toBeNull();
    expect(spaceLastsMs({ ...pace, idLength: null })).toBeNull();
    expect(spaceLastsMs({ ...pace, idLength: 18, maxId: 10n ** 17n })).toBeNull();
  });

  it('is now where nothing is left', () => {
    expect(spaceLastsMs({ ...pace, maxId: 1_000_000n })).toBe(0);
  });
});
