import { describe, expect, it } from 'vitest';
import { grouped } from '../../shared/format.js';
import { somePreview } from './figure-builders.fixture.js';
import { breakable, previewRows, rarePerHour } from './preview-rows.js';

describe('the lines of a preview', () => {
  it('are of the step alone while no number moves', () => {
    expect(previewRows(somePreview({ step: 1 }, { step: 2 }))).toEqual(['step', 'runwayMs', 'writesPerHour']);
  });

  it('are of the number space as well when a fresh segment is fetched', () => {
    const all = ['step', 'runwayMs', 'writesPerHour', 'maxId', 'spaceUsed'];
    expect(previewRows(somePreview({ maxId: '1' }, { maxId: '2' }))).toEqual(all);
  });
});

describe('a long number', () => {
  it('is broken between its groups of digits only', () => {
    expect(breakable(grouped('1234567')).split('\u200b')).toEqual(['1\u202f', '234\u202f', '567']);
    expect(breakable(grouped('123'))).toBe('123');
  });
});

describe('writes an hour', () => {
  it('that are rare are not none', () => {
    expect(rarePerHour(0.04)).toBe('< 0.1');
    expect(rarePerHour(0)).toBeUndefined();
    expect(rarePerHour(0.1)).toBeUndefined();
  });
});
