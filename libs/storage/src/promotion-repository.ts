/**
 * Promotions as they are kept. A promotion's row is locked before anything of it is changed, and every change with all its effects is
 * one transaction: whoever finds the row free finds the work of others whole or not begun.
 */
import type { Database, Transaction } from './database.js';
import { placesOf } from './node-repository.js';
import {
  eventOf,
  type NewPromotionEvent,
  type PromotionChange,
  type PromotionEventRecord,
  type PromotionRecord,
  type PromotionRecordState,
  type PromotionTagRecord,
  type PromotionWish,
  recordOf,
  tagOf,
} from './promotion-record.js';
import { takeAway } from './step-floor-repository.js';

const LIVE = "('draft', 'scheduled', 'warming', 'active', 'restoring')";
const ROWS_PER_STATEMENT = 100;
const DETAIL_LENGTH_MAX = 512;

export class PromotionRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** @param page from 0 @returns the latest start first */
  async list(
    states: readonly PromotionRecordState[] | undefined,
    page: number,
    pageSize: number,
  ): Promise<{ items: PromotionRecord[]; total: number }> {
    const where = states === undefined ? '' : `WHERE state IN (${placesOf(states)})`;
    const values = states ?? [];
    const [rows, [counted]] = await Promise.all([
      this.database.ask(
        `SELECT ${this.columns()} FROM promotion ${where} ORDER BY promotion.starts_at_ms DESC, id LIMIT ? OFFSET ?`,
        [...values, pageSize, page * pageSize],
      ),
      this.database.ask(`SELECT COUNT(*) AS total FROM promotion ${where}`, [...values]),
    ]);
    return { items: rows.map(recordOf), total: Number(counted?.total ?? 0) };
  }

  /** Those that something may still have to be done for, if only the report; drafts left out. And what time it is by the database's clock. */
  async pending(): Promise<{ nowMs: number; promotions: PromotionRecord[] }> {
    const { text, nowMs } = this.database.dialect;
    const [clock, rows] = await Promise.all([
      this.database.ask(`SELECT ${text(nowMs)} AS now_ms`),
      this.database.ask(
        `SELECT ${this.columns()} FROM promotion
         WHERE live_name IS NOT NULL AND state <> 'draft' OR warmed_at_ms IS NOT NULL AND report_final = 0
         ORDER BY promotion.starts_at_ms, id`,
      ),
    ]);
    return { nowMs: Number(clock[0]?.now_ms), promotions: rows.map(recordOf) };
  }

  async nowMs(): Promise<number> {
    const { text, nowMs } = this.database.dialect;
    const [row] = await this.database.ask(`SELECT ${text(nowMs)} AS now_ms`);
    return Number(row?.now_ms);
  }

  async find(id: string): Promise<PromotionRecord | undefined> {
    const [row] = await this.database.ask(`SELECT ${this.columns()} FROM promotion WHERE id = ?`, [id]);
    return row === undefined ? undefined : recordOf(row);
  }

  /** By promotion, in the order of their names. */
  async tags(ids: readonly string[]): Promise<Map<string, PromotionTagRecord[]>> {
    const found = new Map<string, PromotionTagRecord[]>(ids.map((id) => [id, []]));
    if (ids.length === 0) return found;
    const rows = await this.database.ask(
      `SELECT promotion_id, biz_tag, step, plan, jump_epoch, jump_step, report FROM promotion_tag
       WHERE promotion_id IN (${placesOf(ids)}) ORDER BY promotion_id, biz_tag`,
      [...ids],
    );
    for (const row of rows) found.get(String(row.promotion_id))?.push(tagOf(row));
    return found;
  }

  /** Oldest first. */
  async events(id: string): Promise<PromotionEventRecord[]> {
    const rows = await this.database.ask(`${this.eventColumns()} WHERE promotion_id = ? ORDER BY id`, [id]);
    return rows.map(eventOf);
  }

  /** The last event of each. */
  async lastEvents(ids: readonly string[]): Promise<Map<string, PromotionEventRecord>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.ask(
      `${this.eventColumns()} WHERE id IN (SELECT MAX(id) FROM promotion_event
         WHERE promotion_id IN (${placesOf(ids)}) GROUP BY promotion_id)`,
      [...ids],
    );
    return new Map(rows.map((row) => [String(row.promotion_id), eventOf(row)]));
  }

  /** Locks its row for the rest of the transaction. @returns it as it stands, and what time it is by the database's clock */
  async lock(
    transaction: Transaction,
    id: string,
  ): Promise<{ nowMs: number; promotion: PromotionRecord; tags: PromotionTagRecord[] } | undefined> {
    const { kind, dialect } = this.database;
    // In SQLite only a write keeps other processes out from here on.
    if (kind === 'sqlite') await transaction.write('UPDATE promotion SET version = version WHERE id = ?', [id]);
    const [row] = await transaction.read(
      `SELECT ${this.columns()}, ${dialect.text(dialect.nowMs)} AS now_ms FROM promotion WHERE id = ? ${dialect.forUpdate}`,
      [id],
    );
    if (row === undefined) return undefined;
    const tags = await transaction.read(
      'SELECT biz_tag, step, plan, jump_epoch, jump_step, report FROM promotion_tag WHERE promotion_id = ? ORDER BY biz_tag',
      [id],
    );
    return { nowMs: Number(row.now_ms), promotion: recordOf(row), tags: tags.map(tagOf) };
  }

  /** @throws what `isDuplicate` knows when another one that has not ended has this name */
  async insert(
    transaction: Transaction,
    id: string,
    wish: PromotionWish,
    more: { state: 'draft' | 'scheduled'; nodeCount: number; warnings: string; createdBy: string },
  ): Promise<void> {
    const { nowMs } = this.database.dialect;
    const { name, startsAtMs, endsAtMs, leadMs, zone, safetyFactor, runwayMs, items } = wish;
    await transaction.write(
      `INSERT INTO promotion (id, name, live_name, starts_at_ms, ends_at_ms, lead_ms, zone, safety_factor, runway_ms, items, state,
         state_at_ms, version, node_count, warnings, created_at_ms, created_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${nowMs}, 1, ?, ?, ${nowMs}, ?)`,
      [
        ...[id, name, name, startsAtMs, endsAtMs, leadMs, zone, safetyFactor, runwayMs, items, more.state],
        ...[more.nodeCount, more.warnings, more.createdBy],
      ],
    );
  }

  /** Raises its version where the wish or the state changes: a plan made anew is no change to base another one on. @throws what `isDuplicate` knows when another one that has not ended has this name */
  async update(transaction: Transaction, { id, name }: PromotionRecord, change: PromotionChange): Promise<void> {
    const { nowMs } = this.database.dialect;
    const sets: string[] = [];
    const values: unknown[] = [];
    const set = (column: string, value: unknown) => {
      sets.push(`${column} = ?`);
      values.push(value);
    };
    const { wish, state, nodeCount, warnings, detail, isReportFinal } = change;
    if (wish !== undefined) {
      set('name', wish.name);
      set('starts_at_ms', wish.startsAtMs);
      set('ends_at_ms', wish.endsAtMs);
      set('lead_ms', wish.leadMs);
      set('zone', wish.zone);
      set('safety_factor', wish.safetyFactor);
      set('runway_ms', wish.runwayMs);
      set('items', wish.items);
    }
    if (wish !== undefined || state !== undefined) {
      sets.push('version = version + 1');
      set('live_name', isEnded(state) ? null : (wish?.name ?? name));
    }
    if (state !== undefined) {
      set('state', state);
      sets.push(`state_at_ms = ${nowMs}`);
    }
    if (state === 'warming') sets.push(`warmed_at_ms = ${nowMs}`);
    if (isEnded(state)) sets.push(`ended_at_ms = ${nowMs}`);
    if (nodeCount !== undefined) set('node_count', nodeCount);
    if (warnings !== undefined) set('warnings', warnings);
    if (detail !== undefined) set('detail', detail?.slice(0, DETAIL_LENGTH_MAX) ?? null);
    if (isReportFinal !== undefined) set('report_final', Number(isReportFinal));
    if (sets.length > 0)
      await transaction.write(`UPDATE promotion SET ${sets.join(', ')} WHERE id = ?`, [...values, id]);
  }

  /**
   * Makes its tags just these. Rows are put in place and taken away by their whole key: a DELETE that finds nothing locks the gap where
   * others put their first rows.
   */
  async putTags(
    transaction: Transaction,
    id: string,
    tags: readonly Omit<PromotionTagRecord, 'report'>[],
  ): Promise<void> {
    await takeAway(transaction, 'promotion_tag', id, tags);
    for (let from = 0; from < tags.length; from += ROWS_PER_STATEMENT) {
      const some = tags.slice(from, from + ROWS_PER_STATEMENT);
      await transaction.write(
        `REPLACE INTO promotion_tag (promotion_id, biz_tag, step, plan, jump_epoch, jump_step)
         VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
        some.flatMap(({ bizTag, step, plan, jumpEpoch, jumpStep }) => [id, bizTag, step, plan, jumpEpoch, jumpStep]),
      );
    }
  }

  async putReport(
    transaction: Transaction,
    id: string,
    bizTag: string,
    report: { actualRate: number; report: string },
  ): Promise<void> {
    await transaction.write(
      'UPDATE promotion_tag SET actual_rate = ?, report = ? WHERE promotion_id = ? AND biz_tag = ?',
      [report.actualRate, report.report, id, bizTag],
    );
  }

  async addEvent(transaction: Transaction, id: string, event: NewPromotionEvent): Promise<void> {
    const { from, state, nodeId, actor, lateMs, detail } = event;
    await transaction.write(
      `INSERT INTO promotion_event (promotion_id, at_ms, from_state, state, node_id, actor, late_ms, detail)
       VALUES (?, ${this.database.dialect.nowMs}, ?, ?, ?, ?, ?, ?)`,
      [id, from, state, nodeId, actor, Math.round(lateMs), detail?.slice(0, DETAIL_LENGTH_MAX) ?? null],
    );
  }

  private columns(): string {
    const { text } = this.database.dialect;
    const exact = [
      ...['starts_at_ms', 'ends_at_ms', 'lead_ms', 'runway_ms', 'state_at_ms'],
      ...['warmed_at_ms', 'ended_at_ms', 'created_at_ms'],
    ].map((column) => `${text(column)} AS ${column}`);
    return `id, name, zone, safety_factor, items, state, version, node_count, warnings, detail, report_final, created_by, ${exact.join(', ')}`;
  }

  private eventColumns(): string {
    const { text } = this.database.dialect;
    return `SELECT promotion_id, ${text('at_ms')} AS at_text, from_state, state, node_id, actor, ${text('late_ms')} AS late_text, detail
            FROM promotion_event`;
  }
}

function isEnded(state: PromotionRecordState | undefined): boolean {
  return state !== undefined && !LIVE.includes(`'${state}'`);
}
