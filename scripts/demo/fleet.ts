/** The demo's fleet: one database, two servers, and what can be read of them from outside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BufferFigure, bizTagListSchema } from '#contract';
import { Storage } from '#storage';
import { adminOf } from '../../test/support/admin.js';
import { findMariaDb, MariaDb } from '../../test/support/mariadb.js';
import { ServerProcess } from '../../test/support/server.js';

/** A crash in the spike is seen, and the promotion planned anew, within it. */
const SYNC_INTERVAL_MS = 1_000;

export class Fleet {
  readonly servers: ServerProcess[] = [];
  private readonly settings: Record<string, string>;
  private readonly mariaDb: MariaDb | undefined;
  private readonly storage: Storage;
  private readonly folder: string;

  private constructor(folder: string, mariaDb: MariaDb | undefined, databaseUrl: string | undefined) {
    this.folder = folder;
    this.mariaDb = mariaDb;
    const database = databaseUrl && { DATABASE_URL: databaseUrl };
    this.settings = {
      LOG_LEVEL: 'error',
      DATA_DIR: folder,
      SYNC_INTERVAL_MS: String(SYNC_INTERVAL_MS),
      ...database,
    };
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

  /** The server that nobody kills. */
  get steady(): ServerProcess {
    const [server] = this.servers;
    if (server === undefined) throw new Error('the fleet has no server');
    return server;
  }

  /** @param address of a node, `host:port` @returns such as `server 1` */
  nameOf(address: string): string {
    const index = this.servers.findIndex(({ port }) => address.endsWith(`:${port}`));
    return index < 0 ? address : `server ${index + 1}`;
  }

  /** What every node holds of the tags of orders, as it last said. */
  async buffers(): Promise<BufferFigure[]> {
    const admin = await adminOf(this.steady);
    const { items } = bizTagListSchema.parse(await admin.json(admin.get('/tags?q=order')));
    return items.flatMap(({ buffers }) => buffers);
  }

  /** Reservations the database was asked for, by all nodes that ever were. */
  async reservationCount(): Promise<number> {
    const [row] = await this.storage.dataSource.query('SELECT COUNT(*) AS count FROM segment_grant');
    return Number(row.count);
  }

  /** Reservations of each node in a stretch of time, given in ms since 1970. */
  async reservationsBetween(fromMs: number, toMs: number): Promise<ReadonlyMap<string, number>> {
    const rows = await this.storage.dataSource.query(
      `SELECT node_id AS nodeId, COUNT(*) AS count FROM segment_grant
       WHERE granted_at_ms >= ${fromMs} AND granted_at_ms < ${toMs} GROUP BY node_id`,
    );
    return new Map(rows.map(({ nodeId, count }: Record<string, unknown>) => [String(nodeId), Number(count)]));
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop('SIGINT')));
    await this.storage.close();
    await this.mariaDb?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
