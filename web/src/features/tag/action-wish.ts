/** What is typed into a step bump or a skip, as the server is asked what would come of it. Pure. */
import type { TagPreview } from '#contract';
import { fieldFaults } from '../../shared/field-faults.js';
import { digitsOf, numberOrText } from './tag-draft.js';

/** The body of a preview; a field may hold what is no number, for the server to say so. */
export type Wish = Readonly<Record<string, string | number | boolean>>;

export const JUMP_WISH: Wish = { jump: true };

/** @returns undefined while nothing has been typed */
export function bumpWish(step: string, isJump: boolean): Wish | undefined {
  return step.trim() === '' ? undefined : { step: numberOrText(step), jump: isJump };
}

/** @returns undefined while nothing has been typed */
export function skipWish(maxId: string): Wish | undefined {
  return maxId.trim() === '' ? undefined : { maxId: digitsOf(maxId) };
}

/** How many numbers a skip passes over; undefined where it is no move forward. */
export function skippedCount(typed: string, preview: TagPreview): bigint | undefined {
  const digits = digitsOf(typed);
  if (!/^\d{1,19}$/.test(digits)) return undefined;
  const count = BigInt(digits) - BigInt(preview.now.maxId);
  return count < 0n ? undefined : count;
}

/** What a server said of a wish. */
export interface Said {
  /** undefined while nothing was asked. */
  readonly of: Wish | undefined;
  readonly error: Error | null;
}

/** @returns what was said of this very value of a field, the first that said anything; what was said of another is past */
export function faultAt(field: string, wish: Wish, said: readonly Said[]): string | undefined {
  return said
    .filter(({ of }) => of !== undefined && of[field] === wish[field])
    .map(({ error }) => fieldFaults(error)[field])
    .find((message) => message !== undefined);
}
