/**
 * Which mode of a buffer may follow which, and what must hold in it. A table, so that a transition nobody thought of is a fault
 * and not a habit.
 */
import type { BufferMode } from './buffer-event.js';
import { assert } from './errors.js';

/** What a buffer's mode depends on. */
export interface ModeFacts {
  readonly isPaused: boolean;
  readonly heldCount: number;
  readonly waiterCount: number;
  /** Whether the source has said that nothing is left. */
  readonly isSpaceEnded: boolean;
  readonly isRefillIdle: boolean;
}

const FOLLOWERS: Readonly<Record<BufferMode, readonly BufferMode[]>> = {
  empty: ['filling', 'serving', 'paused', 'exhausted', 'draining', 'broken'],
  filling: ['empty', 'serving', 'paused', 'exhausted', 'draining', 'broken'],
  serving: ['empty', 'filling', 'paused', 'exhausted', 'draining', 'broken'],
  paused: ['empty', 'serving', 'exhausted', 'draining', 'broken'],
  exhausted: ['empty', 'serving', 'paused', 'draining', 'broken'],
  draining: ['closed', 'broken'],
  closed: [],
  broken: [],
};

/** @throws AssertionFault when `to` may not follow `from`, or what it promises does not hold */
export function assertEntry(from: BufferMode, to: BufferMode, facts: ModeFacts): void {
  const { heldCount, waiterCount } = facts;
  assert(FOLLOWERS[from].includes(to), `${from} is not followed by ${to}`);
  if (to === 'serving') assert(heldCount > 0 && waiterCount === 0, 'serving: numbers are held and nobody waits');
  if (to === 'empty' || to === 'exhausted') {
    assert(heldCount === 0 && waiterCount === 0, `${to}: nothing held, nobody waits`);
  }
  if (to === 'filling') assert(waiterCount > 0, 'filling: somebody waits');
  if (to === 'paused') assert(waiterCount === 0, 'paused: nobody waits');
  if (to === 'closed') {
    assert(heldCount === 0 && waiterCount === 0 && facts.isRefillIdle, 'closed: nothing held, awaited or under way');
  }
}

/** The mode of a buffer that is not closing. */
export function modeCalledFor({ isPaused, heldCount, waiterCount, isSpaceEnded }: ModeFacts): BufferMode {
  if (isPaused) return 'paused';
  if (waiterCount > 0) return 'filling';
  if (heldCount > 0) return 'serving';
  return isSpaceEnded ? 'exhausted' : 'empty';
}

/** Modes in which numbers may still be fetched for callers. */
export function isFetching(mode: BufferMode): boolean {
  return mode === 'empty' || mode === 'filling' || mode === 'serving' || mode === 'draining';
}

export function isOver(mode: BufferMode): boolean {
  return mode === 'closed' || mode === 'broken';
}
