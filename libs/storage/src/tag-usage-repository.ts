/** What only the database knows of one biz tag: since when it is there, and how much of it the last day took. */
import type { Database, Row } from './database.js';

export interface TagUsage {
  /** Both null where only Leaf's row is there. */
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  /** How long it has been there, by the database's clock. */
  readonly ageMs: number | null;
  /** Numbers reserved in the time asked for. */
  readonly reservedCount: bigint;
}

/** Grants read at a time, from the newest back. A tag has some thousands a day at the most. */
const GRANTS_AT_ONCE = 5_000;

export class TagUsageRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** @param lastMs how far back reservations count */
  async of(bizTag: string, lastMs: number): Promise<TagUsage> {
    const { text, nowMs } = this.database.dialect;
    const [[clock], [setting]] = await Promise.all([
      this.database.ask(`SELECT ${text(`${nowMs} - ${lastMs}`)} AS since`),
      this.database.ask(
        `SELECT ${text('created_at_ms')} AS created_at, ${text('updated_at_ms')} AS updated_at,
                ${text(`${nowMs} - created_at_ms`)} AS age
         FROM biz_tag_setting WHERE biz_tag = ?`,
        [bizTag],
      ),
    ]);
    return {
      createdAt: setting === undefined ? null : new Date(Number(setting.created_at)),
      updatedAt: setting === undefined ? null : new Date(Number(setting.updated_at)),
      ageMs: setting === undefined ? null : Math.max(0, Number(setting.age)),
      reservedCount: await this.reservedSince(bizTag, Number(clock?.since)),
    };
  }

  /** Grants of a tag are as old as their numbers are low: it stops at the first that is too old. */
  private async reservedSince(bizTag: string, sinceMs: number): Promise<bigint> {
    let reserved = 0n;
    let below: string | undefined;
    for (;;) {
      const row = await this.newest(bizTag, sinceMs, below);
      reserved += BigInt(String(row?.reserved ?? 0));
      const count = Number(row?.found ?? 0);
      if (count < GRANTS_AT_ONCE || Number(row?.oldest) < sinceMs) return reserved;
      below = String(row?.lowest);
    }
  }

  private async newest(bizTag: string, sinceMs: number, below: string | undefined): Promise<Row | undefined> {
    const { text } = this.database.dialect;
    const [row] = await this.database.ask(
      `SELECT COUNT(*) AS found, ${text('MIN(end_id)')} AS lowest, ${text('MIN(granted_at_ms)')} AS oldest,
              ${text('SUM(CASE WHEN granted_at_ms >= ? THEN end_id - start_id ELSE 0 END)')} AS reserved
       FROM (SELECT start_id, end_id, granted_at_ms FROM segment_grant
             WHERE biz_tag = ? ${below === undefined ? '' : `AND end_id < ${BigInt(below)}`}
             ORDER BY end_id DESC LIMIT ${GRANTS_AT_ONCE}) g`,
      [sinceMs, bizTag],
    );
    return row;
  }
}
