/** A token in memory: what it may do, how fast, and what it has taken. Checked on every call, so everything that can be is looked up once. */
import type { TokenRecord } from '#storage';
import { type Grant, grantOf } from './scope.js';
import { TokenBucket } from './token-bucket.js';

/** What a token may do with one tag, and has taken of it today. */
export interface Permit extends Grant {
  /** Taken today, over all nodes, as far as this one knows. */
  usedCount: number;
  /** Of those, what the database has not been told. */
  untoldCount: number;
}

/** Callers may ask for names that are no tags: from so many on, those of which nothing was taken are forgotten. */
const PERMITS_MAX = 20_000;
/** A bucket without a burst of its own holds so many seconds of its rate. */
const BURST_DEFAULT_S = 10;

export class LiveToken {
  record: TokenRecord;
  readonly bucket: TokenBucket | undefined;
  /** Used since the database was told. */
  isUsed = false;
  /** When it last was, by this process's clock. */
  touchedAtMs = Number.NEGATIVE_INFINITY;
  private readonly permits = new Map<string, Permit>();

  constructor(record: TokenRecord, nowMs: number) {
    this.record = record;
    const { ratePerSecond, burst } = record;
    this.bucket =
      ratePerSecond === null
        ? undefined
        : new TokenBucket(ratePerSecond, burst ?? ratePerSecond * BURST_DEFAULT_S, nowMs);
  }

  permitFor(bizTag: string): Permit {
    const known = this.permits.get(bizTag);
    if (known !== undefined) return known;
    const permit = { ...grantOf(this.record.scopes, bizTag), usedCount: 0, untoldCount: 0 };
    if (this.permits.size >= PERMITS_MAX) this.forgetUnused();
    this.permits.set(bizTag, permit);
    return permit;
  }

  /** Those of which something was taken are tags, of which there are only so many; the others can be worked out again. */
  private forgetUnused(): void {
    for (const [bizTag, { usedCount, untoldCount }] of this.permits) {
      if (usedCount === 0 && untoldCount === 0) this.permits.delete(bizTag);
    }
  }

  /** What was taken since the database was told; it counts as told from now on. */
  takeUntold(): { readonly bizTag: string; readonly numberCount: number }[] {
    const untold: { bizTag: string; numberCount: number }[] = [];
    for (const [bizTag, permit] of this.permits) {
      if (permit.untoldCount === 0) continue;
      untold.push({ bizTag, numberCount: permit.untoldCount });
      permit.untoldCount = 0;
    }
    return untold;
  }

  /** The database could not be told. */
  putBack(bizTag: string, numberCount: number): void {
    this.permitFor(bizTag).untoldCount += numberCount;
  }

  /** @param told what the database has of this token today, by tag */
  setUsed(told: ReadonlyMap<string, number>): void {
    for (const [bizTag, permit] of this.permits) permit.usedCount = (told.get(bizTag) ?? 0) + permit.untoldCount;
    for (const [bizTag, count] of told) {
      const permit = this.permitFor(bizTag);
      permit.usedCount = count + permit.untoldCount;
    }
  }

  /** A new day: nothing has been taken of it. What the old day's rest was is not told any more. */
  startDay(): void {
    for (const permit of this.permits.values()) {
      permit.usedCount = 0;
      permit.untoldCount = 0;
    }
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What a request of the ID API came with; null where the ID API is open and none was sent. */
    token: LiveToken | null;
  }
}
