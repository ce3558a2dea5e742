/** Which mode of a buffer may follow which. A table, so that a transition nobody thought of is a fault and not a habit. */
import type { BufferMode } from './buffer-event.js';

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

export function mayFollow(from: BufferMode, to: BufferMode): boolean {
  return FOLLOWERS[from].includes(to);
}

/** Modes in which numbers may still be fetched for callers. */
export function isFetching(mode: BufferMode): boolean {
  return mode === 'empty' || mode === 'filling' || mode === 'serving' || mode === 'draining';
}

export function isOver(mode: BufferMode): boolean {
  return mode === 'closed' || mode === 'broken';
}
