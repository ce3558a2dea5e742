/**
 * The operating errors of the core: each is expected, has a code, and says what to do.
 *
 * A code is what a caller may program against; the message is for people. Which HTTP status a code becomes is the
 * wire's business (libs/contract). What is not an operating error is an assertion: it closes the buffer it was found
 * in, for good, and is never told to a caller in its own words.
 */
export const ALLOCATOR_ERROR_CODES = [
  'INVALID_REQUEST',
  'COUNT_TOO_LARGE',
  'BIZ_TAG_NOT_FOUND',
  'BIZ_TAG_PAUSED',
  'ID_SPACE_EXHAUSTED',
  'ALLOCATOR_NOT_READY',
  'SEGMENT_UNAVAILABLE',
] as const;

export type AllocatorErrorCode = (typeof ALLOCATOR_ERROR_CODES)[number];

export class AllocatorError extends Error {
  override readonly name = 'AllocatorError';
  readonly code: AllocatorErrorCode;
  /** How long a caller should wait before it asks again, in ms; absent where asking again can't help. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AllocatorErrorCode, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A broken assertion: a fault of ours, never of a caller. */
export class AssertionFault extends Error {
  override readonly name = 'AssertionFault';
}

/**
 * States what must hold here.
 *
 * @throws AssertionFault when it does not; the buffer that sees it closes for good.
 */
export function assert(condition: boolean, whatMustHold: string): asserts condition {
  if (!condition) throw new AssertionFault(whatMustHold);
}
