import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpace, SegmentSourceError } from '#segment';
import { Storage, type StorageOptions } from '#storage';
import { MariaDb } from '../support/mariadb.js';
import { freePort } from '../support/ports.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(() => mariaDb.remove());

const request = { bizTag: 'order', count: 10, ...numberSpace(null) };

async function openWithTag(options: Partial<StorageOptions> = {}) {
  const databaseUrl = await mariaDb.createDatabase();
  const storage = new Storage({ databaseUrl, dataDir: '/nonexistent', nodeId: 'node-a', ...options });
  await storage.connect();
  await mariaDb.query("INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('order', 1, 10)", databaseUrl);
  return { storage, databaseUrl };
}

const failureOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'none',
    (error: unknown) => (error instanceof SegmentSourceError ? error.failure : String(error)),
  );

describe('a reservation on MariaDB', () => {
  it('leaves a grant that says who, what and when', async () => {
    const { storage } = await openWithTag({ nodeId: 'node-who' });
    const range = await storage.source.reserve(request);
    const [grant] = (await storage.grants.list({ bizTag: 'order', page: 0, pageSize: 5 })).items;
    expect(grant).toMatchObject({ ...range, nodeId: 'node-who', bizTag: 'order' });
    expect(Math.abs((grant?.grantedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    await storage.close();
  });

  it('counts as unknown when its connection is cut while it waits, and whatever it reserved is never answered', async () => {
    const { storage, databaseUrl } = await openWithTag();
    const blocker = await mariaDb.connect(databaseUrl);
    await blocker.query("BEGIN; SELECT * FROM leaf_alloc WHERE biz_tag = 'order' FOR UPDATE");
    const failure = failureOf(storage.source.reserve(request));
    const waiting = await until('the reservation waits for the row', async () => {
      const rows = await mariaDb.query(
        "SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT 1 FROM leaf_alloc%' AND id <> CONNECTION_ID()",
      );
      return rows[0]?.id;
    });
    await mariaDb.query(`KILL CONNECTION ${Number(waiting)}`);
    expect(await failure).toBe('unknown');
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect(await storage.source.reserve(request)).toMatchObject({ start: 1n });
    await storage.close();
  });

  it('settles as unknown within its time when the row stays locked', async () => {
    const { storage, databaseUrl } = await openWithTag({ reserveTimeoutMs: 300 });
    const blocker = await mariaDb.connect(databaseUrl);
    await blocker.query("BEGIN; SELECT * FROM leaf_alloc WHERE biz_tag = 'order' FOR UPDATE");
    expect(await failureOf(storage.source.reserve(request))).toBe('unknown');
    await blocker.query('ROLLBACK');
    await blocker.end();
    await storage.close();
  });

  it('is refused, not unknown, where nothing was sent: the server is down; and works again when it is back', async () => {
    const { storage } = await openWithTag();
    await storage.source.reserve(request);
    await mariaDb.kill('SIGKILL');
    await failureOf(storage.source.reserve(request));
    expect(await failureOf(storage.source.reserve(request))).toBe('refused');
    await mariaDb.startAgain();
    const range = await until('reservations work again', () => storage.source.reserve(request));
    expect(range.start).toBeGreaterThanOrEqual(11n);
    await storage.close();
  });

  it('is refused where the server refuses the statement: read-only', async () => {
    const { databaseUrl, storage: owner } = await openWithTag();
    await owner.close();
    await mariaDb.query(
      `CREATE USER IF NOT EXISTS reader@'127.0.0.1' IDENTIFIED BY 'secret-r'; GRANT ALL ON *.* TO reader@'127.0.0.1'; REVOKE READ ONLY ADMIN, SUPER ON *.* FROM reader@'127.0.0.1'`,
    );
    const url = databaseUrl.replace('root@', 'reader:secret-r@');
    const storage = new Storage({ databaseUrl: url, dataDir: '/nonexistent', nodeId: 'node-a' });
    await storage.connect();
    await mariaDb.query('SET GLOBAL read_only = 1');
    try {
      expect(await failureOf(storage.source.reserve(request))).toBe('refused');
      const late = new Storage({ databaseUrl: url, dataDir: '/nonexistent', nodeId: 'node-b' });
      await expect(late.connect()).rejects.toMatchObject({
        kind: 'unreachable',
        message: expect.stringContaining('read-only'),
      });
      await late.close();
    } finally {
      await mariaDb.query('SET GLOBAL read_only = 0');
    }
    expect(await storage.source.reserve(request)).toMatchObject({ start: 1n });
    await storage.close();
  });
});

describe('connecting', () => {
  const connect = async (options: Partial<StorageOptions>) => {
    const storage = new Storage({ dataDir: '/nonexistent', nodeId: 'node-a', ...options });
    try {
      await storage.connect();
      return undefined;
    } catch (error) {
      return error as { kind: string; message: string };
    } finally {
      await storage.close();
    }
  };

  it('names a wrong password, and never the password', async () => {
    const url = await mariaDb.createDatabase();
    const fault = await connect({ databaseUrl: url.replace('root@', 'root:topsecret@') });
    expect(fault).toMatchObject({ kind: 'rejected', message: expect.stringContaining('password') });
    expect(fault?.message).not.toContain('topsecret');
  });

  it('names a database that does not exist', async () => {
    const fault = await connect({ databaseUrl: mariaDb.url('no_such_database') });
    expect(fault).toMatchObject({ kind: 'rejected', message: expect.stringContaining('no_such_database') });
  });

  it('calls a server that does not answer unreachable', async () => {
    const fault = await connect({ databaseUrl: `mysql://root@127.0.0.1:${await freePort()}/banyan` });
    expect(fault).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('ECONNREFUSED') });
  });

  it('goes on to the next host when the first is away', async () => {
    const url = await mariaDb.createDatabase();
    const databaseUrl = url.replace('127.0.0.1:', `127.0.0.1:${await freePort()},127.0.0.1:`);
    expect(await connect({ databaseUrl })).toBeUndefined();
  });

  it('refuses a schema of a later version', async () => {
    const url = await mariaDb.createDatabase();
    expect(await connect({ databaseUrl: url })).toBeUndefined();
    await mariaDb.query(
      "INSERT INTO banyan_migration (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')",
      url,
    );
    expect(await connect({ databaseUrl: url })).toMatchObject({
      kind: 'newer-schema',
      message: expect.stringContaining('FromTheFuture'),
    });
  });

  it('lets two nodes migrate and fill an empty database at once', async () => {
    const url = await mariaDb.createDatabase();
    const storages = Array.from(
      { length: 4 },
      (_, index) => new Storage({ databaseUrl: url, dataDir: '/none', nodeId: `node-${index}` }),
    );
    const tag = { bizTag: 'order', description: null, step: 10, idLength: 12 };
    const made = await Promise.all(
      storages.map(async (storage) => {
        await storage.connect();
        return storage.bizTags.createIfEmpty([tag]);
      }),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const { tags } = (await storages[0]?.bizTags.loadAll()) ?? { tags: [] };
    expect(tags).toMatchObject([{ bizTag: 'order', maxId: 100_000_000_000n, idLength: 12 }]);
    await Promise.all(storages.map((storage) => storage.close()));
  });

  it('says which folder can not be written', async () => {
    const fault = await connect({ dataDir: '/proc/banyan' });
    expect(fault).toMatchObject({ kind: 'not-writable', message: expect.stringContaining('/proc/banyan') });
  });

  it('says that a file in the folder is no database', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'banyan-broken-'));
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(dataDir, 'banyan.db'), 'this is no database, and long enough to be looked at as one'.repeat(50));
    expect(await connect({ dataDir })).toMatchObject({ kind: 'not-writable' });
    rmSync(dataDir, { recursive: true });
  });
});

