/**
 * How long answers took, counted in steps that grow with the time itself: a sixteenth wide, from a microsecond to a minute and more, in
 * memory that never grows. Histograms of nodes and minutes are merged by adding their counts up.
 */
/** Below this many microseconds each has a bucket of its own; above, every doubling is cut into as many. */
const PARTS = 16;
const PARTS_BITS = 4;
/** The last bucket takes all beyond 2^26 µs, 67 s: longer than any caller waits. */
const OCTAVES_MAX = 26;
export const BUCKET_COUNT = PARTS + (OCTAVES_MAX - PARTS_BITS) * PARTS;

export class LatencyHistogram {
  private readonly counts = new Uint32Array(BUCKET_COUNT);

  /** Allocates nothing. */
  record(durationMs: number): void {
    const index = bucketOf(durationMs * 1_000);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
  }

  get total(): number {
    let total = 0;
    for (const count of this.counts) total += count;
    return total;
  }

  add(other: LatencyHistogram): void {
    for (let index = 0; index < BUCKET_COUNT; index++) {
      this.counts[index] = (this.counts[index] ?? 0) + (other.counts[index] ?? 0);
    }
  }

  clear(): void {
    this.counts.fill(0);
  }

  /** @param share such as 0.99 @returns the time within which that share was answered, in ms; null when nothing was */
  quantileMs(share: number): number | null {
    const { total } = this;
    if (total === 0) return null;
    const wanted = Math.ceil(total * share);
    let seen = 0;
    for (let index = 0; index < BUCKET_COUNT; index++) {
      seen += this.counts[index] ?? 0;
      if (seen >= wanted) return upperEndOf(index) / 1_000;
    }
    return upperEndOf(BUCKET_COUNT - 1) / 1_000;
  }

  /** `bucket:count` of the buckets that are not empty, with commas between them. */
  toText(): string {
    const parts: string[] = [];
    this.counts.forEach((count, index) => {
      if (count > 0) parts.push(`${index}:${count}`);
    });
    return parts.join(',');
  }

  /** Adds what another node, or this one a while ago, has put into text; what can't be read counts nothing. */
  addText(text: string): void {
    for (const part of text.split(',')) {
      const [index, count] = part.split(':').map(Number);
      if (index === undefined || count === undefined || !(index in this.counts) || !Number.isInteger(count)) continue;
      this.counts[index] = (this.counts[index] ?? 0) + count;
    }
  }
}

function bucketOf(microseconds: number): number {
  // Whole, and 0 for what is negative or no number.
  const whole =
    microseconds >= 2 ** OCTAVES_MAX ? 2 ** OCTAVES_MAX - 1 : microseconds > 0 ? Math.floor(microseconds) : 0;
  if (whole < PARTS) return whole;
  const octave = 31 - Math.clz32(whole);
  const part = (whole >>> (octave - PARTS_BITS)) - PARTS;
  return PARTS + (octave - PARTS_BITS) * PARTS + part;
}

/** The first microsecond past a bucket. */
function upperEndOf(index: number): number {
  if (index < PARTS) return index + 1;
  const octave = Math.floor((index - PARTS) / PARTS);
  const part = (index - PARTS) % PARTS;
  return (PARTS + part + 1) * 2 ** octave;
}
