/** The demo's fleet: one database, two servers, and what can be read of them from outside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bizTagListSchema } from '#contract';
import { Storage } from '#storage';
import { adminOf } from '../../test/support/admin.js';
import { findMariaDb, MariaDb } from '../../test/support/mariadb.js';
import { ServerProcess } from '../../test/support/server.js';

export class Fleet {
  readonly servers: ServerProcess[] = [];
  private readonly settings: Record<string, string>;
  private readonly mariaDb: MariaDb | undefined;
  private readonly storage: Storage;
  private readonly folder: string;

  private constructor(folder: string, mariaDb: MariaDb | undefined, databaseUrl: string | undefined) {
    this.folder = folder;
    this.mariaDb = mariaDb;
    this.settings = { LOG_LEVEL: 'error', DATA_DIR: folder, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
    this.storage = new Storage({ dataDir: folder, nodeId: 'demo', ...(databaseUrl && { databaseUrl }) });
  }

  static async start(): Promise<Fleet> {
    const folder = mkdtempSync(join(tmpdir(), 'banyan-demo-'));
    const mariaDb = findMariaDb() === undefined ? undefined : await MariaDb.start();
    const fleet = new Fleet(folder, mariaDb, await mariaDb?.createDatabase());
    fleet.servers.push(await ServerProcess.start(fleet.settings));
    fleet.servers.push(await ServerProcess.start(fleet.settings));
    await fleet.storage.connect();
    return fleet;
  }

  describe(): string {
    return this.storage.describe().replace(this.folder, '…');
  }

  /** Ends the second server as a crash would. */
  async crash(): Promise<void> {
    await this.servers[1]?.stop('SIGKILL');
  }

  /** Starts the second server again where it was. */
  async restart(): Promise<void> {
    const old = this.servers[1];
    if (old === undefined) return;
    this.servers[1] = await ServerProcess.start({ ...this.settings, PORT: String(old.port) });
  }

  /** The step the first server takes next for a tag, and what its buffers hold. */
  async stepOf(bizTag: string): Promise<number> {
    const [server] = this.servers;
    if (server === undefined) return 0;
    const response = await (await adminOf(server)).get(`/tags?q=${bizTag}`);
    const list = bizTagListSchema.safeParse(await response.json());
    const buffers = list.data?.items.find((tag) => tag.bizTag === bizTag)?.buffers ?? [];
    return Math.max(0, ...buffers.map(({ step }) => step));
  }

  /** Reservations the database was asked for, by all nodes that ever were. */
  async reservationCount(): Promise<number> {
    const [row] = await this.storage.dataSource.query('SELECT COUNT(*) AS count FROM segment_grant');
    return Number(row.count);
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop('SIGINT')));
    await this.storage.close();
    await this.mariaDb?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
