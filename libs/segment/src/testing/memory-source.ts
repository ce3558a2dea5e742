/**
 * A source in memory that keeps every promise of the port: the reference the other sources and the simulation are held
 * against. It answers in a microtask; faults are put around it, not into it.
 */
import { type SegmentRange, type SegmentRequest, type SegmentSource, SegmentSourceError } from '../segment-source.js';

interface Row {
  maxId: bigint;
  /** The highest end ever granted: what the record of grants is to a database. */
  highestEnd: bigint;
}

export class MemorySource implements SegmentSource {
  private readonly rows = new Map<string, Row>();

  createTag(bizTag: string, maxId: bigint): void {
    const highestEnd = this.rows.get(bizTag)?.highestEnd ?? 0n;
    this.rows.set(bizTag, { maxId, highestEnd });
  }

  readMaxId(bizTag: string): bigint {
    return this.row(bizTag).maxId;
  }

  /** Sets the maximum by hand, as somebody with a database client might. */
  setMaxId(bizTag: string, maxId: bigint): void {
    this.row(bizTag).maxId = maxId;
  }

  async reserve(request: SegmentRequest): Promise<SegmentRange> {
    return this.reserveNow(request);
  }

  async advance(bizTag: string, maxId: bigint): Promise<bigint> {
    const row = this.row(bizTag);
    for (const least of [maxId, row.highestEnd]) if (row.maxId < least) row.maxId = least;
    return row.maxId;
  }

  /** Loses the record of grants, and with it the knowledge that a maximum went back: for planting that very bug. */
  forgetGrants(bizTag: string): void {
    this.row(bizTag).highestEnd = 0n;
  }

  /** The reservation itself: what is done at once, as one transaction would. */
  reserveNow({ bizTag, count, floor, ceiling }: SegmentRequest): SegmentRange {
    const row = this.row(bizTag);
    if (row.maxId < row.highestEnd) {
      throw new SegmentSourceError('regressed', `the maximum of ${bizTag} stands below numbers already granted`);
    }
    const start = row.maxId > floor ? row.maxId : floor;
    const left = ceiling - start;
    if (left <= 0n) throw new SegmentSourceError('exhausted', `${bizTag} has no numbers left below ${ceiling}`);
    const end = start + (left < BigInt(count) ? left : BigInt(count));
    row.maxId = end;
    row.highestEnd = end;
    return { start, end };
  }

  private row(bizTag: string): Row {
    const row = this.rows.get(bizTag);
    if (row === undefined) throw new SegmentSourceError('not-found', `there is no biz tag ${bizTag}`);
    return row;
  }
}
