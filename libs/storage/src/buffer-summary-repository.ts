/**
 * What a list of ten thousand biz tags needs to know of the buffers of twenty nodes: one row a tag, summed up where the rows lie, for
 * to carry all of them over would cost the reader a second.
 */
import type { Database, Row } from './database.js';
import { placesOf, type SeenUntil, writtenSince } from './node-repository.js';

/** What is the matter with a buffer, as bits: a summary has those of all its buffers. */
export const BUFFER_TROUBLE = { broken: 1, exhausted: 2, waiting: 4, failing: 8, short: 16 } as const;

export interface BufferSummary {
  readonly bizTag: string;
  /** Numbers taken a second, of all nodes together. */
  readonly ratePerSecond: number;
  /** The shortest of any node; null when nothing is taken. */
  readonly runwayMs: number | null;
  /** The highest end of any segment held; null where none is. */
  readonly highestEnd: bigint | null;
  /** Of BUFFER_TROUBLE. */
  readonly troubles: number;
}

/** When a buffer counts as short: so little time left, so small a share of `current`, and no `next`. */
export interface ShortRule {
  readonly runwayMs: number;
  readonly idleShare: number;
}

const TAGS_PER_STATEMENT = 1_000;
const CHANGED_AT = 'node_buffer_changed_at';

export class BufferSummaryRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Of every biz tag that these nodes have touched. */
  async all(nodeIds: readonly string[], short: ShortRule): Promise<BufferSummary[]> {
    if (nodeIds.length === 0) return [];
    return this.read(nodeIds, short, '', []);
  }

  async of(nodeIds: readonly string[], bizTags: readonly string[], short: ShortRule): Promise<BufferSummary[]> {
    const found: BufferSummary[] = [];
    if (nodeIds.length === 0) return found;
    for (let from = 0; from < bizTags.length; from += TAGS_PER_STATEMENT) {
      const some = bizTags.slice(from, from + TAGS_PER_STATEMENT);
      found.push(...(await this.read(nodeIds, short, `AND biz_tag IN (${placesOf(some)})`, some)));
    }
    return found;
  }

  /** The biz tags whose buffers have been written since. */
  async changedSince(seen: readonly SeenUntil[]): Promise<string[]> {
    if (seen.length === 0) return [];
    const { condition, values } = writtenSince(seen);
    // Left to itself, MariaDB goes through all rows of each node.
    const index = this.database.kind === 'mysql' ? `FORCE INDEX (${CHANGED_AT})` : `INDEXED BY ${CHANGED_AT}`;
    const rows = await this.database.ask(
      `SELECT DISTINCT biz_tag FROM node_buffer ${index} WHERE ${condition}`,
      values,
    );
    return rows.map((row) => String(row.biz_tag));
  }

  private async read(
    nodeIds: readonly string[],
    short: ShortRule,
    andWhere: string,
    values: readonly string[],
  ): Promise<BufferSummary[]> {
    const { text } = this.database.dialect;
    const { broken, exhausted, waiting, failing, short: isShort } = BUFFER_TROUBLE;
    const rows = await this.database.ask(
      `SELECT biz_tag, SUM(rate_per_second) AS rate, ${text('MIN(runway_ms)')} AS runway_ms,
              ${text('MAX(COALESCE(next_end, current_end))')} AS highest_end,
              ${broken} * MAX(mode = 'broken') + ${exhausted} * MAX(mode = 'exhausted')
                + ${waiting} * MAX(waiter_count > 0) + ${failing} * MAX(refill_failed_attempts > 0)
                + ${isShort} * MAX(mode = 'serving' AND next_end IS NULL AND current_end IS NOT NULL
                    AND COALESCE(runway_ms, ${short.runwayMs}) < ${short.runwayMs}
                    AND current_idle < ${short.idleShare} * (current_end - current_start)) AS troubles
       FROM node_buffer WHERE node_id IN (${placesOf(nodeIds)}) ${andWhere} GROUP BY biz_tag`,
      [...nodeIds, ...values],
    );
    return rows.map(summaryOf);
  }
}

function summaryOf(row: Row): BufferSummary {
  return {
    bizTag: String(row.biz_tag),
    ratePerSecond: Number(row.rate),
    runwayMs: row.runway_ms === null ? null : Number(row.runway_ms),
    highestEnd: row.highest_end === null ? null : BigInt(String(row.highest_end)),
    troubles: Number(row.troubles ?? 0),
  };
}
