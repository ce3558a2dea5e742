/** API tokens, of which only a hash is kept, and how many numbers each has taken today. */
import type { Database, Row, Transaction } from './database.js';

/** As libs/contract has it; here it is only kept. */
export interface TokenScope {
  readonly tags: string;
  readonly verbs: readonly string[];
  readonly dailyQuota?: number | null | undefined;
}

export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret, in hex. */
  readonly secretHash: string;
  readonly scopes: readonly TokenScope[];
  /** Numbers a second; null without a limit. */
  readonly ratePerSecond: number | null;
  /** Numbers at once. */
  readonly burst: number | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export type NewToken = Omit<TokenRecord, 'version' | 'createdAt' | 'lastUsedAt' | 'revokedAt'>;

/** Numbers of one tag that one token has taken. */
export interface TokenUse {
  readonly tokenId: string;
  readonly bizTag: string;
  readonly numberCount: number;
}

/** How long the revoked and expired stay listed. */
const KEEP_DEAD_MS = 30 * 24 * 3_600_000;
const KEEP_USAGE_MS = 3 * 24 * 3_600_000;

export class TokenRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Newest first; those that have been dead for long are left out. */
  async list(): Promise<TokenRecord[]> {
    const { nowMs } = this.database.dialect;
    const rows = await this.database.ask(
      `SELECT ${this.columns()} FROM api_token
       WHERE (revoked_at_ms IS NULL OR revoked_at_ms > ${nowMs} - ${KEEP_DEAD_MS})
         AND (expires_at_ms IS NULL OR expires_at_ms > ${nowMs} - ${KEEP_DEAD_MS})
       ORDER BY created_at_ms DESC, id`,
    );
    return rows.map(tokenOf);
  }

  /** The live tokens of a name; no other of that name is made until the transaction ends. */
  async lockLive(transaction: Transaction, name: string): Promise<TokenRecord[]> {
    const { nowMs, forUpdate } = this.database.dialect;
    // A row that is there whatever the name, so that two who make the first token of a name wait for each other.
    if (forUpdate !== '')
      await transaction.read(`SELECT username FROM operator ORDER BY username LIMIT 1 ${forUpdate}`);
    const rows = await transaction.read(
      `SELECT ${this.columns()} FROM api_token
       WHERE name = ? AND revoked_at_ms IS NULL AND (expires_at_ms IS NULL OR expires_at_ms > ${nowMs})`,
      [name],
    );
    return rows.map(tokenOf);
  }

  async lock(transaction: Transaction, id: string): Promise<TokenRecord | undefined> {
    const { forUpdate } = this.database.dialect;
    const [row] = await transaction.read(`SELECT ${this.columns()} FROM api_token WHERE id = ? ${forUpdate}`, [id]);
    return row === undefined ? undefined : tokenOf(row);
  }

  async insert(transaction: Transaction, token: NewToken): Promise<void> {
    const { nowMs } = this.database.dialect;
    await transaction.write(
      `INSERT INTO api_token (id, name, secret_hash, scopes, rate_per_second, burst, version, created_at_ms, created_by, expires_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, 1, ${nowMs}, ?, ?)`,
      [
        token.id,
        token.name,
        token.secretHash,
        JSON.stringify(token.scopes),
        token.ratePerSecond,
        token.burst,
        token.createdBy,
        token.expiresAt?.getTime() ?? null,
      ],
    );
  }

  async revoke(transaction: Transaction, id: string): Promise<void> {
    const { nowMs } = this.database.dialect;
    await transaction.write(`UPDATE api_token SET revoked_at_ms = ${nowMs}, version = version + 1 WHERE id = ?`, [id]);
  }

  async touch(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { nowMs } = this.database.dialect;
    await this.database.change((transaction) =>
      transaction.write(
        `UPDATE api_token SET last_used_at_ms = ${nowMs} WHERE id IN (${ids.map(() => '?').join(', ')})`,
        [...ids],
      ),
    );
  }

  /** Adds what was taken through this node. @param dayMs when the day began (UTC) */
  async addUses(dayMs: number, nodeId: string, uses: readonly TokenUse[]): Promise<void> {
    const conflict =
      this.database.kind === 'mysql'
        ? 'ON DUPLICATE KEY UPDATE number_count = number_count + VALUES(number_count)'
        : 'ON CONFLICT (day_ms, token_id, biz_tag, node_id) DO UPDATE SET number_count = number_count + excluded.number_count';
    await this.database.change(async (transaction) => {
      for (const { tokenId, bizTag, numberCount } of uses) {
        await transaction.write(
          `INSERT INTO token_usage (day_ms, token_id, biz_tag, node_id, number_count) VALUES (?, ?, ?, ?, ?) ${conflict}`,
          [dayMs, tokenId, bizTag, nodeId, numberCount],
        );
      }
      await transaction.write('DELETE FROM token_usage WHERE day_ms < ?', [dayMs - KEEP_USAGE_MS]);
    });
  }

  /** What was taken on a day through all nodes. */
  async uses(dayMs: number): Promise<TokenUse[]> {
    const { text } = this.database.dialect;
    const rows = await this.database.ask(
      `SELECT token_id, biz_tag, ${text('SUM(number_count)')} AS number_count FROM token_usage WHERE day_ms = ?
       GROUP BY token_id, biz_tag`,
      [dayMs],
    );
    return rows.map((row) => ({
      tokenId: String(row.token_id),
      bizTag: String(row.biz_tag),
      numberCount: Number(row.number_count),
    }));
  }

  private columns(): string {
    const { text } = this.database.dialect;
    const exact = ['rate_per_second', 'burst', 'created_at_ms', 'expires_at_ms', 'last_used_at_ms', 'revoked_at_ms'];
    const columns = exact.map((column) => `${text(column)} AS ${column}_text`);
    return ['id', 'name', 'secret_hash', 'scopes', 'version', 'created_by', ...columns].join(', ');
  }
}

function tokenOf(row: Row): TokenRecord {
  const numberOf = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  const momentOf = (value: unknown) => (value === null || value === undefined ? null : new Date(Number(value)));
  return {
    id: String(row.id),
    name: String(row.name),
    secretHash: String(row.secret_hash),
    scopes: JSON.parse(String(row.scopes)) as TokenScope[],
    ratePerSecond: numberOf(row.rate_per_second_text),
    burst: numberOf(row.burst_text),
    version: Number(row.version),
    createdAt: new Date(Number(row.created_at_ms_text)),
    createdBy: String(row.created_by),
    expiresAt: momentOf(row.expires_at_ms_text),
    lastUsedAt: momentOf(row.last_used_at_ms_text),
    revokedAt: momentOf(row.revoked_at_ms_text),
  };
}
