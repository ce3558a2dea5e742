/**
 * One database behind two dialects. Reads and transactions go through here, and so does everything that must not run at the same
 * time as another: SQLite has one connection, and a statement that slipped into somebody else's transaction there would be
 * undone with it. A reservation undone after its numbers were handed out is a repeat; so SQLite has a gate, and all pass it.
 */
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { answeredWithin } from './answered-within.js';
import { Gate } from './gate.js';
import { isVictim, messageOf, StorageError } from './storage-error.js';

export type Row = Readonly<Record<string, unknown>>;

/** Where the two dialects differ in what the library says to them. */
export interface Dialect {
  /** Milliseconds since 1970 by the database's clock. */
  readonly nowMs: string;
  /** Ends a SELECT whose rows are going to be changed in the same transaction. */
  readonly forUpdate: string;
  /** An integer column as text, so that none is rounded on its way. */
  text(column: string): string;
}

export const MYSQL_DIALECT: Dialect = {
  // Not UNIX_TIMESTAMP(NOW(3)): that goes by local time, which in autumn says one hour twice.
  nowMs: '(UNIX_TIMESTAMP() * 1000 + MICROSECOND(NOW(3)) DIV 1000)',
  forUpdate: 'FOR UPDATE',
  text: (column) => `CAST(${column} AS CHAR)`,
};

export const SQLITE_DIALECT: Dialect = {
  nowMs: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
  // Its one connection is behind a gate, and a transaction that writes has the file to itself.
  forUpdate: '',
  text: (column) => `CAST(${column} AS TEXT)`,
};

/** Longer than any statement of a healthy database, shorter than a person's patience. */
const ASK_TIMEOUT_MS = 4_000;
/** A change may wait for a row that a slow reservation holds. */
const CHANGE_TIMEOUT_MS = 8_000;
/** Transactions that meet in a deadlock seldom meet in it again. */
const CHANGE_TRIES_MAX = 5;

export class Database {
  readonly kind: 'mysql' | 'sqlite';
  readonly dialect: Dialect;
  /** The one in use: another host brings another one. */
  dataSource: DataSource;
  readonly gate: Gate;

  constructor(kind: 'mysql' | 'sqlite', dataSource: DataSource) {
    this.kind = kind;
    this.dialect = kind === 'mysql' ? MYSQL_DIALECT : SQLITE_DIALECT;
    this.dataSource = dataSource;
    this.gate = new Gate(kind === 'sqlite' ? 1 : Number.POSITIVE_INFINITY);
  }

  /** Rows of a query; write integers that may pass 2^53 with `dialect.text`. */
  read(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.gate.through(() => this.dataSource.query(sql, parameters));
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.gate.through(() => this.dataSource.transaction(work));
  }

  /** A read for somebody who waits. @throws StorageError `unreachable` when the database is away or silent */
  ask(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return answeredWithin(ASK_TIMEOUT_MS, () => this.read(sql, parameters));
  }

  /**
   * A change for somebody who waits, all of it or nothing. What `work` throws undoes it and comes through. It may be run more than
   * once: what the database undid in favour of another transaction is made again.
   *
   * @throws StorageError `unreachable` when the database is away; `unknown-outcome` when it fell silent or did not confirm the commit
   */
  change<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return answeredWithin(CHANGE_TIMEOUT_MS, () => this.tryChange(work, CHANGE_TRIES_MAX), 'unknown-outcome');
  }

  private async tryChange<T>(work: (transaction: Transaction) => Promise<T>, triesLeft: number): Promise<T> {
    let isToCommit = false;
    try {
      return await this.transaction(async (manager) => {
        const { queryRunner } = manager;
        if (queryRunner === undefined) throw new Error('a transaction has a query runner');
        const done = await work(new Transaction(queryRunner));
        isToCommit = true;
        return done;
      });
    } catch (error) {
      if (isVictim(error) && triesLeft > 1) return this.tryChange(work, triesLeft - 1);
      if (!isToCommit) throw error;
      throw new StorageError('unknown-outcome', `the database did not confirm a change (${messageOf(error)})`, error);
    }
  }
}

/** The statements of one transaction. */
export class Transaction {
  private readonly runner: QueryRunner;

  constructor(runner: QueryRunner) {
    this.runner = runner;
  }

  async read(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.runner.query(sql, parameters);
  }

  /** @returns how many rows it changed; MySQL does not count those that were so already */
  async write(sql: string, parameters: unknown[] = []): Promise<number> {
    const { affected } = await this.runner.query(sql, parameters, true);
    return affected ?? 0;
  }
}
