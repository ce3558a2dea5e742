/** Step bump, jump and skip on two servers while both hand out numbers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditList, BizTagDetail, BizTagFigure, Problem, TagPreview } from '#contract';
import { IntervalSet } from '../../libs/segment/src/testing/interval-set.js';
import { type AdminClient, adminOf } from '../support/admin.js';
import { Databases, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';
import { Taker } from '../support/taker.js';
import { until } from '../support/until.js';

const reason = 'a test';
const SYNC_INTERVAL_MS = 400;

let databases: Databases;
let servers: ServerProcess[];
let admin: AdminClient;
beforeAll(async () => {
  databases = await Databases.start();
  const { settings } = await databases.create('MariaDB');
  const start = () => ServerProcess.start({ ...settings, SYNC_INTERVAL_MS: String(SYNC_INTERVAL_MS) });
  servers = [await start(), await start()];
  admin = await adminOf(servers[0] as ServerProcess);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await databases.remove();
});

async function made(more: object = {}): Promise<string> {
  const bizTag = newTagName();
  await admin.json(admin.post('/tags', { bizTag, step: 1_000, stepMax: 100_000, idLength: 12, reason, ...more }));
  for (const server of servers) {
    await until('it is served', async () => (await server.get(`/api/v1/ids/${bizTag}`)).ok);
  }
  await until('both nodes tell what they hold', async () => {
    const { buffers } = await detailOf(bizTag);
    return buffers.filter(({ current, waitedCount }) => current !== null && waitedCount > 0).length === 2;
  });
  return bizTag;
}

const detailOf = (bizTag: string) => admin.json<BizTagDetail>(admin.get(`/tags/${bizTag}`));

/** Waits until every node has followed the last jump. */
const followed = (bizTag: string) =>
  until('every node has jumped', async () => {
    const detail = await detailOf(bizTag);
    const { buffers, jumpEpoch } = detail;
    return buffers.length === 2 && buffers.every((buffer) => buffer.jumpEpoch === jumpEpoch) ? detail : undefined;
  });

async function underLoad<T>(bizTag: string, work: (takers: readonly Taker[]) => Promise<T>): Promise<T> {
  const seen = new IntervalSet();
  const takers = [...servers, ...servers].map((server) => new Taker(server, bizTag, seen));
  try {
    await until('numbers are taken', () => takers.every(({ count }) => count > 200));
    return await work(takers);
  } finally {
    await Promise.all(takers.map((taker) => taker.stop()));
    expect(takers.flatMap(({ refusals, repeats }) => [...refusals, ...repeats])).toEqual([]);
  }
}

describe('a jump', () => {
  it('brings every node to a fresh segment without one request that fails or waits, and no number comes twice', async () => {
    const bizTag = await made({ step: 20_000 });
    const before = await detailOf(bizTag);
    await underLoad(bizTag, async () => {
      for (let round = 1; round <= 4; round++) {
        const ordered = await admin.json<BizTagFigure>(admin.post(`/tags/${bizTag}/jump`, { reason }));
        expect(ordered).toMatchObject({ jumpEpoch: round, version: 1 + round });
        const { buffers } = await followed(bizTag);
        for (const { nodeId, current, waitedCount } of buffers) {
          const old = before.buffers.find((buffer) => buffer.nodeId === nodeId);
          expect(BigInt(current?.start ?? 0)).toBeGreaterThan(BigInt(old?.current?.start ?? 0));
          expect(waitedCount).toBe(old?.waitedCount);
        }
      }
    });
  });

  it('reaches the other node within the sync interval', async () => {
    const bizTag = await made();
    const startedAtMs = performance.now();
    await admin.json(admin.post(`/tags/${bizTag}/jump`, { reason }));
    await followed(bizTag);
    // Its heartbeat, which tells of it, comes as often as it syncs; a read that began just before does not count.
    expect(performance.now() - startedAtMs).toBeLessThan(4 * SYNC_INTERVAL_MS + 1_000);
  });
});

