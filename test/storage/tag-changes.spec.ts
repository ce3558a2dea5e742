import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpace } from '#segment';
import { Storage } from '#storage';
import { IntervalSet } from '../../libs/segment/src/testing/interval-set.js';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { change, create, inChange, recordOf, remove } from '../support/tag-changes.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const reserve = (storage: Storage, bizTag: string, count = 10) =>
  storage.source.reserve({ bizTag, count, ...numberSpace(null) });

describe.each(DATABASE_KINDS)('biz tags on %s', (kind) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = new Storage({ ...(await databases.create(kind)), nodeId: 'node-a' });
    await storage.connect();
  });
  afterAll(() => storage.close());

  it('are there whole once they are made, with version 1', async () => {
    const bizTag = newTagName();
    const state = { description: '订单号 🌳', step: 7, stepMax: 70, idLength: 12, paused: true };
    const made = await create(storage, bizTag, { ...state, maxId: 100_000_000_000n });
    expect(made).toEqual({ ...state, bizTag, maxId: 100_000_000_000n, version: 1 });
    expect(await recordOf(storage, bizTag)).toMatchObject({ ...made, jumpEpoch: 0 });
  });

  it('leave nothing behind when what decides on them refuses', async () => {
    const bizTag = newTagName();
    const refusal = new Error('no');
    const refuse = () => {
      throw refusal;
    };
    await expect(inChange(storage, (t) => storage.bizTagChanges.create(t, bizTag, refuse))).rejects.toBe(refusal);
    expect(await recordOf(storage, bizTag)).toBeUndefined();
    await create(storage, bizTag);
    const before = await recordOf(storage, bizTag);
    await expect(inChange(storage, (t) => storage.bizTagChanges.change(t, bizTag, refuse))).rejects.toBe(refusal);
    await expect(inChange(storage, (t) => storage.bizTagChanges.remove(t, bizTag, refuse))).rejects.toBe(refusal);
    expect(await recordOf(storage, bizTag)).toEqual(before);
  });

  it('are not made twice, and the one that was there stays as it was', async () => {
    const bizTag = newTagName();
    await create(storage, bizTag, { step: 33 });
    await expect(create(storage, bizTag)).rejects.toMatchObject({ kind: 'taken', bizTag });
    expect(await recordOf(storage, bizTag)).toMatchObject({ step: 33, version: 1 });
  });

  it('are made once when many make the same one at once', async () => {
    const bizTag = newTagName();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => create(storage, bizTag)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('show each of many changes at once the state the one before it left', async () => {
    const bizTag = newTagName();
    await create(storage, bizTag, { step: 1 });
    const bump = () =>
      inChange(storage, (transaction) =>
        storage.bizTagChanges.change(transaction, bizTag, (present) => ({ ...present, step: present.step + 1 })),
      );
    await Promise.all(Array.from({ length: 12 }, bump));
    expect(await recordOf(storage, bizTag)).toMatchObject({ step: 13, version: 13 });
  });

  it('are changed while numbers are reserved, and neither is lost', async () => {
    const bizTag = newTagName();
    await create(storage, bizTag, { step: 1 });
    const ranges = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const [range] = await Promise.all([reserve(storage, bizTag), change(storage, bizTag, { step: index + 1 })]);
        return range;
      }),
    );
    const record = await recordOf(storage, bizTag);
    expect(record).toMatchObject({ version: 13, maxId: 121n });
    expect(new Set(ranges.map(({ start }) => start)).size).toBe(12);
  });

  it("become Banyan's own with the first change when only Leaf's row is there", async () => {
    const bizTag = newTagName('leaf');
    await storage.dataSource.query(`INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('${bizTag}', 500, 2000)`);
    expect(await recordOf(storage, bizTag)).toMatchObject({ version: 0, stepMax: 1_000_000 });
    const states = await change(storage, bizTag, { paused: true });
    expect(states?.before).toMatchObject({ version: 0, maxId: 500n, step: 2_000, stepMax: 1_000_000, paused: false });
    expect(await recordOf(storage, bizTag)).toMatchObject({ version: 1, maxId: 500n, paused: true, step: 2_000 });
  });

  it('are neither changed nor deleted where there are none', async () => {
    const bizTag = newTagName();
    expect(await change(storage, bizTag, {})).toBeUndefined();
    expect(await remove(storage, bizTag)).toBeUndefined();
  });

  it('go on above their old maximum and version when they are deleted and made again', async () => {
    const bizTag = newTagName();
    await create(storage, bizTag);
    await change(storage, bizTag, { step: 20 });
    await reserve(storage, bizTag, 99);
    const left = await remove(storage, bizTag);
    expect(left).toMatchObject({ version: 2, maxId: 100n });
    await expect(reserve(storage, bizTag)).rejects.toMatchObject({ failure: 'not-found' });
    expect(await storage.bizTags.reach(bizTag)).toEqual({ maxId: 100n, idLength: null, isDeleted: true });
    const again = await create(storage, bizTag);
    expect(again).toMatchObject({ maxId: 100n, version: 3 });
    expect(await reserve(storage, bizTag)).toEqual({ start: 100n, end: 110n });
  });

  it('go on above what Leaf reserved without a grant, and above grants whose maximum was set back by hand', async () => {
    const bizTag = newTagName();
    await create(storage, bizTag);
    await storage.dataSource.query(`UPDATE leaf_alloc SET max_id = 7000 WHERE biz_tag = '${bizTag}'`);
    await remove(storage, bizTag);
    expect(await create(storage, bizTag)).toMatchObject({ maxId: 7_000n });
    await reserve(storage, bizTag, 500);
    await storage.dataSource.query(`UPDATE leaf_alloc SET max_id = 3 WHERE biz_tag = '${bizTag}'`);
    expect(await remove(storage, bizTag)).toMatchObject({ maxId: 3n, reservedEnd: 7_500n });
    expect(await create(storage, bizTag)).toMatchObject({ maxId: 7_500n });
  });

  it('order every node that still holds the old tag to jump when they are made again', async () => {
    const bizTag = newTagName();
    await create(storage, bizTag);
    const epochs = [(await recordOf(storage, bizTag))?.jumpEpoch ?? -1];
    for (let round = 0; round < 3; round++) {
      await change(storage, bizTag, { step: 11 + round });
      // As many jumps as an operator can have ordered since: each takes a version.
      await storage.dataSource.query(`UPDATE biz_tag_setting SET jump_epoch = version WHERE biz_tag = '${bizTag}'`);
      epochs.push((await recordOf(storage, bizTag))?.jumpEpoch ?? -1);
      await remove(storage, bizTag);
      await create(storage, bizTag);
      epochs.push((await recordOf(storage, bizTag))?.jumpEpoch ?? -1);
    }
    expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
  });

  it('never give a number twice, however they are reserved from, changed, deleted and made again at once', async () => {
    const action = fc.constantFrom('reserve', 'reserve', 'reserve', 'change', 'remove', 'create');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(action, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), async (rounds) => {
        const bizTag = newTagName();
        const seen = new IntervalSet();
        await create(storage, bizTag);
        const versions: number[] = [];
        for (const round of rounds) {
          await Promise.allSettled(
            round.map(async (name) => {
              if (name === 'change') await change(storage, bizTag, { paused: false });
              else if (name === 'remove') await remove(storage, bizTag);
              else if (name === 'create') await create(storage, bizTag);
              else expect(seen.add(await reserve(storage, bizTag))).toBeUndefined();
            }),
          ).then((outcomes) => {
            const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
            for (const fault of faults) expect(fault.failure ?? fault.kind).toMatch(/^(not-found|taken)$/);
          });
          versions.push((await recordOf(storage, bizTag))?.version ?? versions.at(-1) ?? 0);
        }
        expect(versions).toEqual([...versions].sort((a, b) => a - b));
      }),
      { numRuns: 25 },
    );
  });

  it('are made in the end when they are deleted and made by several at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const bizTag = newTagName();
      await create(storage, bizTag);
      const [removed, ...made] = await Promise.allSettled([
        remove(storage, bizTag),
        ...Array.from({ length: 3 }, () => create(storage, bizTag)),
      ]);
      expect(removed?.status).toBe('fulfilled');
      const kinds = made.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.kind : 'made'));
      expect(kinds.filter((kind) => kind !== 'taken').length).toBeLessThanOrEqual(1);
      expect(new Set(kinds)).not.toContain('unreachable');
    }
  });

  it('that were all deleted are not made again by a server that starts', async () => {
    const other = new Storage({ ...(await databases.create(kind)), nodeId: 'node-b' });
    await other.connect();
    const first = [{ bizTag: 'order', description: null, step: 10, idLength: 12 }];
    expect(await other.bizTags.createIfEmpty(first)).toBe(true);
    await remove(other, 'order');
    expect(await other.bizTags.createIfEmpty(first)).toBe(false);
    expect((await other.bizTags.loadAll()).tags).toEqual([]);
    await other.close();
  });
});

describe('a change whose commit the database does not confirm', () => {
  it('is told as one that may have been made or not', async () => {
    const database = await databases.create('MariaDB');
    await databases.mariaDb.query('SET GLOBAL lock_wait_timeout = 1');
    const storage = new Storage({ ...database, nodeId: 'node-a' });
    await storage.connect();
    const blocker = await databases.mariaDb.connect(database.databaseUrl);
    await blocker.query(
      ['START', 'FLUSH', 'BLOCK_DDL', 'BLOCK_COMMIT'].map((stage) => `BACKUP STAGE ${stage}`).join(';'),
    );
    const changed = create(storage, newTagName());
    await expect(changed).rejects.toMatchObject({ name: 'StorageError', kind: 'unknown-outcome' });
    await blocker.query('BACKUP STAGE END');
    await blocker.end();
    await databases.mariaDb.query('SET GLOBAL lock_wait_timeout = DEFAULT');
    await storage.close();
  });
});
