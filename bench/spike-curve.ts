/** Requests a second over a spike: ordinary traffic, then a multiple of it within one second, and held. Pure. */

export interface SpikeCurve {
  readonly ordinaryPerSecond: number;
  readonly spikePerSecond: number;
  /** When the rise begins, since the start of the load. */
  readonly spikeAtMs: number;
  readonly riseMs: number;
  /** When the load ends. */
  readonly endsAtMs: number;
}

export function ratePerSecond(curve: SpikeCurve, atMs: number): number {
  const { ordinaryPerSecond, spikePerSecond, spikeAtMs, riseMs } = curve;
  const risen = Math.min(1, Math.max(0, (atMs - spikeAtMs) / riseMs));
  return ordinaryPerSecond + (spikePerSecond - ordinaryPerSecond) * risen;
}

/** The moments at which a request is due, evenly paced. */
export function* dueTimes(curve: SpikeCurve): Generator<number> {
  for (let atMs = 0; atMs < curve.endsAtMs; atMs += 1_000 / ratePerSecond(curve, atMs)) yield atMs;
}
