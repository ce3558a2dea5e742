/** What promotions stand on in the database: floors, jumps of many tags at once, peaks of days, and reports; on either database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Storage, type TagMinuteRecord } from '#storage';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { change, create, inChange, recordOf, remove } from '../support/tag-changes.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const BEGIN = Date.parse('2026-11-11T00:00:00Z');

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

describe.each(DATABASE_KINDS)('on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = new Storage({ ...(await databases.create(kind)), nodeId: 'node-a' });
    await storage.connect();
  });
  afterAll(() => storage.close());

  const wish = (name = newTagName('promotion')) => ({
    name,
    startsAtMs: BEGIN,
    endsAtMs: BEGIN + DAY_MS,
    leadMs: 3_600_000,
    zone: 'Asia/Shanghai',
    safetyFactor: 1.5,
    runwayMs: 600_000,
    items: '[]',
  });

  const plan = { state: 'scheduled', nodeCount: 2, warnings: '[]', createdBy: 'somebody' } as const;

  async function planned(name?: string): Promise<string> {
    const id = newTagName('prm');
    await inChange(storage, (transaction) => storage.promotions.insert(transaction, id, wish(name), plan));
    return id;
  }

  const deadlockCount = async () => {
    const [row] = await databases.mariaDb.query("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'");
    return Number(row?.Value);
  };

  const floor = (id: string, bizTag: string, step: number) =>
    inChange(storage, (transaction) => storage.stepFloors.put(transaction, id, [{ bizTag, step }]));
  const release = (id: string) => inChange(storage, (transaction) => storage.stepFloors.put(transaction, id, []));

  describe('floors', () => {
    it('reach the settings of a tag: the highest of those in force, and none when all are gone', async () => {
      const bizTag = newTagName();
      await create(storage, bizTag);
      const [low, high] = [await planned(), await planned()];
      const seen = async () => (await recordOf(storage, bizTag))?.stepFloor;
      expect(await seen()).toBeNull();
      await floor(low, bizTag, 400);
      await floor(high, bizTag, 900);
      expect(await seen()).toBe(900);
      expect((await storage.stepFloors.of(bizTag)).map(({ id, step }) => [id, step])).toEqual([
        [high, 900],
        [low, 400],
      ]);
      expect(await storage.stepFloors.highest([bizTag, 'other'])).toEqual(new Map([[bizTag, 900]]));
      await release(high);
      expect(await seen()).toBe(400);
      await floor(low, bizTag, 500);
      expect(await seen()).toBe(500);
      await release(low);
      expect(await seen()).toBeNull();
    });

    it('of a tag that is deleted go with it, and do not come back with a tag of the same name', async () => {
      const bizTag = newTagName();
      await create(storage, bizTag);
      await floor(await planned(), bizTag, 400);
      await remove(storage, bizTag);
      await create(storage, bizTag);
      expect((await recordOf(storage, bizTag))?.stepFloor).toBeNull();
    });
  });

  describe('a jump of many tags at once', () => {
    it('raises epoch and version of each, also of one that has only a row of Leaf, and passes over those that are gone', async () => {
      const [one, two, leaf] = [newTagName(), newTagName(), newTagName('leaf')];
      await create(storage, one);
      await create(storage, two);
      await change(storage, two, { step: 20 });
      await storage.dataSource.query(`INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('${leaf}', 7, 10)`);
      const epochs = await inChange(storage, (transaction) =>
        storage.bizTagChanges.jumpAll(transaction, [two, 'gone', leaf, one]),
      );
      expect(epochs).toEqual(
        new Map([
          [one, 1],
          [two, 1],
          [leaf, 1],
        ]),
      );
      const records = await Promise.all([one, two, leaf].map((bizTag) => recordOf(storage, bizTag)));
      expect(records.map((record) => [record?.jumpEpoch, record?.version])).toEqual([
        [1, 2],
        [1, 3],
        [1, 1],
      ]);
      expect(await inChange(storage, (transaction) => storage.bizTagChanges.jumpAll(transaction, []))).toEqual(
        new Map(),
      );
    });
  });

  describe('a promotion', () => {
    it('comes out as it went in, and its name is free when it has ended', async () => {
      const name = newTagName('name');
      const id = await planned(name);
      const kept = await storage.promotions.find(id);
      expect(kept).toMatchObject({
        ...wish(name),
        id,
        state: 'scheduled',
        version: 1,
        nodeCount: 2,
        createdBy: 'somebody',
      });
      await expect(planned(name)).rejects.toThrow();
      if (kept === undefined) throw new Error('it is there');
      await inChange(storage, (transaction) => storage.promotions.update(transaction, kept, { state: 'cancelled' }));
      expect(await storage.promotions.find(id)).toMatchObject({ state: 'cancelled', version: 2 });
      await planned(name);
    });

    it('is made at the same time as many others, and ended with them, without one that stands in the way of another', async () => {
      const before = await deadlockCount();
      const bizTag = newTagName();
      const tag = { bizTag, step: 1, plan: '{}', jumpEpoch: null, jumpStep: null };
      const ids = await Promise.all(
        Array.from({ length: 20 }, () =>
          inChange(storage, async (transaction) => {
            const id = newTagName('prm');
            await storage.promotions.insert(transaction, id, wish(), plan);
            await storage.promotions.putTags(transaction, id, [tag, { ...tag, bizTag: newTagName() }]);
            await storage.stepFloors.put(transaction, id, [{ bizTag, step: 7 }]);
            return id;
          }),
        ),
      );
      await Promise.all(ids.map(release));
      expect(await storage.stepFloors.highest([bizTag])).toEqual(new Map());
      expect(await deadlockCount()).toBe(before);
    });

    it('keeps its version where only its plan is made anew', async () => {
      const id = await planned();
      const kept = await storage.promotions.find(id);
      if (kept === undefined) throw new Error('it is there');
      await inChange(storage, (transaction) => storage.promotions.update(transaction, kept, { nodeCount: 5 }));
      expect(await storage.promotions.find(id)).toMatchObject({ version: 1, nodeCount: 5 });
    });

    it('is pending until it has ended and its report is final; a draft is not', async () => {
      const [draft, scheduled, warmed] = [newTagName('prm'), await planned(), await planned()];
      await inChange(storage, (transaction) =>
        storage.promotions.insert(transaction, draft, wish(), { ...plan, state: 'draft' }),
      );
      const to = async (id: string, more: Parameters<Storage['promotions']['update']>[2]) => {
        const kept = await storage.promotions.find(id);
        if (kept === undefined) throw new Error('it is there');
        await inChange(storage, (transaction) => storage.promotions.update(transaction, kept, more));
      };
      const pending = async () => (await storage.promotions.pending()).promotions.map(({ id }) => id);
      expect(await pending()).toEqual(expect.arrayContaining([scheduled, warmed]));
      expect(await pending()).not.toContain(draft);
      await to(scheduled, { state: 'missed' });
      await to(warmed, { state: 'warming' });
      await to(warmed, { state: 'done' });
      expect(await pending()).toContain(warmed);
      expect(await pending()).not.toContain(scheduled);
      await to(warmed, { isReportFinal: true });
      expect(await pending()).not.toContain(warmed);
    });
  });

  describe('peaks', () => {
    const minute = (
      bizTag: string,
      nodeId: string,
      atMs: number,
      given: Partial<TagMinuteRecord> = {},
    ): TagMinuteRecord => ({
      nodeId,
      bizTag,
      minuteMs: atMs,
      numberCount: 600,
      step: 10,
      peakPerSecond: 20,
      waitedCount: 0,
      abandonedCount: 0,
      ...given,
    });
    const write = (record: TagMinuteRecord) =>
      storage.minutes.write(
        {
          nodeId: record.nodeId,
          minuteMs: record.minuteMs,
          numberCount: 0,
          requestCount: 0,
          errorCount: 0,
          latency: '',
        },
        [record],
      );

    it('of a day are those of its fastest minute, all nodes together, and can be summed up again', async () => {
      const bizTag = newTagName();
      await write(minute(bizTag, 'node-a', BEGIN, { peakPerSecond: 30 }));
      await write(minute(bizTag, 'node-b', BEGIN, { peakPerSecond: 12 }));
      await write(minute(bizTag, 'node-a', BEGIN + MINUTE_MS, { peakPerSecond: 40 }));
      await write(minute(bizTag, 'node-a', BEGIN + DAY_MS, { peakPerSecond: 5 }));
      await storage.peaks.sumUp(BEGIN);
      await storage.peaks.sumUp(BEGIN);
      const since = async (sinceMs: number) => (await storage.peaks.highestSince([bizTag], sinceMs)).get(bizTag);
      expect(await since(BEGIN)).toBe(42);
      expect(await since(BEGIN + DAY_MS + 5)).toBe(5);
      expect(await since(BEGIN + 2 * DAY_MS)).toBeUndefined();
      const [row] = await storage.dataSource.query(
        `SELECT minute_ms FROM tag_day_peak WHERE biz_tag = '${bizTag}' ORDER BY day_ms LIMIT 1`,
      );
      expect(Number(row.minute_ms)).toBe(BEGIN);
      // A node that writes late only adds to it.
      await write(minute(bizTag, 'node-b', BEGIN + MINUTE_MS, { peakPerSecond: 60 }));
      await storage.peaks.sumUp(BEGIN);
      expect(await since(BEGIN)).toBe(100);
    });

    it('are kept for over a year', async () => {
      const bizTag = newTagName();
      await write(minute(bizTag, 'node-a', BEGIN));
      await storage.peaks.sumUp(BEGIN);
      const known = async () => (await storage.peaks.highestSince([bizTag], 0)).has(bizTag);
      await storage.peaks.prune(BEGIN + 399 * DAY_MS);
      expect(await known()).toBe(true);
      await storage.peaks.prune(BEGIN + 401 * DAY_MS);
      expect(await known()).toBe(false);
    });

    it('and all that came of some time are told for each tag, refills by the grants', async () => {
      const [bizTag, quiet] = [newTagName(), newTagName()];
      await create(storage, bizTag);
      const from = Date.now();
      await storage.source.reserve({ bizTag, count: 5, floor: 0n, ceiling: 1_000n });
      await storage.source.reserve({ bizTag, count: 5, floor: 0n, ceiling: 1_000n });
      const at = Math.floor(from / MINUTE_MS) * MINUTE_MS;
      await write(minute(bizTag, 'node-a', at, { waitedCount: 3, abandonedCount: 11 }));
      await write(minute(bizTag, 'node-b', at, { waitedCount: 1 }));
      await write(minute(bizTag, 'node-a', at - 10 * MINUTE_MS, { peakPerSecond: 999 }));
      const outcome = await storage.peaks.outcome([bizTag, quiet], from - 2_000, from + 60_000);
      expect(outcome).toEqual([
        { bizTag, peakPerSecond: 40, numberCount: 1_200, waitedCount: 4, abandonedCount: 11, refillCount: 2 },
        { bizTag: quiet, peakPerSecond: 0, numberCount: 0, waitedCount: 0, abandonedCount: 0, refillCount: 0 },
      ]);
    });

    it('of the last promotion are those of the one that ended last and was carried out to its end', async () => {
      const bizTag = newTagName();
      const ended = async (endsAtMs: number, actualRate: number, state: 'done' | 'cancelled') => {
        const id = newTagName('prm');
        await inChange(storage, async (transaction) => {
          await storage.promotions.insert(transaction, id, { ...wish(), endsAtMs }, plan);
          const tag = { bizTag, step: 1, plan: '{}', jumpEpoch: null, jumpStep: null };
          await storage.promotions.putTags(transaction, id, [tag]);
          await storage.promotions.putReport(transaction, id, bizTag, { actualRate, report: '{}' });
        });
        const kept = await storage.promotions.find(id);
        if (kept === undefined) throw new Error('it is there');
        await inChange(storage, (transaction) => storage.promotions.update(transaction, kept, { state }));
        return id;
      };
      await ended(BEGIN + 1, 100, 'done');
      const last = await ended(BEGIN + 3, 300, 'done');
      await ended(BEGIN + 2, 200, 'done');
      await ended(BEGIN + 4, 1, 'cancelled');
      expect(await storage.peaks.ofLastPromotion([bizTag], '')).toEqual(new Map([[bizTag, 300]]));
      expect(await storage.peaks.ofLastPromotion([bizTag], last)).toEqual(new Map([[bizTag, 200]]));
    });

    it('of minutes are pruned but for those that a report is still to be made of', async () => {
      const [bizTag, other] = [newTagName(), newTagName()];
      const id = await planned();
      await inChange(storage, async (transaction) => {
        const tag = { bizTag, step: 1, plan: '{}', jumpEpoch: null, jumpStep: null };
        await storage.promotions.putTags(transaction, id, [tag]);
      });
      const kept = await storage.promotions.find(id);
      if (kept === undefined) throw new Error('it is there');
      const to = (more: Parameters<Storage['promotions']['update']>[2]) =>
        inChange(storage, (transaction) => storage.promotions.update(transaction, kept, more));
      await to({ state: 'warming' });
      for (const tag of [bizTag, other]) await write(minute(tag, 'node-a', BEGIN));
      const left = async (tag: string) => (await storage.minutes.ofTag(tag, 0)).length;
      const prune = async () => {
        for (let round = 0; round < 20; round++) await storage.minutes.prune(BEGIN + DAY_MS);
      };
      await prune();
      expect([await left(bizTag), await left(other)]).toEqual([1, 0]);
      await to({ state: 'done', isReportFinal: true });
      await prune();
      expect(await left(bizTag)).toBe(0);
    });
  });
});
