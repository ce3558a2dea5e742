import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Storage } from '#storage';
import { sourceConformance } from '../../libs/segment/src/testing/source-conformance.js';

sourceConformance('The embedded database', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'banyan-sqlite-'));
  const [storage, second] = [new Storage({ dataDir, nodeId: 'node-a' }), new Storage({ dataDir, nodeId: 'node-b' })];
  await storage.connect();
  await second.connect();
  const { dataSource } = storage;
  return {
    source: storage.source,
    second: second.source,
    createTag: async (bizTag, maxId) => {
      await dataSource.query('INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES (?, CAST(? AS INTEGER), 10)', [
        bizTag,
        String(maxId),
      ]);
    },
    readMaxId: async (bizTag) => {
      const [row] = await dataSource.query('SELECT CAST(max_id AS TEXT) AS max_id FROM leaf_alloc WHERE biz_tag = ?', [
        bizTag,
      ]);
      return BigInt(row.max_id);
    },
    setMaxId: async (bizTag, maxId) => {
      await dataSource.query('UPDATE leaf_alloc SET max_id = CAST(? AS INTEGER) WHERE biz_tag = ?', [
        String(maxId),
        bizTag,
      ]);
    },
    close: async () => {
      await storage.close();
      await second.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
});
