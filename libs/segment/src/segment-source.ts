/**
 * The port under the double buffer: where segments come from. A server's source is the database, an SDK's source is
 * the server, a test's source is in memory.
 *
 * Every source promises, and one conformance suite holds each of them to it:
 * - **Committed.** `reserve` fulfils only when the reservation is known to be committed.
 * - **Disjoint.** No two fulfilled ranges of a biz tag overlap, whoever asked. A range is computed from what the
 *   reserving statement itself returned, never from a step or maximum remembered elsewhere.
 * - **Inside.** A range lies in `[floor, ceiling)`, holds at least one number and at most `count`.
 * - **Upwards.** A range starts at or above the end of every range granted before. A source that finds its own
 *   maximum below a range already granted grants nothing and rejects with `regressed`.
 * - **Never back.** `advance` moves a maximum forward or leaves it alone.
 * - **Settled.** Every promise settles within a time the source bounds itself.
 */
export interface SegmentSource {
  /** @throws SegmentSourceError; any other rejection counts as `unknown`. */
  reserve(request: SegmentRequest): Promise<SegmentRange>;
  /**
   * Moves the maximum of `bizTag` forward to `maxId` or to the highest end ever granted, whichever is higher; a
   * maximum already there stays.
   *
   * @returns the maximum now in force: the next range starts at or above it.
   * @throws SegmentSourceError
   */
  advance(bizTag: string, maxId: bigint): Promise<bigint>;
}

export interface SegmentRequest {
  readonly bizTag: string;
  /** Numbers wanted, 1 to 2^31 - 1. */
  readonly count: number;
  /** The tag's number space, half open: no number below `floor`, none at or above `ceiling` (at most 2^63 - 1). */
  readonly floor: bigint;
  readonly ceiling: bigint;
}

/** Half open: `start` is the first number, `end` the first one past it. */
export interface SegmentRange {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * - `not-found`: the source has no such biz tag.
 * - `exhausted`: nothing is left below `ceiling`.
 * - `regressed`: the maximum stands below a range already granted; nothing was granted.
 * - `refused`: it is certain that nothing was committed (connection refused, dead before the statement was sent).
 * - `unknown`: the outcome is not known (time-out, connection lost); whatever was reserved is abandoned.
 */
export type SegmentSourceFailure = 'not-found' | 'exhausted' | 'regressed' | 'refused' | 'unknown';

export class SegmentSourceError extends Error {
  override readonly name = 'SegmentSourceError';
  readonly failure: SegmentSourceFailure;

  constructor(failure: SegmentSourceFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
  }
}

/** BIGINT's highest value: the end of every number space. */
export const MAX_ID_END = 2n ** 63n - 1n;

/** The bounds of `idLength`: 10^18 is the last power of ten below 2^63. */
export const ID_LENGTH_MIN = 6;
export const ID_LENGTH_MAX = 19;

/** The number space of a biz tag: with a fixed length of n digits, [10^(n-1), 10^n), cut at 2^63 - 1. */
export function numberSpace(idLength: number | null): { floor: bigint; ceiling: bigint } {
  if (idLength === null) return { floor: 0n, ceiling: MAX_ID_END };
  const ceiling = 10n ** BigInt(idLength);
  return { floor: 10n ** BigInt(idLength - 1), ceiling: ceiling < MAX_ID_END ? ceiling : MAX_ID_END };
}