describe('nodes', () => {
  it('are listed with what they hold, exact past 2^53, and forgotten when removed', async () => {
    const { storage } = await openWithTag();
    const node = {
      nodeId: 'node-a',
      address: '127.0.0.1:1',
      version: '1',
      state: 'ok',
      startedAt: new Date(),
    } as const;
    const held = { start: 2n ** 60n, end: 2n ** 60n + 10n, idle: 7 };
    const figures = {
      step: 10,
      ratePerSecond: 1.5,
      runwayMs: 4_000,
      issuedCount: 3,
      waiterCount: 0,
      refillFailedAttempts: 0,
      stepFloor: 500,
      jumpEpoch: 3,
      waitedCount: 2,
      lifetimesMs: [61_000, 59_000],
      stepChange: { atMs: 1_762_790_400_000, from: 5, to: 10, cause: 'short', lifetimeMs: 61_000 },
    } as const;
    const buffer = {
      nodeId: 'node-a',
      bizTag: 'order',
      mode: 'serving',
      current: held,
      next: null,
      ...figures,
    } as const;
    await storage.nodes.heartbeat(node, [buffer]);
    await storage.nodes.heartbeat({ ...node, state: 'draining' }, [{ ...buffer, next: held }]);
    const [seen] = await storage.nodes.list();
    expect(seen).toMatchObject({ nodeId: 'node-a', state: 'draining' });
    expect(seen?.heartbeatAgeMs).toBeLessThan(30_000);
    expect(await storage.nodes.buffers(['node-a'], ['order'])).toEqual([{ ...buffer, next: held }]);
    await storage.nodes.remove('node-a');
    expect(await storage.nodes.list()).toEqual([]);
    expect(await storage.nodes.buffers(['node-a'], ['order'])).toEqual([]);
    await storage.close();
  });
});
