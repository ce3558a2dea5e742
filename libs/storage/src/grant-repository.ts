/** The record of every reservation: who reserved which range, when. */
import type { Database, Row } from './database.js';

export interface SegmentGrant {
  readonly bizTag: string;
  /** `[start, end)` */
  readonly start: bigint;
  readonly end: bigint;
  readonly nodeId: string;
  readonly grantedAt: Date;
}

export class GrantRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** The last grants of a tag, newest first. */
  async list({ bizTag, limit }: { bizTag: string; limit: number }): Promise<SegmentGrant[]> {
    const { dialect } = this.database;
    const rows = await this.database.read(
      `SELECT ${['start_id', 'end_id', 'granted_at_ms'].map((column) => `${dialect.text(column)} AS ${column}_text`).join(', ')}, node_id
       FROM segment_grant WHERE biz_tag = ? ORDER BY end_id DESC LIMIT ${Math.trunc(limit)}`,
      [bizTag],
    );
    return rows.map((row) => grantOf(bizTag, row));
  }
}

function grantOf(bizTag: string, row: Row): SegmentGrant {
  return {
    bizTag,
    start: BigInt(String(row.start_id_text)),
    end: BigInt(String(row.end_id_text)),
    nodeId: String(row.node_id),
    grantedAt: new Date(Number(row.granted_at_ms_text)),
  };
}
