/**
 * How fast numbers of a biz tag were taken at the most: by day, for over a year, so that last Double 11 is known; and what came of the
 * time of a promotion. All of it is worked out of the minutes that nodes write, and can be worked out again.
 */
import type { Database, Transaction } from './database.js';
import { placesOf } from './node-repository.js';

/** What came of one biz tag in some time. */
export interface TagOutcome {
  readonly bizTag: string;
  /** The fastest minute, each node taken by its fastest second; numbers a second. */
  readonly peakPerSecond: number;
  readonly numberCount: number;
  readonly waitedCount: number;
  readonly abandonedCount: number;
  /** Reservations of all nodes. */
  readonly refillCount: number;
}

const DAY_MS = 86_400_000;
/** A year and a month. */
export const PEAK_KEPT_DAYS = 400;
const PRUNED_AT_ONCE = 500;

export class PeakRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Brings the peaks of the days up to date with the minutes that all nodes have written since then. */
  async sumUp(sinceMs: number): Promise<void> {
    const perMinute = `SELECT biz_tag, minute_ms, SUM(peak_per_second) AS peak FROM tag_minute WHERE minute_ms >= ? GROUP BY biz_tag, minute_ms`;
    const isMysql = this.database.kind === 'mysql';
    const day = isMysql ? `minute_ms DIV ${DAY_MS} * ${DAY_MS}` : `minute_ms / ${DAY_MS} * ${DAY_MS}`;
    // The minute is set first: in MySQL the second assignment sees what the first one has made.
    const onConflict = isMysql
      ? `ON DUPLICATE KEY UPDATE minute_ms = IF(VALUES(peak_per_second) > peak_per_second, VALUES(minute_ms), tag_day_peak.minute_ms),
           peak_per_second = GREATEST(peak_per_second, VALUES(peak_per_second))`
      : `ON CONFLICT (biz_tag, day_ms) DO UPDATE SET
           minute_ms = CASE WHEN excluded.peak_per_second > peak_per_second THEN excluded.minute_ms ELSE minute_ms END,
           peak_per_second = MAX(peak_per_second, excluded.peak_per_second)`;
    await this.database.change((transaction) =>
      transaction.write(
        `INSERT INTO tag_day_peak (biz_tag, day_ms, peak_per_second, minute_ms)
         SELECT m.biz_tag, ${day}, m.peak, m.minute_ms FROM (${perMinute}) m WHERE m.peak > 0 ${onConflict}`,
        [sinceMs],
      ),
    );
  }

  /** The highest peak of each of these tags since then, what today's minutes say included; without those nothing is known of. */
  async highestSince(bizTags: readonly string[], sinceMs: number): Promise<Map<string, number>> {
    if (bizTags.length === 0) return new Map();
    const rows = await this.database.ask(
      `SELECT biz_tag, MAX(peak_per_second) AS peak FROM tag_day_peak
       WHERE biz_tag IN (${placesOf(bizTags)}) AND day_ms >= ? GROUP BY biz_tag`,
      [...bizTags, Math.floor(sinceMs / DAY_MS) * DAY_MS],
    );
    return new Map(rows.map((row) => [String(row.biz_tag), Number(row.peak)]));
  }

  /** The actual peak of the last promotion that covered each of these tags. @param exceptId one that does not count */
  async ofLastPromotion(bizTags: readonly string[], exceptId: string): Promise<Map<string, number>> {
    if (bizTags.length === 0) return new Map();
    const rows = await this.database.ask(
      `SELECT t.biz_tag, t.actual_rate FROM promotion_tag t JOIN promotion p ON p.id = t.promotion_id
       WHERE t.biz_tag IN (${placesOf(bizTags)}) AND t.actual_rate IS NOT NULL AND p.state = 'done' AND p.id <> ?
       ORDER BY p.ends_at_ms`,
      [...bizTags, exceptId],
    );
    return new Map(rows.map((row) => [String(row.biz_tag), Number(row.actual_rate)]));
  }

  /** @param from the first moment @param to the first one past it */
  async outcome(bizTags: readonly string[], from: number, to: number): Promise<TagOutcome[]> {
    if (bizTags.length === 0) return [];
    const { text } = this.database.dialect;
    const minutes = await this.database.ask(
      `SELECT biz_tag, MAX(peak) AS peak, ${text('SUM(numbers)')} AS numbers, ${text('SUM(waits)')} AS waits,
              ${text('SUM(gaps)')} AS gaps
       FROM (SELECT biz_tag, minute_ms, SUM(peak_per_second) AS peak, SUM(number_count) AS numbers,
                    SUM(waited_count) AS waits, SUM(abandoned_count) AS gaps
             FROM tag_minute WHERE biz_tag IN (${placesOf(bizTags)}) AND minute_ms >= ? AND minute_ms < ?
             GROUP BY biz_tag, minute_ms) m GROUP BY biz_tag`,
      [...bizTags, Math.floor(from / 60_000) * 60_000, to],
    );
    const refills = await this.database.ask(
      `SELECT biz_tag, COUNT(*) AS refills FROM segment_grant
       WHERE granted_at_ms >= ? AND granted_at_ms < ? AND biz_tag IN (${placesOf(bizTags)}) GROUP BY biz_tag`,
      [from, to, ...bizTags],
    );
    const refillCounts = new Map(refills.map((row) => [String(row.biz_tag), Number(row.refills)]));
    const byTag = new Map(minutes.map((row) => [String(row.biz_tag), row]));
    return bizTags.map((bizTag) => {
      const row = byTag.get(bizTag);
      return {
        bizTag,
        peakPerSecond: Number(row?.peak ?? 0),
        numberCount: Number(row?.numbers ?? 0),
        waitedCount: Number(row?.waits ?? 0),
        abandonedCount: Number(row?.gaps ?? 0),
        refillCount: refillCounts.get(bizTag) ?? 0,
      };
    });
  }

  /** Deletes some of the days that are no longer wanted. */
  async prune(nowMs: number): Promise<void> {
    const beforeMs = nowMs - PEAK_KEPT_DAYS * DAY_MS;
    const prune = (transaction: Transaction) =>
      this.database.kind === 'mysql'
        ? transaction.write(`DELETE FROM tag_day_peak WHERE day_ms < ? LIMIT ${PRUNED_AT_ONCE}`, [beforeMs])
        : transaction.write('DELETE FROM tag_day_peak WHERE day_ms < ?', [beforeMs]);
    await this.database.change(prune);
  }
}
