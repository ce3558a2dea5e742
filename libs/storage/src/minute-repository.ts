/**
 * The last day, minute by minute: what each node answered, and which biz tags it gave numbers of. A minute is written by the node that
 * lived it, and writing it again changes nothing.
 */
import type { Database, Transaction } from './database.js';
import { placesOf } from './node-repository.js';

export interface NodeMinute {
  readonly nodeId: string;
  /** When it began, in ms since 1970. */
  readonly minuteMs: number;
  readonly numberCount: number;
  readonly requestCount: number;
  readonly errorCount: number;
  /** A histogram, as its writer puts it into text. */
  readonly latency: string;
}

export interface TagMinuteRecord {
  readonly nodeId: string;
  readonly bizTag: string;
  readonly minuteMs: number;
  readonly numberCount: number;
  readonly step: number;
  /** The fastest second of it. */
  readonly peakPerSecond: number;
  /** Callers who waited for a refill. */
  readonly waitedCount: number;
  readonly abandonedCount: number;
}

const NODE_KEYS = ['minute_ms', 'node_id'];
const NODE_FIGURES = ['number_count', 'request_count', 'error_count', 'latency'];
const TAG_KEYS = ['biz_tag', 'minute_ms', 'node_id'];
const TAG_FIGURES = ['number_count', 'step', 'peak_per_second', 'waited_count', 'abandoned_count'];
/** Rows deleted at a time: few enough that nobody waits behind it. */
const PRUNED_AT_ONCE = 500;
/** Of no promotion whose report is still to be made. */
const UNREPORTED = `AND biz_tag NOT IN (SELECT t.biz_tag FROM promotion_tag t JOIN promotion p ON p.id = t.promotion_id
  WHERE p.warmed_at_ms IS NOT NULL AND p.report_final = 0)`;

export class MinuteRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** One minute of one node, and of the tags it gave numbers of. */
  async write(minute: NodeMinute, tags: readonly TagMinuteRecord[]): Promise<void> {
    await this.database.change(async (transaction) => {
      const { minuteMs, nodeId, numberCount, requestCount, errorCount, latency } = minute;
      await this.upsert(transaction, 'node_minute', NODE_KEYS, NODE_FIGURES, [
        [minuteMs, nodeId, numberCount, requestCount, errorCount, latency],
      ]);
      const rows = tags.map(tagRow);
      if (rows.length > 0) await this.upsert(transaction, 'tag_minute', TAG_KEYS, TAG_FIGURES, rows);
    });
  }

  /** Of all nodes, oldest first. @param sinceMs the first minute wanted */
  async ofNodes(sinceMs: number): Promise<NodeMinute[]> {
    const { text } = this.database.dialect;
    const rows = await this.database.ask(
      `SELECT ${text('minute_ms')} AS minute, node_id, ${text('number_count')} AS numbers,
              ${text('request_count')} AS requests, ${text('error_count')} AS errors, latency
       FROM node_minute WHERE minute_ms >= ? ORDER BY minute_ms, node_id`,
      [sinceMs],
    );
    return rows.map((row) => ({
      nodeId: String(row.node_id),
      minuteMs: Number(row.minute),
      numberCount: Number(row.numbers),
      requestCount: Number(row.requests),
      errorCount: Number(row.errors),
      latency: String(row.latency),
    }));
  }

  /** Of one tag on all nodes, oldest first. */
  async ofTag(bizTag: string, sinceMs: number): Promise<TagMinuteRecord[]> {
    const { text } = this.database.dialect;
    const rows = await this.database.ask(
      `SELECT ${text('minute_ms')} AS minute, node_id, ${text('number_count')} AS numbers, step,
              peak_per_second, waited_count, abandoned_count
       FROM tag_minute WHERE biz_tag = ? AND minute_ms >= ? ORDER BY minute_ms, node_id`,
      [bizTag, sinceMs],
    );
    return rows.map((row) => ({
      bizTag,
      nodeId: String(row.node_id),
      minuteMs: Number(row.minute),
      numberCount: Number(row.numbers),
      step: Number(row.step),
      peakPerSecond: Number(row.peak_per_second),
      waitedCount: Number(row.waited_count),
      abandonedCount: Number(row.abandoned_count),
    }));
  }

  /**
   * Deletes some of what began before this: called once a minute, it keeps pace with what is written in one. The minutes of a tag stay
   * until the report of a promotion of it is made of them.
   */
  async prune(beforeMs: number): Promise<void> {
    await this.pruneTable('node_minute', beforeMs, '');
    await this.pruneTable('tag_minute', beforeMs, UNREPORTED);
  }

  private async pruneTable(table: string, beforeMs: number, unless: string): Promise<void> {
    const old = `${table} WHERE minute_ms < ? ${unless} LIMIT ${PRUNED_AT_ONCE}`;
    const statement =
      this.database.kind === 'mysql'
        ? `DELETE FROM ${old}`
        : `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${old})`;
    await this.database.change((transaction) => transaction.write(statement, [beforeMs]));
  }

  private async upsert(
    transaction: Transaction,
    table: string,
    keys: readonly string[],
    figures: readonly string[],
    rows: readonly (readonly (string | number)[])[],
  ): Promise<void> {
    const columns = [...keys, ...figures];
    const onConflict =
      this.database.kind === 'mysql'
        ? `ON DUPLICATE KEY UPDATE ${figures.map((column) => `${column} = VALUES(${column})`).join(', ')}`
        : `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${figures.map((column) => `${column} = excluded.${column}`).join(', ')}`;
    await transaction.write(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map((row) => `(${placesOf(row)})`).join(', ')} ${onConflict}`,
      rows.flat(),
    );
  }
}

/** In the order of TAG_KEYS and TAG_FIGURES. */
function tagRow(tag: TagMinuteRecord): (string | number)[] {
  const { bizTag, minuteMs, nodeId, numberCount, step, peakPerSecond, waitedCount, abandonedCount } = tag;
  return [bizTag, minuteMs, nodeId, numberCount, step, peakPerSecond, waitedCount, abandonedCount];
}
