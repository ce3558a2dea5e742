import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpace } from '#segment';
import { Storage } from '#storage';
import { MariaDb } from '../support/mariadb.js';
import { freePort } from '../support/ports.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start({
    args: ['--log-bin', '--binlog-format=MIXED', '--server-id=1', '--lock-wait-timeout=1'],
  });
});
afterAll(() => mariaDb.remove());

const request = { bizTag: 'order', count: 10, ...numberSpace(null) };

async function databaseWithTag(): Promise<string> {
  const databaseUrl = await mariaDb.createDatabase();
  const storage = await connected(databaseUrl);
  await mariaDb.query("INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('order', 1, 10)", databaseUrl);
  await storage.close();
  return databaseUrl;
}

async function connected(databaseUrl: string): Promise<Storage> {
  const storage = new Storage({ databaseUrl, dataDir: '/nonexistent', nodeId: 'node-a' });
  await storage.connect();
  return storage;
}

/** Passes everything on and notes what each command is: a packet that starts one has number 0, and its first byte says which. */
async function startTap(): Promise<{ port: number; commands: number[]; close: () => void }> {
  const commands: number[] = [];
  const sockets = new Set<Socket>();
  const port = await freePort();
  const tap = createServer((client) => {
    const server = connect(mariaDb.port, '127.0.0.1');
    let pending = Buffer.alloc(0);
    client.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 5 && pending.length >= 4 + pending.readUIntLE(0, 3)) {
        if (pending[3] === 0) commands.push(pending[4] ?? -1);
        pending = pending.subarray(4 + pending.readUIntLE(0, 3));
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => client.write(chunk));
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [client, server].map((one) => one.destroy()));
    }
  });
  await new Promise<void>((resolve) => tap.listen(port, '127.0.0.1', resolve));
  const close = () => {
    tap.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, commands, close };
}

const COM_QUERY = 3;

describe('one packet', () => {
  it('is all that a reservation sends, and all that moving a maximum sends', async () => {
    const databaseUrl = await databaseWithTag();
    const tap = await startTap();
    const storage = await connected(databaseUrl.replace(`:${mariaDb.port}/`, `:${tap.port}/`));
    await storage.source.reserve(request);
    tap.commands.length = 0;
    await storage.source.reserve(request);
    expect(tap.commands).toEqual([COM_QUERY]);
    await storage.source.advance('order', 1_000n);
    expect(tap.commands).toEqual([COM_QUERY, COM_QUERY]);
    await storage.close();
    tap.close();
  });
});

describe('an error of the server', () => {
  const outcome = (answer: Promise<unknown>) =>
    answer.then(
      () => 'done',
      (error: { failure: string }) => error.failure,
    );

  it('leaves the outcome unknown when it is the answer to COMMIT', async () => {
    const databaseUrl = await databaseWithTag();
    const storage = await connected(databaseUrl);
    const blocker = await mariaDb.connect(databaseUrl);
    const stages = ['START', 'FLUSH', 'BLOCK_DDL', 'BLOCK_COMMIT'].map((stage) => `BACKUP STAGE ${stage}`);
    await blocker.query(stages.join(';'));
    const blocked = await outcome(storage.source.reserve(request));
    await blocker.query('BACKUP STAGE END');
    await blocker.end();
    expect(blocked).toBe('unknown');
    expect(await outcome(storage.source.reserve(request))).toBe('done');
    await storage.close();
  });

  it('says that nothing was reserved when it is the answer to a statement before', async () => {
    const databaseUrl = await databaseWithTag();
    const storage = await connected(databaseUrl);
    await mariaDb.query('ALTER TABLE segment_grant DROP COLUMN node_id', databaseUrl);
    expect(await outcome(storage.source.reserve(request))).toBe('refused');
    const [row] = await mariaDb.query("SELECT max_id FROM leaf_alloc WHERE biz_tag = 'order'", databaseUrl);
    expect(String(row?.max_id)).toBe('1');
    await storage.close();
  });
});

describe('moving a maximum forward', () => {
  it('waits behind a reservation under way, and neither of them is a victim of the other', async () => {
    const databaseUrl = await databaseWithTag();
    const storage = await connected(databaseUrl);
    await storage.source.reserve(request);
    const reserving = await mariaDb.connect(databaseUrl);
    await reserving.query(`SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN;
      UPDATE leaf_alloc SET max_id = 21 WHERE biz_tag = 'order'`);
    const moved = storage.source.advance('order', 5n);
    await until('the move waits for the row', async () => {
      const rows = await mariaDb.query(
        "SELECT id FROM information_schema.processlist WHERE command = 'Query' AND info LIKE '%leaf_alloc%' AND id <> CONNECTION_ID()",
      );
      return rows.length > 0;
    });
    await reserving.query(`INSERT INTO segment_grant (biz_tag, start_id, end_id, node_id, granted_at_ms)
      VALUES ('order', 11, 21, 'node-b', 0); COMMIT`);
    await reserving.end();
    expect(await moved).toBe(21n);
    await storage.close();
  });
});
