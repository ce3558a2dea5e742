import { afterAll, beforeAll } from 'vitest';
import { Storage } from '#storage';
import { type SourceHarness, sourceConformance } from '../../libs/segment/src/testing/source-conformance.js';
import { MariaDb } from '../support/mariadb.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start({ args: ['--log-bin', '--server-id=1'] });
});
afterAll(() => mariaDb.remove());

const openHarness = async (binlogFormat: string): Promise<SourceHarness> => {
  // It holds for the connections made from now on.
  await mariaDb.query(`SET GLOBAL binlog_format = ${binlogFormat}`);
  const databaseUrl = await mariaDb.createDatabase();
  const options = { databaseUrl, dataDir: '/nonexistent' };
  const [storage, second] = [
    new Storage({ ...options, nodeId: 'node-a' }),
    new Storage({ ...options, nodeId: 'node-b' }),
  ];
  await storage.connect();
  await second.connect();
  const client = await mariaDb.connect(databaseUrl);
  return {
    source: storage.source,
    second: second.source,
    createTag: async (bizTag, maxId) => {
      await client.query('INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES (?, ?, 10)', [bizTag, maxId]);
    },
    readMaxId: async (bizTag) => {
      const [rows] = await client.query('SELECT max_id FROM leaf_alloc WHERE biz_tag = ?', [bizTag]);
      return BigInt((rows as { max_id: string }[])[0]?.max_id ?? -1);
    },
    setMaxId: async (bizTag, maxId) => {
      await client.query('UPDATE leaf_alloc SET max_id = ? WHERE biz_tag = ?', [maxId, bizTag]);
    },
    close: async () => {
      await storage.close();
      await second.close();
      await client.end();
    },
  };
};

for (const binlogFormat of ['ROW', 'MIXED']) {
  sourceConformance(`MariaDB with a binary log that is ${binlogFormat}`, () => openHarness(binlogFormat));
}
