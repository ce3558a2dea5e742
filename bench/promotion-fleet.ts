/** Two servers on one MariaDB, for the benches of a promotion: tags made on them, and what their nodes say of each tag. */
import type { ChildProcess } from 'node:child_process';
import { type BizTagDetail, bizTagDetailSchema, type PromotionDetail, promotionDetailSchema } from '#contract';
import { AdminClient } from '../test/support/admin.js';
import { MariaDb } from '../test/support/mariadb.js';
import { ServerProcess } from '../test/support/server.js';
import { until } from '../test/support/until.js';
import { startProcess, toldBy } from './processes.js';

export interface FleetOptions {
  /** How much later the database's answers reach the servers. */
  readonly delayMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

const NODES = 2;

export class PromotionFleet {
  private readonly mariaDb: MariaDb;
  private readonly proxy: ChildProcess | undefined;
  private readonly servers: ServerProcess[] = [];
  private readonly databaseUrl: string;
  private admins: AdminClient[] = [];
  private tagCount = 0;

  private constructor(mariaDb: MariaDb, databaseUrl: string, proxy: ChildProcess | undefined) {
    this.mariaDb = mariaDb;
    this.databaseUrl = databaseUrl;
    this.proxy = proxy;
  }

  /** Starts it, and ends it whatever becomes of the work. */
  static async with<T>(options: FleetOptions, work: (fleet: PromotionFleet) => Promise<T>): Promise<T> {
    const mariaDb = await MariaDb.start();
    const { delayMs } = options;
    const env = { TARGET_PORT: String(mariaDb.port), DELAY_MS: String(delayMs) };
    const proxy = delayMs === undefined ? undefined : startProcess('./delay-proxy.js', env);
    const fleet = new PromotionFleet(mariaDb, await mariaDb.createDatabase(), proxy);
    try {
      await fleet.start(options.settings);
      return await work(fleet);
    } finally {
      await fleet.end();
    }
  }

  /** The path on each of the servers. */
  urls(path: string): string[] {
    return this.servers.map(({ url }) => `${url}${path}`);
  }

  /** A new tag that both nodes hold numbers of. */
  async newTag(step: number, stepMax: number): Promise<string> {
    const bizTag = `bench-${++this.tagCount}`;
    await this.post('/tags', { bizTag, step, stepMax, reason: 'a bench' });
    for (const url of this.urls(`/api/v1/ids/${bizTag}`)) {
      await until(`${url} answers`, async () => (await fetch(url)).ok);
    }
    await until(`both nodes tell of ${bizTag}`, async () => (await this.tag(bizTag)).buffers.length === NODES);
    return bizTag;
  }

  async tag(bizTag: string): Promise<BizTagDetail> {
    const [admin] = this.admins;
    return bizTagDetailSchema.parse(await admin?.json(admin.get(`/tags/${bizTag}`)));
  }

  /** What the nodes say of a tag once they have told of all numbers that were taken of it. */
  tagAfter(bizTag: string, takenCount: number): Promise<BizTagDetail> {
    return until(`the nodes tell of ${takenCount} numbers of ${bizTag}`, async () => {
      const tag = await this.tag(bizTag);
      return issued(tag) >= takenCount ? tag : undefined;
    });
  }

  async promotion(id: string): Promise<PromotionDetail> {
    const [admin] = this.admins;
    return promotionDetailSchema.parse(await admin?.json(admin.get(`/promotions/${id}`)));
  }

  /** @param node which of the two is asked */
  async post(path: string, body: object, node = 0): Promise<unknown> {
    const admin = this.admins[node % NODES];
    return admin?.json(admin.post(path, body));
  }

  /** Reservations of a tag, by all nodes, as the database has them now. */
  async grantCount(bizTag: string): Promise<number> {
    const sql = `SELECT COUNT(*) AS count FROM segment_grant WHERE biz_tag = '${bizTag}'`;
    const [row] = await this.mariaDb.query(sql, this.databaseUrl);
    return Number(row?.count);
  }

  private async start(settings: FleetOptions['settings'] = {}): Promise<void> {
    const url = this.proxy === undefined ? this.databaseUrl : await this.delayedUrl(this.proxy);
    for (let node = 0; node < NODES; node++) {
      this.servers.push(await ServerProcess.start({ LOG_LEVEL: 'error', DATABASE_URL: url, ...settings }));
    }
    for (const server of this.servers) this.admins.push(await AdminClient.login(server));
  }

  private async delayedUrl(proxy: ChildProcess): Promise<string> {
    return this.databaseUrl.replace(`:${this.mariaDb.port}/`, `:${await toldBy<number>(proxy)}/`);
  }

  private async end(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop('SIGINT')));
    this.proxy?.kill();
    await this.mariaDb.remove();
  }
}

export function issued({ buffers }: BizTagDetail): number {
  return buffers.reduce((sum, { issuedCount }) => sum + issuedCount, 0);
}

export function waited({ buffers }: BizTagDetail): number {
  return buffers.reduce((sum, { waitedCount }) => sum + waitedCount, 0);
}
