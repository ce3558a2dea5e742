/** What a caller is told when a buffer can't serve it: the code, and what to do. */
import type { BufferMode } from './buffer-event.js';
import { AllocatorError } from './errors.js';

/** A second: long enough for a refill, short enough for a person who waits for an order. */
const RETRY_AFTER_MS = 1_000;

export function unavailable(bizTag: string, why: string): AllocatorError {
  return new AllocatorError('SEGMENT_UNAVAILABLE', `${bizTag} has no numbers to give out: ${why}. Try again`, {
    retryAfterMs: RETRY_AFTER_MS,
  });
}

/** @returns why a buffer in this mode takes no callers, or undefined when it does */
export function refusalIn(mode: BufferMode, bizTag: string): AllocatorError | undefined {
  switch (mode) {
    case 'paused':
      return new AllocatorError('BIZ_TAG_PAUSED', `${bizTag} is paused: an operator has to resume it`);
    case 'exhausted':
      return new AllocatorError('ID_SPACE_EXHAUSTED', `${bizTag} has given out every number of its length`);
    case 'draining':
    case 'closed':
      return new AllocatorError('ALLOCATOR_NOT_READY', 'this node is stopping: ask another one', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    case 'broken':
      return unavailable(bizTag, 'its buffer on this node has closed itself to be safe; ask another node');
    default:
      return undefined;
  }
}

/** @returns what is wrong with a count, or undefined */
export function countFault(count: number, countMax: number): AllocatorError | undefined {
  if (!Number.isInteger(count) || count < 1) {
    return new AllocatorError('INVALID_REQUEST', `count must be a whole number of at least 1, not ${count}`);
  }
  if (count > countMax) {
    return new AllocatorError(
      'COUNT_TOO_LARGE',
      `count must be at most ${countMax}, not ${count}: ask in several calls`,
    );
  }
  return undefined;
}
