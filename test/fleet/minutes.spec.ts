/** An hour's history as the database keeps it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NodeMinute, Storage } from '#storage';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const MINUTE = 60_000;

describe.each(DATABASE_KINDS)('minutes on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = new Storage({ ...(await databases.create(kind)), nodeId: 'node-a' });
    await storage.connect();
  });
  afterAll(() => storage.close());

  const minute = (nodeId: string, number: number, given: Partial<NodeMinute> = {}): NodeMinute => {
    const counts = { numberCount: 2 ** 52, requestCount: 3, errorCount: 1 };
    return { nodeId, minuteMs: number * MINUTE, ...counts, latency: '5:3', ...given };
  };
  const ofTag = (nodeId: string, bizTag: string, number: number, numberCount: number) => ({
    nodeId,
    bizTag,
    minuteMs: number * MINUTE,
    numberCount,
    step: 10,
    peakPerSecond: numberCount / 4,
    waitedCount: 1,
    abandonedCount: 20,
  });

  it('come out as they went in, oldest first, from a minute on', async () => {
    await storage.minutes.write(minute('node-b', 101), []);
    await storage.minutes.write(minute('node-a', 101), []);
    await storage.minutes.write(minute('node-a', 100), []);
    await storage.minutes.write(minute('node-a', 99), []);
    const found = await storage.minutes.ofNodes(100 * MINUTE);
    expect(found).toEqual([minute('node-a', 100), minute('node-a', 101), minute('node-b', 101)]);
  });

  it('written a second time are there once, as they were written last', async () => {
    const bizTag = newTagName();
    await storage.minutes.write(minute('node-a', 200), [ofTag('node-a', bizTag, 200, 1)]);
    await storage.minutes.write(minute('node-a', 200, { errorCount: 2 }), [ofTag('node-a', bizTag, 200, 5)]);
    expect(await storage.minutes.ofNodes(200 * MINUTE)).toEqual([minute('node-a', 200, { errorCount: 2 })]);
    expect(await storage.minutes.ofTag(bizTag, 0)).toEqual([ofTag('node-a', bizTag, 200, 5)]);
  });

  it('of a tag are of that tag alone, by every node', async () => {
    const [bizTag, other] = [newTagName(), newTagName()];
    await storage.minutes.write(minute('node-a', 300), [
      ofTag('node-a', bizTag, 300, 1),
      ofTag('node-a', other, 300, 2),
    ]);
    await storage.minutes.write(minute('node-b', 300), [ofTag('node-b', bizTag, 300, 3)]);
    const found = await storage.minutes.ofTag(bizTag, 300 * MINUTE);
    expect(found).toEqual([ofTag('node-a', bizTag, 300, 1), ofTag('node-b', bizTag, 300, 3)]);
    expect(await storage.minutes.ofTag(bizTag, 301 * MINUTE)).toEqual([]);
  });

  it('that are too old go, a bounded number at a time, and the others stay', async () => {
    const bizTags = Array.from({ length: 600 }, () => newTagName());
    const tags = bizTags.map((bizTag) => ofTag('node-a', bizTag, 1, 1));
    await storage.minutes.write(minute('node-a', 1), tags);
    const left = async () => {
      const [row] = await storage.dataSource.query(
        `SELECT COUNT(*) AS count FROM tag_minute WHERE minute_ms < ${2 * MINUTE}`,
      );
      return Number(row.count);
    };
    await storage.minutes.prune(2 * MINUTE);
    expect(await left()).toBe(100);
    await storage.minutes.prune(2 * MINUTE);
    expect(await left()).toBe(0);
    const oldest = (await storage.minutes.ofNodes(0))[0];
    expect(oldest?.minuteMs).toBeGreaterThanOrEqual(2 * MINUTE);
  });
});

describe.each(DATABASE_KINDS)('what the last day took of a tag on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = new Storage({ ...(await databases.create(kind)), nodeId: 'node-a' });
    await storage.connect();
  });
  afterAll(() => storage.close());

  it('is counted back from its newest grant to the first that is older, however many there are', async () => {
    const bizTag = newTagName();
    const now = Date.now();
    const base = 2n ** 60n;
    const GRANTS = 5_003;
    const grants = Array.from({ length: GRANTS }, (_, index) => {
      const start = base + BigInt(index * 10);
      return `('${bizTag}', ${start + 7n}, ${start}, 'n', ${index < 2 ? now - 48 * 3_600_000 : now - 60_000})`;
    });
    for (let from = 0; from < GRANTS; from += 500) {
      await storage.dataSource.query(
        `INSERT INTO segment_grant (biz_tag, end_id, start_id, node_id, granted_at_ms) VALUES ${grants.slice(from, from + 500).join(', ')}`,
      );
    }
    const usage = await storage.tagUsage.of(bizTag, 24 * 3_600_000);
    expect(usage.reservedCount).toBe(BigInt(GRANTS - 2) * 7n);
    expect(usage).toMatchObject({ createdAt: null, updatedAt: null, ageMs: null });
  });

  it('is nothing for a tag that has no grants', async () => {
    expect((await storage.tagUsage.of(newTagName(), 24 * 3_600_000)).reservedCount).toBe(0n);
  });
});
