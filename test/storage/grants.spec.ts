import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpace } from '#segment';
import { GRANTS_COUNTED_MAX, Storage } from '#storage';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { remove } from '../support/tag-changes.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

/** Beyond 2^53, where a JavaScript number would round. */
const HUGE = 9_007_199_254_740_993n;

describe.each(DATABASE_KINDS)('grants on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = new Storage({ ...(await databases.create(kind)), nodeId: 'node-a' });
    await storage.connect();
  });
  afterAll(() => storage.close());

  const tagAt = async (maxId: bigint): Promise<string> => {
    const bizTag = newTagName();
    await storage.dataSource.query(`INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('${bizTag}', ${maxId}, 10)`);
    return bizTag;
  };
  const reserve = (bizTag: string, count: number) => storage.source.reserve({ bizTag, count, ...numberSpace(null) });
  const holders = async (id: bigint) => (await storage.grants.holdingAny(id, 100)).map(({ bizTag }) => bizTag);

  it('are listed newest first, page by page, without a number rounded', async () => {
    const bizTag = await tagAt(HUGE);
    for (const count of [1, 2, 3]) await reserve(bizTag, count);
    const all = await storage.grants.list({ bizTag, page: 0, pageSize: 10 });
    expect(all.total).toBe(3);
    expect(all.items.map(({ start, end }) => [start, end])).toEqual([
      [HUGE + 3n, HUGE + 6n],
      [HUGE + 1n, HUGE + 3n],
      [HUGE, HUGE + 1n],
    ]);
    const pages = await Promise.all([0, 1, 2].map((page) => storage.grants.list({ bizTag, page, pageSize: 2 })));
    expect(pages.map(({ items }) => items.length)).toEqual([2, 1, 0]);
    expect(pages.flatMap(({ items }) => items)).toEqual(all.items);
  });

  it('are listed over all tags by when they were granted', async () => {
    const tags = await Promise.all([tagAt(1n), tagAt(1n), tagAt(1n)]);
    for (const bizTag of [...tags, ...tags]) await reserve(bizTag, 1);
    const { items, total } = await storage.grants.list({ page: 0, pageSize: 6 });
    expect(total).toBeGreaterThanOrEqual(6);
    const times = items.map(({ grantedAt }) => grantedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(items.map(({ bizTag }) => bizTag))).toEqual(new Set(tags));
  });

  it('end where the count of them ends, however far somebody leafs', async () => {
    const bizTag = await tagAt(1n);
    await reserve(bizTag, 1);
    const { items } = await storage.grants.list({ bizTag, page: GRANTS_COUNTED_MAX, pageSize: 500 });
    expect(items).toEqual([]);
  });

  it('tell of a number which of them took it: each bound belongs to one', async () => {
    const bizTag = await tagAt(HUGE);
    await reserve(bizTag, 10);
    await storage.source.advance(bizTag, HUGE + 20n);
    await reserve(bizTag, 10);
    const starts = await Promise.all(
      [-1n, 0n, 9n, 10n, 19n, 20n, 29n, 30n].map(async (offset) => {
        const grant = await storage.grants.holding(bizTag, HUGE + offset);
        return grant && grant.start - HUGE;
      }),
    );
    expect(starts).toEqual([undefined, 0n, 0n, undefined, undefined, 20n, 20n, undefined]);
  });

  it('are found for a number in every tag that took it, those deleted and those told apart by case among them', async () => {
    const bizTag = newTagName('Case');
    const tags = [bizTag, bizTag.toLowerCase(), await tagAt(5_000n)];
    for (const name of tags.slice(0, 2)) {
      await storage.dataSource.query(`INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('${name}', 5000, 10)`);
    }
    for (const name of tags) await reserve(name, 100);
    await reserve(await tagAt(5_100n), 100);
    await remove(storage, tags[2] ?? '');
    expect(await holders(5_050n)).toEqual([...tags].sort());
    expect(await holders(4_999n)).toEqual([]);
    expect(await storage.grants.holdingAny(5_050n, 2)).toHaveLength(2);
  });
});

describe('a number looked up among 10,000 tags', () => {
  const TAGS = 10_000;
  const GRANTS_PER_TAG = 40;
  let storage: Storage;
  beforeAll(async () => {
    const database = await databases.create('MariaDB');
    storage = new Storage({ ...database, nodeId: 'node-a' });
    await storage.connect();
    await databases.mariaDb.query(
      `INSERT INTO leaf_alloc (biz_tag, max_id, step)
         SELECT CONCAT('tag-', seq), ${GRANTS_PER_TAG}000, 1000 FROM seq_1_to_${TAGS};
       INSERT INTO segment_grant (biz_tag, end_id, start_id, node_id, granted_at_ms)
         SELECT CONCAT('tag-', t.seq), g.seq * 1000, IF(t.seq % 1000 = 0, g.seq * 1000 - 1000, g.seq * 1000 - 500), 'node-a', g.seq
         FROM seq_1_to_${TAGS} t JOIN seq_1_to_${GRANTS_PER_TAG} g ORDER BY 1, 2`,
      database.databaseUrl,
    );
  });
  afterAll(() => storage.close());

  /** How many entries of indexes and tables the server has read. */
  const readCount = async (): Promise<number> => {
    const rows = await databases.mariaDb.query("SHOW GLOBAL STATUS LIKE 'Handler_read%'");
    return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
  };

  it('costs a few steps into an index for each tag, and not a look at its grants', async () => {
    const before = await readCount();
    const found = await storage.grants.holdingAny(1_234n, 100);
    const steps = (await readCount()) - before;
    expect(found.map(({ bizTag }) => bizTag)).toEqual(
      Array.from({ length: TAGS / 1_000 }, (_, index) => `tag-${(index + 1) * 1_000}`).sort(),
    );
    expect(steps).toBeLessThan(TAGS * 12);
  });

  it('costs next to nothing when many tags took it, or none has come so far', async () => {
    const before = await readCount();
    expect(await storage.grants.holdingAny(1_600n, 100)).toHaveLength(100);
    expect(await storage.grants.holdingAny(BigInt(GRANTS_PER_TAG) * 1_000n, 100)).toEqual([]);
    expect((await readCount()) - before).toBeLessThan(TAGS * 4);
  });
});
