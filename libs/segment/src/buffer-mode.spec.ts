import { describe, expect, it } from 'vitest';
import type { BufferMode } from './buffer-event.js';
import { assertEntry, isFetching, isOver, type ModeFacts, modeCalledFor } from './buffer-mode.js';
import { AssertionFault } from './errors.js';

const MODES: readonly BufferMode[] = [
  'empty',
  'filling',
  'serving',
  'paused',
  'exhausted',
  'draining',
  'closed',
  'broken',
];

function factsOf(changes: Partial<ModeFacts> = {}): ModeFacts {
  return { isPaused: false, heldCount: 0, waiterCount: 0, isSpaceEnded: false, isRefillIdle: true, ...changes };
}

describe('the modes of a buffer', () => {
  it('have an end: nothing follows closed or broken, and only closing or breaking follows draining', () => {
    for (const over of ['closed', 'broken'] as const) {
      expect(isOver(over)).toBe(true);
      for (const to of MODES)
        expect(() => assertEntry(over, to, factsOf()), `${over} -> ${to}`).toThrow(AssertionFault);
    }
    const followers = MODES.filter((to) => {
      try {
        assertEntry('draining', to, factsOf());
        return true;
      } catch {
        return false;
      }
    });
    expect(followers).toEqual(['closed', 'broken']);
  });

  it.each([
    ['serving', { heldCount: 0 }],
    ['serving', { heldCount: 5, waiterCount: 1 }],
    ['filling', { waiterCount: 0 }],
    ['empty', { heldCount: 1 }],
    ['empty', { waiterCount: 1 }],
    ['exhausted', { heldCount: 1 }],
    ['paused', { waiterCount: 1 }],
  ] as const)('never enter %s with %j', (to, changes) => {
    const from = to === 'serving' ? 'filling' : 'serving';
    expect(() => assertEntry(from, to, factsOf(changes))).toThrow(AssertionFault);
  });

  it.each([{ heldCount: 1 }, { waiterCount: 1 }, { isRefillIdle: false }])('never close with %j', (changes) => {
    expect(() => assertEntry('draining', 'closed', factsOf())).not.toThrow();
    expect(() => assertEntry('draining', 'closed', factsOf(changes))).toThrow(AssertionFault);
  });

  it.each([
    ['paused', { isPaused: true, heldCount: 5, waiterCount: 2 }],
    ['filling', { waiterCount: 1, heldCount: 5 }],
    ['serving', { heldCount: 5, isSpaceEnded: true }],
    ['exhausted', { isSpaceEnded: true }],
    ['empty', {}],
  ] as const)('are %s with %j', (mode, changes) => {
    expect(modeCalledFor(factsOf(changes))).toBe(mode);
  });

  it('fetch for callers only where callers may still be served', () => {
    expect(MODES.filter(isFetching)).toEqual(['empty', 'filling', 'serving', 'draining']);
  });
});
