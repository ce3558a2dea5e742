/** Both kinds of database, for tests of what holds on either. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MariaDb } from './mariadb.js';

/** What a Storage, or the environment of a server, is told of an empty database. */
export interface EmptyDatabase {
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** The same as settings of a server. */
  readonly settings: Readonly<Record<string, string>>;
}

export type DatabaseKind = 'MariaDB' | 'SQLite';
export const DATABASE_KINDS: readonly DatabaseKind[] = ['MariaDB', 'SQLite'];

export class Databases {
  readonly mariaDb: MariaDb;
  private readonly folders: string[] = [];

  private constructor(mariaDb: MariaDb) {
    this.mariaDb = mariaDb;
  }

  static async start(): Promise<Databases> {
    return new Databases(await MariaDb.start());
  }

  async create(kind: DatabaseKind): Promise<EmptyDatabase> {
    const dataDir = mkdtempSync(join(tmpdir(), 'banyan-data-'));
    this.folders.push(dataDir);
    if (kind === 'SQLite') return { dataDir, settings: { DATA_DIR: dataDir } };
    const databaseUrl = await this.mariaDb.createDatabase();
    return { databaseUrl, dataDir, settings: { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } };
  }

  async remove(): Promise<void> {
    await this.mariaDb.remove();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** A biz tag that no other test has. */
export function newTagName(prefix = 'tag'): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}
