import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpace, type SegmentRange } from '#segment';
import { Storage } from '#storage';
import { MariaDb } from '../support/mariadb.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(() => mariaDb.remove());

const leafTable = (options: string) => `
  CREATE TABLE leaf_alloc (
    biz_tag varchar(128) NOT NULL DEFAULT '',
    max_id bigint(20) NOT NULL DEFAULT '1',
    step int(11) NOT NULL,
    description varchar(256) DEFAULT NULL,
    update_time timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (biz_tag)
  ) ENGINE=InnoDB ${options};
  INSERT INTO leaf_alloc (biz_tag, max_id, step, description, update_time) VALUES
    ('leaf-segment-test', 1, 2000, 'Test leaf Segment Mode Get Id', '2019-01-02 03:04:05'),
    ('huge', 9007199254740993, 1000, NULL, '2020-02-29 23:59:59'),
    ('wide', 500, 5000000, 'a step above the ceiling', '2021-01-01 00:00:00');`;

const ALL_ROWS = `SELECT biz_tag, CAST(max_id AS CHAR) AS max_id, step, HEX(description) AS description,
  DATE_FORMAT(update_time, '%Y-%m-%d %H:%i:%s') AS update_time FROM leaf_alloc ORDER BY biz_tag`;

const openStorage = async (databaseUrl: string, nodeId = 'node-a') => {
  const storage = new Storage({ databaseUrl, dataDir: '/nonexistent', nodeId });
  await storage.connect();
  return storage;
};

describe.each([
  ['utf8mb4, names without case', 'DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci'],
  ['latin1', 'DEFAULT CHARSET=latin1'],
])("a database that already holds Leaf's table (%s)", (_name, options) => {
  it('is adopted without a byte of its rows rewritten, and goes on where Leaf stopped', async () => {
    const url = await mariaDb.createDatabase();
    await mariaDb.query(leafTable(options), url);
    const before = await mariaDb.query(ALL_ROWS, url);
    const storage = await openStorage(url);
    await storage.bizTags.createIfEmpty([{ bizTag: 'order', description: null, step: 10, idLength: 12 }]);
    const { tags, faulty } = await storage.bizTags.loadAll();
    expect(await mariaDb.query(ALL_ROWS, url)).toEqual(before);
    expect(faulty).toEqual([]);
    expect(tags.find(({ bizTag }) => bizTag === 'leaf-segment-test')).toMatchObject({
      maxId: 1n,
      step: 2_000,
      stepMax: 1_000_000,
      idLength: null,
      paused: false,
      version: 0,
    });
    expect(tags.find(({ bizTag }) => bizTag === 'wide')?.stepMax).toBe(5_000_000);
    const next = await storage.source.reserve({ bizTag: 'huge', count: 1_000, ...numberSpace(null) });
    expect(next).toEqual({ start: 9007199254740993n, end: 9007199254741993n });
    await storage.close();
  });

  it('never takes numbers of a tag whose name differs only in case', async () => {
    const url = await mariaDb.createDatabase();
    await mariaDb.query(leafTable(options), url);
    const storage = await openStorage(url);
    const wrongCase = storage.source.reserve({ bizTag: 'HUGE', count: 1, ...numberSpace(null) });
    await expect(wrongCase).rejects.toMatchObject({ failure: 'not-found' });
    await storage.close();
  });

  it("shares a row with Leaf's own reservations, and no number is given twice", async () => {
    const url = await mariaDb.createDatabase();
    await mariaDb.query(leafTable(options), url);
    const storage = await openStorage(url);
    const leaf = async (): Promise<SegmentRange[]> => {
      const client = await mariaDb.connect(url);
      const ranges: SegmentRange[] = [];
      for (let round = 0; round < 20; round++) {
        await client.query('BEGIN');
        await client.query("UPDATE leaf_alloc SET max_id = max_id + step WHERE biz_tag = 'leaf-segment-test'");
        const [rows] = await client.query("SELECT max_id, step FROM leaf_alloc WHERE biz_tag = 'leaf-segment-test'");
        await client.query('COMMIT');
        const [row] = rows as { max_id: string; step: number }[];
        const end = BigInt(row?.max_id ?? 0);
        ranges.push({ start: end - BigInt(row?.step ?? 0), end });
      }
      await client.end();
      return ranges;
    };
    const banyan = async () => {
      const ranges: SegmentRange[] = [];
      const request = { bizTag: 'leaf-segment-test', count: 777, ...numberSpace(null) };
      for (let round = 0; round < 20; round++) ranges.push(await storage.source.reserve(request));
      return ranges;
    };
    const ranges = (await Promise.all([leaf(), banyan(), leaf(), banyan()])).flat();
    const sorted = ranges.sort((a, b) => (a.start < b.start ? -1 : 1));
    for (const [index, range] of sorted.entries()) expect(range.end).toBe(sorted[index + 1]?.start ?? range.end);
    await storage.close();
  });
});

describe('rows that can not be served', () => {
  it('are told apart with their fault, and the rest is served', async () => {
    const url = await mariaDb.createDatabase();
    const storage = await openStorage(url);
    await mariaDb.query(
      "INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('good', 1, 10), ('no step', 1, 10), ('zero', 1, 0), ('below', -5, 10)",
      url,
    );
    const { tags, faulty } = await storage.bizTags.loadAll();
    expect(tags.map(({ bizTag }) => bizTag)).toEqual(['good']);
    expect(faulty.map(({ bizTag }) => bizTag).sort()).toEqual(['below', 'no step', 'zero']);
    await storage.close();
  });
});
