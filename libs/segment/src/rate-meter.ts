/**
 * How fast numbers are taken, out of a running total that is looked at now and then: an average that forgets, so that a
 * taking costs the meter nothing.
 */
const MEMORY_MS = 10_000;

export class RateMeter {
  private lastTotal = 0;
  private lastAtMs: number | undefined;
  private perSecond = 0;
  private peak = 0;

  get ratePerSecond(): number {
    return this.perSecond;
  }

  /** The fastest between two samples since this was asked last. */
  takePeak(): number {
    const { peak } = this;
    this.peak = 0;
    return peak;
  }

  /** The same, and it stays. */
  get peakPerSecond(): number {
    return this.peak;
  }

  /** @param total numbers taken so far; a clock that has not moved on adds nothing */
  sample(total: number, nowMs: number): void {
    if (this.lastAtMs === undefined || nowMs < this.lastAtMs) {
      this.lastAtMs = nowMs;
      this.lastTotal = total;
      return;
    }
    const elapsedMs = nowMs - this.lastAtMs;
    if (elapsedMs === 0) return;
    const seen = ((total - this.lastTotal) / elapsedMs) * 1_000;
    if (seen > this.peak) this.peak = seen;
    const weight = 1 - Math.exp(-elapsedMs / MEMORY_MS);
    this.perSecond += (seen - this.perSecond) * weight;
    if (this.perSecond < 0.001) this.perSecond = 0;
    this.lastAtMs = nowMs;
    this.lastTotal = total;
  }
}

/**
 * How long `heldCount` numbers last at `ratePerSecond`, in ms; null when nothing is being taken, for then they last for ever.
 */
export function runwayMs(heldCount: number, ratePerSecond: number): number | null {
  return ratePerSecond > 0 ? (heldCount / ratePerSecond) * 1_000 : null;
}
