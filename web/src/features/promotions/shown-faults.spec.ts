import { describe, expect, it } from 'vitest';
import { newDraft } from './promotion-draft.js';
import { shownFaults } from './shown-faults.js';

const draft = newDraft('UTC', 0);
const told = { saved: {}, isSavedFresh: false, isTried: false, previewed: {} };

describe('the faults at the fields', () => {
  it('of the preview stand at once, but not at a row that nobody has come to', () => {
    const previewed = {
      endsAt: 'must be after startsAt',
      'items.0.bizTag': 'is missing',
      'items.0.peakRate': 'must be',
    };
    expect(shownFaults(draft, { ...told, previewed })).toEqual({ endsAt: 'must be after startsAt' });
    expect(shownFaults(draft, { ...told, previewed, isTried: true })).toEqual(previewed);
    const typed = { ...draft, items: draft.items.map((item) => ({ ...item, bizTag: 'no-such' })) };
    expect(Object.keys(shownFaults(typed, { ...told, previewed }))).toEqual(['endsAt', 'items.0.bizTag']);
  });

  it('of a save stand until the draft is another, but for those that no preview would find', () => {
    const saved = { name: 'is missing', endsAt: 'must be later', reason: 'must say why' };
    expect(shownFaults(draft, { ...told, saved, isSavedFresh: true, isTried: true })).toEqual(saved);
    expect(shownFaults(draft, { ...told, saved, isTried: true })).toEqual({
      name: 'is missing',
      reason: 'must say why',
    });
  });
});
