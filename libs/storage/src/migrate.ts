/** Brings the schema up to this version, one process at a time, and refuses one that a later version has made. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Database } from './database.js';
import { FirstTables1760000000001 } from './migrations/1-first-tables.js';
import { ControlPlane1760000000002 } from './migrations/2-control-plane.js';
import { Promotions1760000000003 } from './migrations/3-promotions.js';
import { sqliteConnectionOf } from './sqlite-connection.js';
import { StorageError } from './storage-error.js';

export const MIGRATIONS = [FirstTables1760000000001, ControlPlane1760000000002, Promotions1760000000003];
export const MIGRATIONS_TABLE = 'banyan_migration';

/** One a database, and no longer than the 64 characters that MySQL allows, however long its name. */
const LOCK = "CONCAT('banyan.migrate.', MD5(DATABASE()))";
/** How long another process that migrates is waited for. */
const LOCK_TIMEOUT_S = 60;
/** How often a file that another process is changing is tried. */
const FILE_TRIES_MAX = 20;

export async function migrate(database: Database, where: string): Promise<void> {
  const { dataSource } = database;
  if (database.kind === 'sqlite') await migrateFile(dataSource, where);
  else await migrateServer(dataSource, where);
}

async function migrateServer(dataSource: DataSource, where: string): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    const [answer] = await runner.query(`SELECT GET_LOCK(${LOCK}, ?) AS locked`, [LOCK_TIMEOUT_S]);
    if (Number(answer?.locked) !== 1) {
      throw new StorageError(
        'unreachable',
        'another process has been changing the schema for a minute; it is waited for',
      );
    }
    // Whoever held the lock may have been a later version.
    await assertNotNewer(dataSource, where);
    if (await dataSource.showMigrations()) await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${LOCK})`).catch(() => undefined);
    await runner.release();
  }
}

/** Two processes on one file: whoever comes second finds the file locked or the work done. */
async function migrateFile(dataSource: DataSource, where: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await assertNotNewer(dataSource, where);
      if (await dataSource.showMigrations()) await dataSource.runMigrations({ transaction: 'all' });
      return;
    } catch (error) {
      if (error instanceof StorageError || tries >= FILE_TRIES_MAX) throw error;
      const connection = sqliteConnectionOf(dataSource);
      if (connection.inTransaction) connection.exec('ROLLBACK');
      await sleep(100);
    }
  }
}

async function assertNotNewer(dataSource: DataSource, where: string): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(MIGRATIONS_TABLE))) return;
    const known = new Set(MIGRATIONS.map((migration) => migration.name));
    const rows: { name: string }[] = await runner.query(`SELECT name FROM ${MIGRATIONS_TABLE}`);
    const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
    if (unknown.length === 0) return;
    const sentence = `${where} was migrated by a later version of Banyan (${unknown.join(', ')}): run that version, or one after it`;
    throw new StorageError('newer-schema', sentence);
  } finally {
    await runner.release();
  }
}
