import { describe, expect, it } from 'vitest';
import { changesOf, conflictOf, digitsOf, draftOf, numberOrText, settled, type TagSettings } from './tag-draft.js';

const settings = (changed: Partial<TagSettings> = {}): TagSettings => ({
  description: 'Orders',
  step: 1_000,
  stepMax: 1_000_000,
  idLength: 12,
  paused: false,
  ...changed,
});

describe('a typed number', () => {
  it.each([
    ['10000', 10_000],
    ['10,000', 10_000],
    ['10 000', 10_000],
    ['10\u202f000', 10_000],
    ['1_000', 1_000],
    ['-1', -1],
    ['1.5', 1.5],
  ])('%j is sent as %d', (typed, sent) => {
    expect(numberOrText(typed)).toBe(sent);
  });

  it.each(['', 'many', '1e3', '0x10', '1'.repeat(20)])(
    '%j is sent as it was typed, for the server to refuse',
    (typed) => {
      expect(numberOrText(typed)).toBe(typed);
    },
  );

  it('past what JavaScript counts exactly is digits, never rounded', () => {
    expect(digitsOf('9 223 372 036 854 775 807')).toBe('9223372036854775807');
  });
});

describe('a change', () => {
  it('is nothing while nothing has been typed', () => {
    expect(changesOf(draftOf(settings()), settings())).toEqual({});
    const bare = settings({ description: null, idLength: null });
    expect(changesOf(draftOf(bare), bare)).toEqual({});
  });

  it('is only what differs, an empty field as null', () => {
    const draft = { ...draftOf(settings()), description: ' ', idLength: '', step: '2,000' };
    expect(changesOf(draft, settings())).toEqual({ description: null, idLength: null, step: 2_000 });
  });

  it('carries what is no number to the server', () => {
    expect(changesOf({ ...draftOf(settings()), step: 'many' }, settings())).toEqual({ step: 'many' });
  });
});

describe('a conflict', () => {
  const current = settings({ step: 5_000, description: 'Theirs' });
  const attempted = settings({ step: 2_000 });

  it('lists what differs, and begins with mine only where I changed something', () => {
    expect(conflictOf(settings(), current, attempted)).toEqual([
      { field: 'description', choice: 'current' },
      { field: 'step', choice: 'attempted' },
    ]);
  });

  it('is settled field by field', () => {
    const chosen = settled(current, attempted, { step: 'attempted', description: 'current' });
    expect(chosen).toEqual(settings({ step: 2_000, description: 'Theirs' }));
    expect(changesOf(draftOf(chosen), current)).toEqual({ step: 2_000 });
  });
});
