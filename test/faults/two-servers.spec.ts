/** Two servers on one MariaDB, clients in parallel, one server killed and the database restarted in between. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BizTagList, bizTagListSchema, nodeListSchema, readinessSchema } from '#contract';
import { IntervalSet } from '../../libs/segment/src/testing/interval-set.js';
import { adminOf } from '../support/admin.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(() => mariaDb.remove());

/** Takes numbers until told to stop, one request after another, and checks each against all that were ever taken. */
class Client {
  readonly failures: string[] = [];
  given = 0;
  repeats = 0;
  backwards = 0;
  private isStopped = false;
  private readonly highest = new Map<string, bigint>();

  constructor(
    private readonly seen: IntervalSet,
    private readonly server: () => ServerProcess,
  ) {}

  async run(): Promise<void> {
    for (let call = 0; !this.isStopped; call++) {
      const server = this.server();
      try {
        this.keep(server.url, await take(server, call));
      } catch (error) {
        if (server.isMeantToRun) this.failures.push(String(error));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private keep(node: string, ranges: readonly [bigint, bigint][]): void {
    for (const [start, end] of ranges) {
      if (this.seen.add({ start, end }) !== undefined) this.repeats++;
      if (start <= (this.highest.get(node) ?? -1n)) this.backwards++;
      this.highest.set(node, end - 1n);
      this.given += Number(end - start);
    }
  }
}

async function take(server: ServerProcess, call: number): Promise<[bigint, bigint][]> {
  const path = ['/api/v1/ids/order', '/api/v1/ids/order/batch?count=60', '/api/v1/segments/order'][call % 3] ?? '';
  const response = call % 3 === 2 ? await server.post(path, { count: 30 }) : await server.get(path);
  const body = (await response.json()) as { code?: string; id: string; ids?: string[]; start?: string; end: string };
  if (!response.ok) throw new Error(`${path}: ${body.code}`);
  if (body.start !== undefined) return [[BigInt(body.start), BigInt(body.end)]];
  const ids = body.ids ?? [body.id];
  return ids.map((id) => [BigInt(id), BigInt(id) + 1n]);
}

const settingsFor = (databaseUrl: string) => ({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' });

describe('two servers on one MariaDB', () => {
  it('give no number twice and none backwards, through a kill -9, a restart and a database restart', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const stays = await ServerProcess.start(settingsFor(databaseUrl));
    let dies = await ServerProcess.start(settingsFor(databaseUrl));
    // Longer segments, so that the buffers hold through the restart of the database.
    await mariaDb.query("UPDATE leaf_alloc SET step = 200000 WHERE biz_tag = 'order'", databaseUrl);
    const seen = new IntervalSet();
    const clients = [0, 1, 2, 3].map((index) => new Client(seen, () => (index % 2 === 0 ? stays : dies)));
    const running = clients.map((client) => client.run());
    const given = () => clients.reduce((sum, client) => sum + client.given, 0);
    const more = (count: number) => {
      const from = given();
      return until(`${count} numbers more`, () => given() - from > count);
    };
    await more(40_000);

    await dies.stop('SIGKILL');
    await more(10_000);
    dies = await ServerProcess.start(settingsFor(databaseUrl));
    await more(20_000);

    const held = await until('both hold two long segments', () => bothHoldTwo([stays, dies]));
    expect(held).toBe(true);
    const failedBefore = clients.flatMap(({ failures }) => failures);
    await mariaDb.kill('SIGKILL');
    await more(20_000);
    const degraded = await until('the node says that its database is away', async () => {
      const response = await stays.get('/readyz');
      const body = readinessSchema.parse(await response.json());
      return body.status === 'degraded' ? response : undefined;
    });
    expect(degraded.status).toBe(200);
    await more(10_000);
    await mariaDb.startAgain();
    await until(
      'the node sees its database again',
      async () => readinessSchema.parse(await (await stays.get('/readyz')).json()).status === 'ok',
    );
    await more(20_000);

    for (const client of clients) client.stop();
    await Promise.all(running);
    expect(clients.map(({ repeats, backwards }) => ({ repeats, backwards }))).toEqual(
      clients.map(() => ({ repeats: 0, backwards: 0 })),
    );
    expect(clients.flatMap(({ failures }) => failures)).toEqual(failedBefore);
    expect(failedBefore).toEqual([]);
    await Promise.all([stays.stop('SIGTERM'), dies.stop('SIGTERM')]);
  }, 120_000);

  it('see each other: every node lists both, and the one that was killed is marked', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const fast = { ...settingsFor(databaseUrl), SYNC_INTERVAL_MS: '200' };
    const [a, b] = await Promise.all([ServerProcess.start(fast), ServerProcess.start(fast)]);
    await a.get('/api/v1/ids/order');
    await b.get('/api/v1/ids/order');
    const order = await until('both nodes are seen at the tag', async () => {
      const { items } = bizTagListSchema.parse(await (await (await adminOf(a)).get('/tags?q=order')).json());
      return items[0]?.buffers.length === 2 ? items[0] : undefined;
    });
    const starts = order.buffers.map(({ current }: BizTagList['items'][number]['buffers'][number]) => current?.start);
    expect(new Set(starts).size).toBe(2);
    await b.stop('SIGKILL');
    await until('the dead node is marked', async () => {
      const { items } = nodeListSchema.parse(await (await (await adminOf(a)).get('/nodes')).json());
      return items.length === 2 && items.filter(({ alive }) => !alive).length === 1;
    });
    await a.stop('SIGINT');
  });
});

async function bothHoldTwo(servers: readonly ServerProcess[]): Promise<boolean> {
  const lists = await Promise.all(
    servers.map(async (server) =>
      bizTagListSchema.parse(await (await (await adminOf(server)).get('/tags?q=order')).json()),
    ),
  );
  return lists.every(({ items }) => {
    const buffers = items.find(({ bizTag }) => bizTag === 'order')?.buffers ?? [];
    return (
      buffers.length === 2 && buffers.every(({ current, next }) => (current?.idle ?? 0) + (next?.idle ?? 0) > 200_000)
    );
  });
}
