/** A bucket that fills with numbers at a rate and is emptied by those taken. Pure: the time comes in. */
export class TokenBucket {
  readonly burst: number;
  private readonly ratePerSecond: number;
  private level: number;
  private atMs: number;

  constructor(ratePerSecond: number, burst: number, nowMs: number) {
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    this.level = burst;
    this.atMs = nowMs;
  }

  /** Takes `count` numbers if there are so many. @returns 0, or in how many ms there will be */
  take(count: number, nowMs: number): number {
    const passedMs = Math.max(0, nowMs - this.atMs);
    this.level = Math.min(this.burst, this.level + (passedMs * this.ratePerSecond) / 1_000);
    this.atMs = nowMs;
    if (count <= this.level) {
      this.level -= count;
      return 0;
    }
    return Math.ceil(((count - this.level) * 1_000) / this.ratePerSecond);
  }

  /** Numbers that were taken and not given out after all. */
  giveBack(count: number): void {
    this.level = Math.min(this.burst, this.level + count);
  }
}
