/** Who changed what. A change and its row are one transaction: neither is there without the other. */
import type { Database, Row, Transaction } from './database.js';

/** A state, as it is written to the audit. It holds no secret. */
export type AuditState = Readonly<Record<string, unknown>>;

export interface AuditDraft {
  /** The operator's name, `token:` and the token's, or `system`. */
  readonly actor: string;
  readonly role: string | null;
  /** Where the request came from. */
  readonly address: string;
  readonly requestId: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string | null;
}

export interface AuditRecord extends AuditDraft {
  readonly id: bigint;
  readonly at: Date;
  readonly outcome: 'done' | 'refused';
  /** Why it was refused. */
  readonly code: string | null;
  readonly before: AuditState | null;
  readonly after: AuditState | null;
}

/** What a change made of what. */
export interface Change<T> {
  readonly before: AuditState | null;
  readonly after: AuditState | null;
  readonly result: T;
}

export interface AuditSearch {
  readonly q?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly outcome?: 'done' | 'refused' | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export class AuditRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Makes a change with its row. What `work` throws undoes both. */
  change<T>(draft: AuditDraft, work: (transaction: Transaction) => Promise<Change<T>>): Promise<T> {
    return this.database.change(async (transaction) => {
      const { before, after, result } = await work(transaction);
      await this.write(transaction, { ...draft, outcome: 'done', code: null, before, after });
      return result;
    });
  }

  /** The same for a change that may turn out not to be called for: where `work` gives nothing, nothing is written. */
  changeIf<T>(
    draft: AuditDraft,
    work: (transaction: Transaction) => Promise<Change<T> | undefined>,
  ): Promise<T | undefined> {
    return this.database.change(async (transaction) => {
      const change = await work(transaction);
      if (change === undefined) return undefined;
      const { before, after, result } = change;
      await this.write(transaction, { ...draft, outcome: 'done', code: null, before, after });
      return result;
    });
  }

  /** Writes down what somebody was refused. @param asked what they wanted, without secrets */
  refused(draft: AuditDraft, code: string, asked: AuditState | null): Promise<void> {
    return this.database.change((transaction) =>
      this.write(transaction, { ...draft, outcome: 'refused', code, before: null, after: asked }),
    );
  }

  /** @param page from 0 @returns newest first */
  async list(search: AuditSearch, page: number, pageSize: number): Promise<{ items: AuditRecord[]; total: number }> {
    const { where, values } = this.conditions(search);
    const [rows, [counted]] = await Promise.all([
      this.rows(where, [...values, pageSize, page * pageSize], 'LIMIT ? OFFSET ?'),
      this.database.ask(`SELECT COUNT(*) AS total FROM audit ${where}`, values),
    ]);
    return { items: rows.map(recordOf), total: Number(counted?.total ?? 0) };
  }

  /** The newest before `beforeId`, for reading all of them piece by piece. */
  async listBefore(search: AuditSearch, beforeId: bigint | null, limit: number): Promise<AuditRecord[]> {
    const { where, values } = this.conditions(search);
    const below = beforeId === null ? '' : `${where === '' ? 'WHERE' : ' AND'} id < ?`;
    const rows = await this.rows(
      where + below,
      [...values, ...(beforeId === null ? [] : [String(beforeId)]), limit],
      'LIMIT ?',
    );
    return rows.map(recordOf);
  }

  private rows(where: string, values: unknown[], limit: string): Promise<Row[]> {
    const { dialect } = this.database;
    return this.database.ask(
      `SELECT ${dialect.text('id')} AS id_text, ${dialect.text('at_ms')} AS at_text, actor, role, address, action, target, outcome,
              code, before_json, after_json, reason, request_id
       FROM audit ${where} ORDER BY id DESC ${limit}`,
      values,
    );
  }

  private async write(transaction: Transaction, entry: Omit<AuditRecord, 'id' | 'at'>): Promise<void> {
    await transaction.write(
      `INSERT INTO audit (at_ms, actor, role, address, action, target, outcome, code, before_json, after_json, reason, request_id)
       VALUES (${this.database.dialect.nowMs}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        entry.actor,
        entry.role,
        entry.address,
        entry.action,
        entry.target,
        entry.outcome,
        entry.code,
        jsonOf(entry.before),
        jsonOf(entry.after),
        entry.reason,
        entry.requestId,
      ],
    );
  }

  private conditions(search: AuditSearch): { where: string; values: unknown[] } {
    const conditions: string[] = [];
    const values: unknown[] = [];
    const and = (condition: string, ...of: unknown[]) => {
      conditions.push(condition);
      values.push(...of);
    };
    for (const column of ['actor', 'action', 'target', 'outcome'] as const) {
      if (search[column] !== undefined) and(`${column} = ?`, search[column]);
    }
    if (search.from !== undefined) and('at_ms >= ?', search.from.getTime());
    if (search.to !== undefined) and('at_ms < ?', search.to.getTime());
    if (search.q !== undefined && search.q !== '') {
      const like = `%${search.q.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
      const columns = ['actor', 'target', 'reason'];
      and(`(${columns.map((column) => `LOWER(${column}) LIKE ? ESCAPE '!'`).join(' OR ')})`, like, like, like);
    }
    return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
  }
}

function jsonOf(state: AuditState | null): string | null {
  return state === null
    ? null
    : JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function recordOf(row: Row): AuditRecord {
  const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const stateOf = (value: unknown) => (value === null || value === undefined ? null : JSON.parse(String(value)));
  return {
    id: BigInt(String(row.id_text)),
    at: new Date(Number(row.at_text)),
    actor: String(row.actor),
    role: textOf(row.role),
    address: String(row.address),
    action: String(row.action),
    target: String(row.target),
    outcome: row.outcome === 'refused' ? 'refused' : 'done',
    code: textOf(row.code),
    before: stateOf(row.before_json),
    after: stateOf(row.after_json),
    reason: textOf(row.reason),
    requestId: String(row.request_id),
  };
}
