import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bizTagListSchema } from '#contract';
import { adminOf } from '../support/admin.js';
import { MariaDb } from '../support/mariadb.js';
import { freePort } from '../support/ports.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

const dataDir = mkdtempSync(join(tmpdir(), 'banyan-life-'));
const started: ServerProcess[] = [];

async function spawnServer(settings: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.spawn({ DATA_DIR: dataDir, ...settings });
  started.push(server);
  return server;
}

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop('SIGKILL');
});

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(async () => {
  await mariaDb.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('settings', () => {
  it('that are wrong are all told at once, and the process ends with 1', async () => {
    const server = await spawnServer({
      PORT: '70000',
      DATABASE_URL: 'postgres://u:hidden-secret@h/d',
      SYNC_INTERVAL_MS: 'soon',
      ID_API_AUTH: 'maybe',
      BATCH_MAX: '0',
      LOG_LEVEL: 'loud',
      DURABILITY: 'strict',
      WORKERS: '4',
    });
    expect(await server.ended()).toBe(1);
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'SYNC_INTERVAL_MS',
      'ID_API_AUTH',
      'BATCH_MAX',
      'LOG_LEVEL',
      'DURABILITY',
      'WORKERS',
    ]) {
      expect(server.stderr).toContain(`- ${name} `);
    }
    expect(server.stderr).not.toContain('hidden-secret');
    expect(server.stderr).not.toMatch(/\.js:\d/);
  });

  it('that would be unsafe in production are refused', async () => {
    const server = await spawnServer({ HOST: '0.0.0.0', ID_API_AUTH: 'open', NODE_ENV: 'production' });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain('ID_API_AUTH must not be "open"');
  });

  it('of another host than loopback ask for a token, and nobody without one gets a number or a figure', async () => {
    const server = await spawnServer({ HOST: '0.0.0.0' });
    await server.ready();
    for (const path of [
      '/api/v1/ids/order',
      '/api/v1/ids/order/batch?count=1',
      '/api/v1/admin/tags',
      '/api/v1/admin/nodes',
      '/api/v1/admin/stream',
    ]) {
      const response = await server.get(path);
      expect(response.status, path).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    for (const path of ['/api/v1/segments/order', '/api/v1/id-sets'])
      expect((await server.post(path, { count: 1 })).status).toBe(401);
    expect((await server.get('/livez')).status).toBe(200);
  });
});

describe('a start that can not succeed', () => {
  it('says that the port is taken, and which', async () => {
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    const server = await spawnServer({ PORT: String(port) });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain(`port ${port} on 127.0.0.1 is taken by another process`);
    expect(server.stderr.split('\n').filter((line) => line.trim() !== '')).toHaveLength(1);
    holder.close();
  });

  it('says which folder can not be written', async () => {
    const server = await spawnServer({ DATA_DIR: '/proc/banyan' });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain("the folder /proc/banyan can't be written");
    expect(server.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says that the schema is of a later version', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const first = await spawnServer({ DATABASE_URL: databaseUrl });
    await first.ready();
    await first.stop('SIGINT');
    await mariaDb.query(
      "INSERT INTO banyan_migration (timestamp, name) VALUES (9999999999999, 'FromTheFuture')",
      databaseUrl,
    );
    const server = await spawnServer({ DATABASE_URL: databaseUrl });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain('was migrated by a later version of Banyan (FromTheFuture)');
  });

  it('says that the password is wrong, and not what it is', async () => {
    const databaseUrl = (await mariaDb.createDatabase()).replace('root@', 'root:wrong-secret@');
    const server = await spawnServer({ DATABASE_URL: databaseUrl });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain('refuses this user or password');
    expect(server.stderr + server.stdout).not.toContain('wrong-secret');
  });
});

describe('a database that is away at the start', () => {
  it('is waited for: alive, not started, not ready; and served as soon as it is there', async () => {
    const database = await MariaDb.start();
    const databaseUrl = await database.createDatabase();
    await database.kill();
    const server = await spawnServer({ DATABASE_URL: databaseUrl });
    await until('it listens', async () => (await server.get('/livez')).ok);
    for (const path of ['/startupz', '/readyz']) {
      const response = await server.get(path);
      expect(response.status, path).toBe(503);
      expect(await response.json()).toMatchObject({ status: 'starting' });
    }
    const refused = await server.get('/api/v1/ids/order');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'ALLOCATOR_NOT_READY', retryable: true });
    expect((await server.get('/health')).status).toBe(503);
    await until('it says what it waits for', async () =>
      /ECONNREFUSED/.test(await (await server.get('/startupz')).text()),
    );
    await database.startAgain();
    await server.ready();
    expect((await server.get('/startupz')).status).toBe(200);
    expect((await server.get('/api/v1/ids/order')).status).toBe(200);
    await database.remove();
  });
});

