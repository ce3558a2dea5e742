/** The bounds of a buffer: the same for every biz tag of a node. */
export interface BufferLimits {
  /** The most numbers one call may take. */
  readonly batchMax: number;
  /** The most callers that may wait for one tag. */
  readonly waitersMax: number;
  /** How long a caller may wait. */
  readonly waitTimeoutMs: number;
  /** How long one reservation may take before its outcome counts as unknown. */
  readonly refillTimeoutMs: number;
  /** Share of `current` that is used when `next` is fetched, 0 to 1. Leaf's is a tenth. */
  readonly refillThreshold: number;
}

export const BUFFER_LIMITS_DEFAULT: BufferLimits = {
  batchMax: 10_000,
  waitersMax: 10_000,
  waitTimeoutMs: 2_000,
  refillTimeoutMs: 5_000,
  refillThreshold: 0.1,
};
