/** The console while the database is away: what was last seen, said to be that, and no waiting for what does not come. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizTagListSchema, nodeListSchema, overviewSchema } from '#contract';
import { Storage } from '#storage';
import { AdminClient } from '../support/admin.js';
import { FiguresReader } from '../support/event-stream.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';
import { buffer, TellingNode } from './buffers.js';

let mariaDb: MariaDb;
let storage: Storage;
let server: ServerProcess;
let admin: AdminClient;
let node: TellingNode;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  const databaseUrl = await mariaDb.createDatabase();
  server = await ServerProcess.start({ DATABASE_URL: databaseUrl, SYNC_INTERVAL_MS: '500', LOG_LEVEL: 'fatal' });
  storage = new Storage({ databaseUrl, dataDir: '.', nodeId: 'test' });
  await storage.connect();
  admin = await AdminClient.login(server);
  node = new TellingNode(storage, 'other-node', 250);
  await node.tell([buffer('other-node', 'order', { ratePerSecond: 1_000, runwayMs: 1e6 })]);
  await until('the other node is seen', async () => (await order()).buffers.length === 2);
});
afterAll(async () => {
  await node.stop();
  await server.stop('SIGINT');
  await storage.close().catch(() => undefined);
  await mariaDb.remove();
});

async function order() {
  const { items } = bizTagListSchema.parse(await admin.json(admin.get('/tags?q=order')));
  const found = items.find(({ bizTag }) => bizTag === 'order');
  if (found === undefined) throw new Error('there is no order');
  return found;
}
const database = async () => overviewSchema.parse(await admin.json(admin.get('/overview'))).fleet.database;

async function expectWhatWasSeen(): Promise<void> {
  const tag = await order();
  expect(tag.ratePerSecond).toBeGreaterThanOrEqual(1_000);
  expect(tag.buffers.map(({ nodeId }) => nodeId)).toContain('other-node');
  const { items } = nodeListSchema.parse(await admin.json(admin.get('/nodes')));
  expect(items.map(({ nodeId }) => nodeId)).toContain('other-node');
  const stream = await FiguresReader.open(admin, '?tags=order');
  const { event } = await stream.find('the first event', () => true);
  expect(event.fleet?.database.status).toBe('away');
  expect(event.tags[0]?.buffers.length).toBe(2);
  stream.close();
}

describe('with the database away', () => {
  it.each([
    ['gone', () => mariaDb.kill('SIGKILL'), () => mariaDb.startAgain()],
    ['silent', () => mariaDb.freeze(), () => mariaDb.thaw()],
  ] as const)(
    '%s: lists, nodes, overview and stream show what was last seen, and say so',
    async (_how, leave, come) => {
      expect((await database()).status).toBe('ok');
      await until('the other node is seen again', async () => (await order()).buffers.length === 2);
      const stream = await FiguresReader.open(admin, '?tags=');
      await stream.find('the first event', () => true);
      await leave();
      const { event } = await stream.find('the stream says so', ({ fleet }) => fleet?.database.status === 'away');
      expect(event.fleet?.database.detail).toMatch(/answer|ECONN/);
      await expectWhatWasSeen();
      await come();
      await until('it is there again', async () => (await database()).status === 'ok');
      stream.close();
    },
  );
});
