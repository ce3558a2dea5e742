/** Operators and their sessions. Passwords and cookies are kept as hashes alone, and ages are by the database's clock. */
import type { Database, Row, Transaction } from './database.js';
import { isDuplicate } from './storage-error.js';

export type OperatorRole = 'viewer' | 'operator' | 'admin';

export interface OperatorRecord {
  readonly username: string;
  readonly role: OperatorRole;
  readonly mustChangePassword: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly lastLoginAt: Date | null;
  /** Sessions that have not ended. */
  readonly sessionCount: number;
}

export interface NewOperator {
  readonly username: string;
  readonly passwordHash: string;
  readonly role: OperatorRole;
  readonly mustChangePassword: boolean;
}

export type OperatorChange = Partial<Pick<NewOperator, 'passwordHash' | 'role' | 'mustChangePassword'>>;

export interface SessionLimits {
  /** Since it was last used. */
  readonly idleMaxMs: number;
  /** Since the login. */
  readonly ageMaxMs: number;
}

export interface SessionRecord {
  readonly username: string;
  readonly role: OperatorRole;
  readonly mustChangePassword: boolean;
  readonly version: number;
  readonly ageMs: number;
  readonly idleMs: number;
}

export class OperatorRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async list({ idleMaxMs, ageMaxMs }: SessionLimits): Promise<OperatorRecord[]> {
    const { nowMs } = this.database.dialect;
    const rows = await this.database.ask(
      `SELECT ${this.columns()}, (SELECT COUNT(*) FROM operator_session s WHERE s.username = o.username
         AND s.created_at_ms > ${nowMs} - ? AND s.used_at_ms > ${nowMs} - ?) AS session_count
       FROM operator o ORDER BY username`,
      [ageMaxMs, idleMaxMs],
    );
    return rows.map(operatorOf);
  }

  async passwordHash(username: string): Promise<string | undefined> {
    const [row] = await this.database.ask('SELECT password_hash FROM operator WHERE username = ?', [username]);
    return row === undefined ? undefined : String(row.password_hash);
  }

  async roleOf(username: string): Promise<OperatorRole | undefined> {
    const [row] = await this.database.ask('SELECT role FROM operator WHERE username = ?', [username]);
    return row === undefined ? undefined : (String(row.role) as OperatorRole);
  }

  /** Whether nobody can log in yet. */
  async isEmpty(): Promise<boolean> {
    return (await this.database.ask('SELECT 1 FROM operator LIMIT 1')).length === 0;
  }

  /** Makes the first operator of all. Several nodes may try at once. @returns whether it was this one who did */
  async createFirst(operator: NewOperator): Promise<boolean> {
    const { nowMs } = this.database.dialect;
    const create = this.database.change(async (transaction) => {
      const from = this.database.kind === 'mysql' ? 'FROM DUAL' : '';
      const made = await transaction.write(
        `INSERT INTO operator (username, password_hash, role, must_change_password, version, created_at_ms, updated_at_ms)
         SELECT ?, ?, ?, ?, 1, ${nowMs}, ${nowMs} ${from} WHERE NOT EXISTS (SELECT 1 FROM operator o)`,
        [operator.username, operator.passwordHash, operator.role, Number(operator.mustChangePassword)],
      );
      return made === 1;
    });
    return create.catch((error: unknown) => {
      if (isDuplicate(error)) return false;
      throw error;
    });
  }

  /** The operator, kept from other changes until the transaction ends. */
  async lock(transaction: Transaction, username: string): Promise<OperatorRecord | undefined> {
    const { forUpdate } = this.database.dialect;
    const [row] = await transaction.read(`SELECT ${this.columns()} FROM operator o WHERE username = ? ${forUpdate}`, [
      username,
    ]);
    return row === undefined ? undefined : operatorOf(row);
  }

  /** How many administrators there are besides this one; it stays so until the transaction ends. */
  async otherAdmins(transaction: Transaction, username: string): Promise<number> {
    const { forUpdate } = this.database.dialect;
    const rows = await transaction.read(`SELECT username FROM operator WHERE role = 'admin' ${forUpdate}`);
    return rows.filter((row) => row.username !== username).length;
  }

  async insert(transaction: Transaction, operator: NewOperator): Promise<void> {
    const { nowMs } = this.database.dialect;
    await transaction.write(
      `INSERT INTO operator (username, password_hash, role, must_change_password, version, created_at_ms, updated_at_ms)
       VALUES (?, ?, ?, ?, 1, ${nowMs}, ${nowMs})`,
      [operator.username, operator.passwordHash, operator.role, Number(operator.mustChangePassword)],
    );
  }

  async update(transaction: Transaction, username: string, change: OperatorChange): Promise<void> {
    const { passwordHash, role, mustChangePassword } = change;
    const sets = ['version = version + 1', `updated_at_ms = ${this.database.dialect.nowMs}`];
    const values: unknown[] = [];
    const set = (column: string, value: unknown) => {
      if (value === undefined) return;
      sets.push(`${column} = ?`);
      values.push(value);
    };
    set('password_hash', passwordHash);
    set('role', role);
    set('must_change_password', mustChangePassword === undefined ? undefined : Number(mustChangePassword));
    await transaction.write(`UPDATE operator SET ${sets.join(', ')} WHERE username = ?`, [...values, username]);
  }

  async remove(transaction: Transaction, username: string): Promise<void> {
    await transaction.write('DELETE FROM operator_session WHERE username = ?', [username]);
    await transaction.write('DELETE FROM operator WHERE username = ?', [username]);
  }

  /** @param hash of the cookie, in hex */
  async openSession(transaction: Transaction, hash: string, username: string, limits: SessionLimits): Promise<void> {
    const { nowMs } = this.database.dialect;
    await transaction.write(
      `DELETE FROM operator_session WHERE created_at_ms <= ${nowMs} - ? OR used_at_ms <= ${nowMs} - ?`,
      [limits.ageMaxMs, limits.idleMaxMs],
    );
    await transaction.write(
      `INSERT INTO operator_session (session_hash, username, created_at_ms, used_at_ms) VALUES (?, ?, ${nowMs}, ${nowMs})`,
      [hash, username],
    );
    await transaction.write(`UPDATE operator SET last_login_at_ms = ${nowMs} WHERE username = ?`, [username]);
  }

  /** A session that has not ended, with who it is now. */
  async findSession(hash: string, { idleMaxMs, ageMaxMs }: SessionLimits): Promise<SessionRecord | undefined> {
    const { nowMs, text } = this.database.dialect;
    const [row] = await this.database.ask(
      `SELECT o.username, o.role, o.must_change_password, o.version,
              ${text(`${nowMs} - s.created_at_ms`)} AS age_ms, ${text(`${nowMs} - s.used_at_ms`)} AS idle_ms
       FROM operator_session s JOIN operator o ON o.username = s.username WHERE s.session_hash = ?`,
      [hash],
    );
    if (row === undefined) return undefined;
    const [ageMs, idleMs] = [Number(row.age_ms), Number(row.idle_ms)];
    if (ageMs >= ageMaxMs || idleMs >= idleMaxMs) return undefined;
    return {
      username: String(row.username),
      role: String(row.role) as OperatorRole,
      mustChangePassword: Number(row.must_change_password) === 1,
      version: Number(row.version),
      ageMs,
      idleMs,
    };
  }

  async touchSession(hash: string): Promise<void> {
    const { nowMs } = this.database.dialect;
    await this.database.change((transaction) =>
      transaction.write(`UPDATE operator_session SET used_at_ms = ${nowMs} WHERE session_hash = ?`, [hash]),
    );
  }

  async closeSession(transaction: Transaction, hash: string): Promise<void> {
    await transaction.write('DELETE FROM operator_session WHERE session_hash = ?', [hash]);
  }

  /** Ends all sessions of somebody, but for one. */
  async closeSessions(transaction: Transaction, username: string, exceptHash: string | null): Promise<void> {
    await transaction.write('DELETE FROM operator_session WHERE username = ? AND session_hash <> ?', [
      username,
      exceptHash ?? '',
    ]);
  }

  private columns(): string {
    const { text } = this.database.dialect;
    const times = ['created_at_ms', 'last_login_at_ms'].map((column) => `${text(`o.${column}`)} AS ${column}`);
    return ['o.username', 'o.role', 'o.must_change_password', 'o.version', ...times].join(', ');
  }
}

function operatorOf(row: Row): OperatorRecord {
  const lastLogin = row.last_login_at_ms;
  return {
    username: String(row.username),
    role: String(row.role) as OperatorRole,
    mustChangePassword: Number(row.must_change_password) === 1,
    version: Number(row.version),
    createdAt: new Date(Number(row.created_at_ms)),
    lastLoginAt: lastLogin === null || lastLogin === undefined ? null : new Date(Number(lastLogin)),
    sessionCount: Number(row.session_count ?? 0),
  };
}
