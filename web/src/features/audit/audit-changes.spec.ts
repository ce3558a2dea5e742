import { describe, expect, it } from 'vitest';
import { changesOf } from './audit-changes.js';

describe('changesOf', () => {
  it('tells what changed first, and what stayed', () => {
    const before = { bizTag: 'order', step: 1000, description: 'orders', paused: false };
    const after = { bizTag: 'order', step: 2000, paused: false, idLength: 12 };
    expect(changesOf({ before, after, outcome: 'done' })).toEqual([
      { field: 'step', before: '1000', after: '2000', change: 'changed' },
      { field: 'description', before: 'orders', after: null, change: 'removed' },
      { field: 'idLength', before: null, after: '12', change: 'added' },
      { field: 'bizTag', before: 'order', after: 'order', change: 'same' },
      { field: 'paused', before: 'false', after: 'false', change: 'same' },
    ]);
  });

  it('tells all fields of something new as added, of something deleted as removed', () => {
    expect(changesOf({ before: null, after: { role: 'admin' }, outcome: 'done' })[0]?.change).toBe('added');
    expect(changesOf({ before: { role: 'admin' }, after: null, outcome: 'done' })[0]?.change).toBe('removed');
  });

  it('does not tell a field that a refused change did not ask about as taken away', () => {
    const changes = changesOf({ before: { step: 1, paused: false }, after: { step: 0 }, outcome: 'refused' });
    expect(changes.map(({ field, change }) => [field, change])).toEqual([
      ['step', 'changed'],
      ['paused', 'same'],
    ]);
  });

  it('does not tell the version that counts the changes as one of them', () => {
    const changes = changesOf({ before: { version: 3, step: 1 }, after: { version: 4, step: 2 }, outcome: 'done' });
    expect(changes.map(({ field, change }) => [field, change])).toEqual([
      ['step', 'changed'],
      ['version', 'same'],
    ]);
  });

  it('sees a change inside a list', () => {
    const before = { scopes: [{ tags: 'order*', verbs: ['id'] }] };
    const after = { scopes: [{ tags: 'order*', verbs: ['id', 'lease'] }] };
    expect(changesOf({ before, after, outcome: 'done' })[0]?.change).toBe('changed');
  });

  it('tells null from the text null and from an empty text', () => {
    const texts = [null, 'null', ''].map(
      (value) => changesOf({ before: null, after: { value }, outcome: 'done' })[0]?.after,
    );
    expect(texts).toEqual(['null', '"null"', '""']);
  });
});
