import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Storage } from '#storage';
import { MariaDb } from '../support/mariadb.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(() => mariaDb.remove());

/** Every version of Banyan takes this one, so its name is as fixed as a table's. */
const LOCK = "CONCAT('banyan.migrate.', MD5(DATABASE()))";

describe('a node that waits while another one migrates', () => {
  it('refuses the schema when the other was of a later version', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const open = () => new Storage({ databaseUrl, dataDir: '/nonexistent', nodeId: 'node-a' });
    const first = open();
    await first.connect();
    await first.close();
    const later = await mariaDb.connect(databaseUrl);
    await later.query(`SELECT GET_LOCK(${LOCK}, 0)`);
    const waiting = open();
    const outcome = waiting.connect().then(
      () => 'connected',
      (error: { kind: string }) => error.kind,
    );
    await until('the node waits for the lock', async () => {
      const rows = await mariaDb.query("SELECT id FROM information_schema.processlist WHERE state = 'User lock'");
      return rows.length > 0;
    });
    await later.query(
      "INSERT INTO banyan_migration (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')",
    );
    await later.query(`SELECT RELEASE_LOCK(${LOCK})`);
    expect(await outcome).toBe('newer-schema');
    await later.end();
    await waiting.close();
  });
});
