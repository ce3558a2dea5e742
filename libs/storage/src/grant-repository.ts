/**
 * The record of every reservation: who reserved which range, when. There are millions of them, so nothing here reads more than it
 * shows: a number is found by one probe of the primary key a tag, and a list is counted only so far.
 */
import type { Database, Row } from './database.js';

export interface SegmentGrant {
  readonly bizTag: string;
  /** `[start, end)` */
  readonly start: bigint;
  readonly end: bigint;
  readonly nodeId: string;
  readonly grantedAt: Date;
}

/** The most grants a list counts and leafs through. */
export const GRANTS_COUNTED_MAX = 100_000;
/** Tags probed by one statement: so many that it pays, so few that the first ones found are there soon. */
const TAGS_PER_PROBE = 500;

export class GrantRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * @param bizTag undefined: of all tags
   * @param page from 0
   * @returns newest first; `total` stops at GRANTS_COUNTED_MAX
   */
  async list({
    bizTag,
    page,
    pageSize,
  }: {
    bizTag?: string | undefined;
    page: number;
    pageSize: number;
  }): Promise<{ items: SegmentGrant[]; total: number }> {
    const [where, values] = bizTag === undefined ? ['', []] : ['WHERE biz_tag = ?', [bizTag]];
    const order =
      bizTag === undefined ? ['granted_at_ms DESC', 'biz_tag DESC', 'end_id DESC'] : ['biz_tag DESC', 'end_id DESC'];
    const from = page * pageSize;
    const limit = Math.max(0, Math.min(pageSize, GRANTS_COUNTED_MAX - from));
    const [rows, [counted]] = await Promise.all([
      // The page is found in the index alone, and only its rows are fetched.
      this.database.ask(
        `SELECT ${this.columns()}
         FROM (SELECT biz_tag, end_id FROM segment_grant ${where} ORDER BY ${order.join(', ')} LIMIT ? OFFSET ?) k
         JOIN segment_grant g ON g.biz_tag = k.biz_tag AND g.end_id = k.end_id
         ORDER BY ${order.map((column) => `g.${column}`).join(', ')}`,
        [...values, limit, from],
      ),
      this.database.ask(
        `SELECT COUNT(*) AS total FROM (SELECT 1 FROM segment_grant ${where} LIMIT ${GRANTS_COUNTED_MAX}) t`,
        values,
      ),
    ]);
    return { items: rows.map(grantOf), total: Number(counted?.total ?? 0) };
  }

  /** @returns the reservation that took this number of this tag */
  async holding(bizTag: string, id: bigint): Promise<SegmentGrant | undefined> {
    const [grant] = await this.probe([bizTag], id);
    return grant;
  }

  /**
   * The reservations that took this number, one a tag at most, by name. Tags whose maximum does not lie above the number, now or
   * when they were deleted, are not looked at.
   */
  async holdingAny(id: bigint, limit: number): Promise<SegmentGrant[]> {
    const reaching = await Promise.all(
      ['leaf_alloc', 'biz_tag_deleted'].map((table) =>
        this.database.ask(`SELECT biz_tag FROM ${table} WHERE max_id > ${id}`),
      ),
    );
    const names = [...new Set(reaching.flat().map((row) => String(row.biz_tag)))].sort();
    const found: SegmentGrant[] = [];
    for (let from = 0; from < names.length && found.length < limit; from += TAGS_PER_PROBE) {
      found.push(...(await this.probe(names.slice(from, from + TAGS_PER_PROBE), id)));
    }
    return found.slice(0, limit);
  }

  /** Grants of a tag are disjoint: the one that holds a number is the first that ends above it, if it begins early enough. */
  private async probe(bizTags: readonly string[], id: bigint): Promise<SegmentGrant[]> {
    const rows = await this.database.ask(
      `SELECT ${this.columns()} FROM (${this.firstEnds(bizTags.length, id)}) k
       JOIN segment_grant g ON g.biz_tag = k.biz_tag AND g.end_id = k.end_id
       WHERE g.start_id <= ${id} ORDER BY g.biz_tag`,
      [...bizTags],
    );
    return rows.map(grantOf);
  }

  /** One step into the primary key a tag. MySQL has to be told so; SQLite does so where it is asked tag by tag. */
  private firstEnds(tagCount: number, id: bigint): string {
    const places = (place: string) => Array.from({ length: tagCount }, () => place).join(', ');
    if (this.database.kind === 'mysql') {
      return `SELECT biz_tag, MIN(end_id) AS end_id FROM segment_grant FORCE INDEX FOR GROUP BY (PRIMARY)
              WHERE biz_tag IN (${places('?')}) AND end_id > ${id} GROUP BY biz_tag`;
    }
    return `SELECT v.column1 AS biz_tag, (SELECT e.end_id FROM segment_grant e WHERE e.biz_tag = v.column1 AND e.end_id > ${id}
              ORDER BY e.end_id LIMIT 1) AS end_id FROM (VALUES ${places('(?)')}) v`;
  }

  private columns(): string {
    const exact = ['start_id', 'end_id', 'granted_at_ms'].map(
      (column) => `${this.database.dialect.text(`g.${column}`)} AS ${column}_text`,
    );
    return ['g.biz_tag', 'g.node_id', ...exact].join(', ');
  }
}

function grantOf(row: Row): SegmentGrant {
  return {
    bizTag: String(row.biz_tag),
    start: BigInt(String(row.start_id_text)),
    end: BigInt(String(row.end_id_text)),
    nodeId: String(row.node_id),
    grantedAt: new Date(Number(row.granted_at_ms_text)),
  };
}
