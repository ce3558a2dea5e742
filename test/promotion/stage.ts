/** Servers on one MariaDB whose clock the test moves, and promotions on them. */
import type { BizTagDetail, PromotionDetail, PromotionState } from '#contract';
import { AdminClient, adminOf } from '../support/admin.js';
import { newTagName } from '../support/databases.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const reason = 'a test';

export class Stage {
  readonly mariaDb: MariaDb;
  readonly databaseUrl: string;
  readonly servers: ServerProcess[] = [];
  private token: { readonly name: string; readonly secret: string } | undefined;

  private constructor(mariaDb: MariaDb, databaseUrl: string) {
    this.mariaDb = mariaDb;
    this.databaseUrl = databaseUrl;
  }

  static async set(serverCount: number): Promise<Stage> {
    const mariaDb = await MariaDb.start({ hasMovableClock: true });
    const stage = new Stage(mariaDb, await mariaDb.createDatabase());
    for (let count = 0; count < serverCount; count++) await stage.join();
    await stage.makeToken();
    return stage;
  }

  /** Starts one more server. */
  async join(): Promise<ServerProcess> {
    const server = await ServerProcess.start({ DATABASE_URL: this.databaseUrl, SYNC_INTERVAL_MS: '400' });
    this.servers.push(server);
    return server;
  }

  /** Ends a server as a crash would. */
  async crash(server: ServerProcess): Promise<void> {
    await server.stop('SIGKILL');
    this.servers.splice(this.servers.indexOf(server), 1);
  }

  async strike(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop('SIGKILL')));
    await this.mariaDb.remove();
  }

  get first(): ServerProcess {
    const [server] = this.servers;
    if (server === undefined) throw new Error('there is no server');
    return server;
  }

  /** By a token, for a session ends when the clock is moved on by hours. */
  async admin(server = this.first): Promise<AdminClient> {
    return AdminClient.withToken(server, this.token?.secret ?? '');
  }

  /** As the audit calls whoever `admin` is. */
  get actor(): string {
    return `token:${this.token?.name}`;
  }

  private async makeToken(): Promise<void> {
    const name = newTagName('stage');
    const admin = await adminOf(this.first);
    const scopes = [{ tags: '*', verbs: ['admin'] }];
    const { token } = await admin.json<{ token: string }>(admin.post('/tokens', { name, scopes, reason }));
    this.token = { name, secret: token };
  }

  /** A moment by the database's clock. */
  at(inMs: number): string {
    return new Date(this.mariaDb.now() + inMs).toISOString();
  }

  async tag(more: object = {}): Promise<string> {
    const bizTag = newTagName();
    const admin = await this.admin();
    await admin.json(admin.post('/tags', { bizTag, step: 100, stepMax: 10_000_000, reason, ...more }));
    return bizTag;
  }

  /** Takes a number from each server, as soon as it knows of the tag. */
  async serve(bizTag: string): Promise<void> {
    for (const server of this.servers) {
      await until('it hands the tag out', async () => (await server.get(`/api/v1/ids/${bizTag}`)).ok);
    }
  }

  /** An hour that begins in three hours, warmed an hour ahead, at 1,000 numbers a second with a runway of ten minutes. */
  async promotion(bizTag: string, more: object = {}): Promise<PromotionDetail> {
    const admin = await this.admin();
    const wish = {
      name: newTagName('promotion'),
      startsAt: this.at(3 * HOUR_MS),
      endsAt: this.at(4 * HOUR_MS),
      leadMinutes: 60,
      safetyFactor: 1,
      runwayMinutes: 10,
      items: [{ bizTag, peakRate: 1_000 }],
      reason,
    };
    return admin.json(admin.post('/promotions', { ...wish, ...more }));
  }

  async detail(id: string): Promise<PromotionDetail> {
    const admin = await this.admin();
    return admin.json(admin.get(`/promotions/${id}`));
  }

  async reached(id: string, state: PromotionState): Promise<PromotionDetail> {
    return until(`the promotion is ${state}`, async () => {
      const detail = await this.detail(id);
      return detail.state === state ? detail : undefined;
    });
  }

  async tagDetail(bizTag: string, server = this.first): Promise<BizTagDetail> {
    const admin = await this.admin(server);
    return admin.json(admin.get(`/tags/${bizTag}`));
  }

  /** The lengths of the two segments of each node, as they are told in the end. */
  async lengths(bizTag: string): Promise<number[][]> {
    const { buffers } = await this.tagDetail(bizTag);
    return buffers.map(({ current, next }) =>
      [current, next].map((segment) => (segment === null ? 0 : Number(BigInt(segment.end) - BigInt(segment.start)))),
    );
  }

  /** Waits until every node has let go of the floor. */
  async restored(bizTag: string): Promise<BizTagDetail> {
    return until('every node has let go of the floor', async () => {
      const detail = await this.tagDetail(bizTag);
      const isFree = detail.stepFloor === null && detail.buffers.every(({ stepFloor }) => stepFloor === null);
      return isFree ? detail : undefined;
    });
  }
}
