/** MySQL and MariaDB: how they are connected to, which are too old, and what their errors mean. */
import { createPool, type Pool } from 'mysql2';
import type { DataSourceOptions } from 'typeorm';
import type { DatabaseAddress, DatabaseHost } from './database-url.js';
import { codeOf, messageOf, StorageError } from './storage-error.js';

/** The connections reservations use: a reservation takes a millisecond and a tag reserves every few minutes. */
const RESERVATION_CONNECTIONS = 8;
const OTHER_CONNECTIONS = 8;

export interface MysqlTimes {
  readonly connectTimeoutMs: number;
}

type MysqlOptions = DataSourceOptions & { type: 'mysql' };

export function mysqlOptions(address: DatabaseAddress, host: DatabaseHost, times: MysqlTimes): MysqlOptions {
  return {
    type: 'mysql',
    host: host.host,
    port: host.port,
    username: address.user,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4',
    // Without these two, mysql2 rounds every BIGINT above 2^53 and says nothing.
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: times.connectTimeoutMs,
    poolSize: OTHER_CONNECTIONS,
    extra: { enableKeepAlive: true },
  };
}

/** The pool of the reservations alone: its statements are constants that go out several at a time. */
export function reservationPool(address: DatabaseAddress, host: DatabaseHost, times: MysqlTimes): Pool {
  return createPool({
    host: host.host,
    port: host.port,
    user: address.user,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: true,
    connectTimeout: times.connectTimeoutMs,
    connectionLimit: RESERVATION_CONNECTIONS,
    enableKeepAlive: true,
    waitForConnections: true,
  });
}

export type { Pool };

/** What the server says it is, such as `10.11.6-MariaDB` or `8.4.3`. @throws StorageError `unsupported` */
export function serverName(version: string): string {
  const isMariaDb = /mariadb/i.test(version);
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const isOldEnough = isMariaDb ? major * 100 + minor >= 1_006 : major >= 8;
  const name = `${isMariaDb ? 'MariaDB' : 'MySQL'} ${version.split('-')[0]}`;
  if (isOldEnough) return name;
  throw new StorageError('unsupported', `${name} is too old: Banyan needs MySQL 8.0 or MariaDB 10.6, or later`);
}

const REJECTED: Readonly<Record<string, string>> = {
  ER_ACCESS_DENIED_ERROR: 'refuses this user or password: check both in DATABASE_URL',
  ER_DBACCESS_DENIED_ERROR: 'gives this user no right to the database: grant it, or name another in DATABASE_URL',
  ER_BAD_DB_ERROR: 'has no such database: create it, or name another in DATABASE_URL',
  ER_TABLEACCESS_DENIED_ERROR:
    'gives this user too few rights: grant SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER and INDEX',
  ER_NOT_SUPPORTED_AUTH_MODE:
    'wants a way to log in that is not supported: use mysql_native_password or caching_sha2_password',
};

/** @param where host, port and database, for people */
export function mysqlFault(error: unknown, where: string, user: string): StorageError {
  if (error instanceof StorageError) return error;
  const code = codeOf(error);
  const rejected = REJECTED[code];
  if (rejected !== undefined)
    return new StorageError('rejected', `the database at ${where} ${rejected} (user ${user})`, error);
  const why = code === '' ? messageOf(error) : code;
  return new StorageError(
    'unreachable',
    `the database at ${where} can't be used (${why}): start it, or correct DATABASE_URL`,
    error,
  );
}
