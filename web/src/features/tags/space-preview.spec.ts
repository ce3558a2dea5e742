import { describe, expect, it } from 'vitest';
import { lifetimeMs, spacePreview } from './space-preview.js';

describe('the preview of a new tag', () => {
  it('begins at the first number of its length, and holds all of that length', () => {
    expect(spacePreview(12, undefined)).toEqual({ first: 100_000_000_000n, count: 900_000_000_000n });
  });

  it('begins at 1 and ends at the largest number of 64 bits where any length goes', () => {
    expect(spacePreview(null, undefined)).toEqual({ first: 1n, count: 2n ** 63n - 2n });
    expect(spacePreview(19, undefined)).toEqual({ first: 10n ** 18n, count: 2n ** 63n - 1n - 10n ** 18n });
  });

  it('begins where it is told to', () => {
    expect(spacePreview(6, '999000')).toEqual({ first: 999_000n, count: 1_000n });
  });

  it('holds nothing where the first number has another length', () => {
    expect(spacePreview(6, '1000000')?.count).toBe(0n);
    expect(spacePreview(6, '99999')?.count).toBe(0n);
  });

  it('says nothing of what is no number', () => {
    expect(spacePreview(6, 'many')).toBeUndefined();
    expect(spacePreview(6, '')).toBeUndefined();
  });

  it('lasts as long as its numbers do, and for ever past a hundred years', () => {
    expect(lifetimeMs(3_600_000n, 1_000)).toBe(3_600_000);
    expect(lifetimeMs(2n ** 63n, 1_000)).toBe(Number.POSITIVE_INFINITY);
  });
});
