/** What the load generators are told, and what they tell when they are done. */
import type { Latencies } from './latencies.js';
import type { SpikeCurve } from './spike-curve.js';

export interface SpikeTask {
  /** One for each server; requests go to them in turn. */
  readonly urls: readonly string[];
  readonly curve: SpikeCurve;
  /** How much of the time before the spike is measured. */
  readonly beforeMs: number;
  /** How much of the spike is. */
  readonly firstMs: number;
  /** In ms since 1970. */
  readonly startsAtMs: number;
}

export interface SpikeResult {
  readonly requests: number;
  readonly failed: number;
  readonly before: Latencies;
  readonly spike: Latencies;
  /** How long after their time requests were sent: the generator's own share of the latencies. */
  readonly late: Latencies;
}

export interface FullTiltTask {
  readonly urls: readonly string[];
  /** To each server. */
  readonly connections: number;
  readonly seconds: number;
}

export interface FullTiltResult {
  readonly requests: number;
  readonly failed: number;
  readonly latencies: Latencies;
  /** Every number that was given. */
  readonly numbers: Float64Array;
}
