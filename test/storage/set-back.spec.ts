import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpace, SegmentSourceError } from '#segment';
import { Storage } from '#storage';
import { MariaDb } from '../support/mariadb.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(() => mariaDb.remove());

const request = { bizTag: 'order', count: 10, ...numberSpace(null) };

/** Resolves when so many statements wait for the row. */
const waitingCount = (count: number) =>
  until(`${count} statements wait for the row`, async () => {
    const rows = await mariaDb.query(
      "SELECT id FROM information_schema.processlist WHERE command = 'Query' AND info LIKE '%leaf_alloc%' AND id <> CONNECTION_ID()",
    );
    return rows.length >= count;
  });

describe('a maximum that is set back while a reservation waits for the row', () => {
  it('grants nothing below the grant that was committed meanwhile', async () => {
    const databaseUrl = await mariaDb.createDatabase();
    const storage = new Storage({ databaseUrl, dataDir: '/nonexistent', nodeId: 'node-a' });
    await storage.connect();
    await mariaDb.query("INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('order', 1, 10)", databaseUrl);
    const other = await mariaDb.connect(databaseUrl);
    await other.query(`BEGIN; UPDATE leaf_alloc SET max_id = 101 WHERE biz_tag = 'order';
      INSERT INTO segment_grant (biz_tag, start_id, end_id, node_id, granted_at_ms) VALUES ('order', 1, 101, 'node-b', 0)`);
    const byHand = mariaDb.query("UPDATE leaf_alloc SET max_id = 1 WHERE biz_tag = 'order'", databaseUrl);
    await waitingCount(1);
    const answer = storage.source.reserve(request).catch((error: unknown) => error);
    await waitingCount(2);
    await other.query('COMMIT');
    await byHand;
    await other.end();
    const granted = await answer;
    expect(granted).toBeInstanceOf(SegmentSourceError);
    expect(granted).toMatchObject({ failure: 'regressed' });
    await storage.source.advance('order', 0n);
    expect(await storage.source.reserve(request)).toEqual({ start: 101n, end: 111n });
    await storage.close();
  });
});
