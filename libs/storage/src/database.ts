/**
 * One database behind two dialects. Reads and transactions go through here, and so does everything that must not run at the same
 * time as another: SQLite has one connection, and a statement that slipped into somebody else's transaction there would be
 * undone with it. A reservation undone after its numbers were handed out is a repeat; so SQLite has a gate, and all pass it.
 */
import type { DataSource, EntityManager } from 'typeorm';
import { Gate } from './gate.js';

export type Row = Readonly<Record<string, unknown>>;

/** Where the two dialects differ in what the library says to them. */
export interface Dialect {
  /** Milliseconds since 1970 by the database's clock. */
  readonly nowMs: string;
  /** An integer column as text, so that none is rounded on its way. */
  text(column: string): string;
}

export const MYSQL_DIALECT: Dialect = {
  // Not UNIX_TIMESTAMP(NOW(3)): that goes by local time, which in autumn says one hour twice.
  nowMs: '(UNIX_TIMESTAMP() * 1000 + MICROSECOND(NOW(3)) DIV 1000)',
  text: (column) => `CAST(${column} AS CHAR)`,
};

export const SQLITE_DIALECT: Dialect = {
  nowMs: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
  text: (column) => `CAST(${column} AS TEXT)`,
};

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
}