describe('a step bump', () => {
  it('is the step of both nodes at once, also where the policy had gone further, and says why', async () => {
    const bizTag = await made({ step: 100 });
    for (const server of servers) {
      for (let count = 0; count < 10; count++) await server.get(`/api/v1/ids/${bizTag}/batch?count=200`);
    }
    await until('the policy has gone further', async () =>
      (await detailOf(bizTag)).buffers.some(({ step }) => step > 300),
    );
    await admin.json(admin.post(`/tags/${bizTag}/step`, { step: 300, reason }));
    const bumped = await until('both nodes have it', async () => {
      const detail = await detailOf(bizTag);
      return detail.buffers.length === 2 && detail.buffers.every(({ step }) => step === 300) ? detail : undefined;
    });
    expect(bumped).toMatchObject({ step: 300, jumpEpoch: 0, version: 2 });
    expect(bumped.buffers.map(({ stepChange }) => [stepChange?.cause, stepChange?.to])).toEqual([
      ['bump', 300],
      ['bump', 300],
    ]);
    expect(bumped.buffers.every(({ lifetimesMs }) => lifetimesMs.length > 0)).toBe(true);
  });

  it('with a jump has every node on a segment of that step, without a failure', async () => {
    const bizTag = await made();
    await underLoad(bizTag, async () => {
      await admin.json(admin.post(`/tags/${bizTag}/step`, { step: 50_000, jump: true, reason }));
      const { buffers } = await followed(bizTag);
      for (const { current } of buffers) expect(BigInt(current?.end ?? 0) - BigInt(current?.start ?? 0)).toBe(50_000n);
    });
  });

  it('past stepMax is refused at the field with the figure that would do, and a stale version with both states', async () => {
    const bizTag = await made();
    const response = await admin.post(`/tags/${bizTag}/step`, { step: 100_001, reason });
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.fields?.[0]?.field]).toEqual([400, 'step']);
    expect(problem.detail).toContain('at most stepMax, which is 100000');
    const stale = await admin.post(`/tags/${bizTag}/step`, { step: 2_000, version: 0, reason });
    expect(await stale.json()).toMatchObject({
      code: 'VERSION_CONFLICT',
      conflict: { current: { version: 1, step: 1_000 } },
    });
    expect((await admin.post(`/tags/${bizTag}/step`, { step: 2_000 })).status).toBe(400);
  });
});

describe('a skip', () => {
  it('has both nodes give out nothing below it once they have followed, and is never turned back', async () => {
    const bizTag = await made();
    const maxId = 500_000_000_000n;
    await underLoad(bizTag, async (takers) => {
      await admin.json(admin.post(`/tags/${bizTag}/skip`, { maxId: String(maxId), reason }));
      await followed(bizTag);
      const from = takers.map(({ count }) => count);
      await until('each has taken more', () => takers.every(({ count }, index) => count > (from[index] ?? 0) + 40));
      for (const { last } of takers) expect(last).toBeGreaterThanOrEqual(maxId);
    });
    const lower = await admin.post(`/tags/${bizTag}/skip`, { maxId: '400000000000', reason });
    expect([lower.status, ((await lower.json()) as Problem).fields?.[0]?.field]).toEqual([400, 'maxId']);
    const past = await admin.post(`/tags/${bizTag}/skip`, { maxId: '1000000000000', reason });
    expect(((await past.json()) as Problem).detail).toContain('at most 999999999999');
  });
});

describe('each of them', () => {
  it('is previewed without a change, and audited with its reason and both states', async () => {
    const bizTag = await made();
    const preview = await admin.json<TagPreview>(admin.post(`/tags/${bizTag}/preview`, { step: 5_000, jump: true }));
    expect(preview.after.step).toBe(5_000);
    expect(Number(preview.abandoned)).toBeGreaterThan(0);
    expect(await detailOf(bizTag)).toMatchObject({ step: 1_000, jumpEpoch: 0, version: 1 });
    await admin.json(admin.post(`/tags/${bizTag}/step`, { step: 5_000, reason: 'one' }));
    await admin.json(admin.post(`/tags/${bizTag}/jump`, { reason: 'two' }));
    await admin.json(admin.post(`/tags/${bizTag}/skip`, { maxId: '700000000000', reason: 'three' }));
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${bizTag}`));
    expect(
      items.slice(0, 3).map(({ action, reason: why, after }) => [action, why, after?.step, after?.version]),
    ).toEqual([
      ['tag.skip', 'three', 5_000, 4],
      ['tag.jump', 'two', 5_000, 3],
      ['tag.step', 'one', 5_000, 2],
    ]);
    expect(items[0]?.after?.maxId).toBe('700000000000');
  });

  it("of a tag that has only Leaf's row makes it one of Banyan's, and orders the same", async () => {
    const bizTag = newTagName('leaf');
    const database = (servers[0] as ServerProcess).settings.DATABASE_URL;
    await databases.mariaDb.query(
      `INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES ('${bizTag}', 500, 10)`,
      database,
    );
    for (const server of servers) {
      await until('it is served', async () => (await server.get(`/api/v1/ids/${bizTag}`)).ok);
    }
    await admin.json(admin.post(`/tags/${bizTag}/step`, { step: 70, jump: true, reason }));
    const { buffers, version, jumpEpoch } = await followed(bizTag);
    expect([version, jumpEpoch]).toEqual([1, 1]);
    expect(buffers.map(({ step }) => step)).toEqual([70, 70]);
  });
});