describe('a stop', () => {
  it('turns ready to 503, finishes what is in flight, and ends with 0', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const server = await spawnServer({ DATABASE_URL: databaseUrl });
    await server.ready();
    const blocker = await mariaDb.connect(databaseUrl);
    await blocker.query("INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('slow', 1, 10)");
    await until(
      'the tag is known',
      async () => bizTagListSchema.parse(await (await (await adminOf(server)).get('/tags?q=slow')).json()).total === 1,
    );
    await blocker.query("BEGIN; SELECT * FROM leaf_alloc WHERE biz_tag = 'slow' FOR UPDATE");
    const inFlight = server.get('/api/v1/ids/slow');
    await until('the request waits for its number', async () =>
      /"filling"/.test(await (await server.get('/health')).text()),
    );
    const ended = server.stop('SIGTERM');
    await until('it is draining', async () => (await server.get('/readyz')).status === 503);
    expect(await (await server.get('/readyz')).json()).toMatchObject({ status: 'draining' });
    await blocker.query('ROLLBACK');
    await blocker.end();
    const response = await inFlight;
    expect([response.status, await response.json()]).toEqual([200, { id: '1' }]);
    expect(await ended).toBe(0);
    expect(await mariaDb.query('SELECT * FROM node', databaseUrl)).toEqual([]);
  });

  it('ends at once for somebody at a terminal', async () => {
    const server = await spawnServer();
    await server.ready();
    const atMs = performance.now();
    expect(await server.stop('SIGINT')).toBe(0);
    expect(performance.now() - atMs).toBeLessThan(5_000);
  });

  it('ends while it is still waiting for its database', async () => {
    const server = await spawnServer({ DATABASE_URL: `mysql://root@127.0.0.1:${await freePort()}/none` });
    await until('it listens', async () => (await server.get('/livez')).ok);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('cuts no console: its streams end', async () => {
    const server = await spawnServer();
    await server.ready();
    const stream = await (await adminOf(server)).get('/stream');
    const ended = server.stop('SIGINT');
    await expect(stream.text()).resolves.toContain('event: figures');
    expect(await ended).toBe(0);
  });
});

describe('biz tags', () => {
  it('of an empty database are the three of an order centre, twelve digits each', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const server = await spawnServer({ DATABASE_URL: databaseUrl });
    await server.ready();
    const { items } = bizTagListSchema.parse(await (await (await adminOf(server)).get('/tags')).json());
    expect(items.map(({ bizTag, idLength }) => [bizTag, idLength])).toEqual([
      ['order', 12],
      ['order-item-snapshot', 12],
      ['order-snapshot', 12],
    ]);
  });

  it('made, paused and removed in the database are so on every node within the sync interval', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const server = await spawnServer({ DATABASE_URL: databaseUrl, SYNC_INTERVAL_MS: '200' });
    await server.ready();
    await mariaDb.query("INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('coupon', 500, 10)", databaseUrl);
    const first = await until('the tag is served', async () => {
      const response = await server.get('/api/v1/ids/coupon');
      return response.ok ? await response.json() : undefined;
    });
    expect(first).toEqual({ id: '500' });
    await mariaDb.query(
      "INSERT INTO biz_tag_setting (biz_tag, step_max, id_length, paused, jump_epoch, version, created_at_ms, updated_at_ms) VALUES ('coupon', 1000, NULL, 1, 0, 1, 0, 0)",
      databaseUrl,
    );
    await until('it is paused', async () => (await server.get('/api/v1/ids/coupon')).status === 409);
    await mariaDb.query("DELETE FROM leaf_alloc WHERE biz_tag = 'coupon'", databaseUrl);
    await until('it is gone', async () => (await server.get('/api/v1/ids/coupon')).status === 404);
    const changes = server.logLines.filter(({ bizTag }) => bizTag === 'coupon').map(({ event }) => event);
    expect(changes).toContain('tag_removed');
  });
});
