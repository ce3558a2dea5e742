/** The embedded database: libsql behind TypeORM's better-sqlite3 driver, prebuilt for every platform it is used on. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { Row } from './database.js';
import { codeOf, messageOf, StorageError } from './storage-error.js';

/** As much of the driver's connection as is used here; every call of it is synchronous. */
export interface SqliteConnection {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  pragma(sql: string): unknown;
  prepare(sql: string): {
    run(...parameters: unknown[]): unknown;
    get(...parameters: unknown[]): Row | undefined;
  };
}

const FILE = 'banyan.db';
/** How long another process that writes is waited for. The event loop waits with it. */
const BUSY_TIMEOUT_MS = 2_000;

export function sqliteFile(dataDir: string): string {
  return join(dataDir, FILE);
}

export function sqliteOptions(
  dataDir: string,
): Pick<DataSourceOptions & { type: 'better-sqlite3' }, 'type' | 'database' | 'driver' | 'prepareDatabase'> {
  const require = createRequire(import.meta.url);
  return {
    type: 'better-sqlite3',
    database: sqliteFile(dataDir),
    driver: require('libsql'),
    prepareDatabase: (connection: SqliteConnection) => {
      connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      connection.pragma('journal_mode = WAL');
      // With NORMAL, a power cut takes back commits whose numbers have been handed out.
      connection.pragma('synchronous = FULL');
    },
  };
}

/** Makes the folder if need be. @throws StorageError `not-writable` */
export function assertWritable(dataDir: string): void {
  try {
    makeFolder(resolve(dataDir));
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StorageError('not-writable', notWritable(dataDir, codeOf(error) || messageOf(error)), error);
  }
}

/** Step by step: Node's own recursive mkdir never returns where a folder can't be made below one that is there, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

export function notWritable(dataDir: string, why: string): string {
  return `the folder ${resolve(dataDir)} can't be written (${why}): set DATA_DIR to one that can, or DATABASE_URL to a MySQL or MariaDB`;
}

export function sqliteConnectionOf(dataSource: DataSource): SqliteConnection {
  const { driver } = dataSource;
  if (!dataSource.isInitialized || !('databaseConnection' in driver)) throw new Error('it is not connected');
  return driver.databaseConnection as SqliteConnection;
}
