/** Biz tags deleted and made again on one server while another one hands out their numbers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizTagFigureSchema } from '#contract';
import { IntervalSet } from '../../libs/segment/src/testing/interval-set.js';
import { type AdminClient, adminOf } from '../support/admin.js';
import { Databases, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';
import { Taker, take as takeSome } from '../support/taker.js';
import { until } from '../support/until.js';

const reason = 'a test';
const SYNC_INTERVAL_MS = 400;

let databases: Databases;
let here: ServerProcess;
let there: ServerProcess;
let admin: AdminClient;
beforeAll(async () => {
  databases = await Databases.start();
  const { settings } = await databases.create('MariaDB');
  const fast = { ...settings, SYNC_INTERVAL_MS: String(SYNC_INTERVAL_MS), LOG_LEVEL: 'warn' };
  here = await ServerProcess.start(fast);
  there = await ServerProcess.start(fast);
  admin = await adminOf(here);
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await databases.remove();
});

const take = (server: ServerProcess, bizTag: string, count = 7) => takeSome(server, bizTag, count);

const create = async (bizTag: string) =>
  bizTagFigureSchema.parse(await admin.json(admin.post('/tags', { bizTag, step: 50, reason })));
const remove = async (bizTag: string, version: number) =>
  expect((await admin.delete(`/tags/${bizTag}`, { version, reason })).status).toBe(204);

describe('a biz tag that is changed on one server', () => {
  it('is served, paused, resumed and gone on the other one within the sync interval', async () => {
    const bizTag = newTagName();
    const codeThere = async () => (await take(there, bizTag)).code;
    // Twice the interval: a read that has begun just before a change does not see it, the one after it does.
    const soon = 2 * SYNC_INTERVAL_MS + 1_000;
    await create(bizTag);
    await until('it is served there', async () => (await codeThere()) === undefined, soon);
    await admin.json(admin.patch(`/tags/${bizTag}`, { paused: true, version: 1, reason }));
    await until('it is paused there', async () => (await codeThere()) === 'BIZ_TAG_PAUSED', soon);
    await admin.json(admin.patch(`/tags/${bizTag}`, { paused: false, version: 2, reason }));
    await until('it is resumed there', async () => (await codeThere()) === undefined, soon);
    await remove(bizTag, 3);
    await until('it is gone there', async () => (await codeThere()) === 'BIZ_TAG_NOT_FOUND', soon);
  });

  it('and deleted and made again while both hand it out never gives a number twice', async () => {
    const bizTag = newTagName();
    const seen = new IntervalSet();
    let { version } = await create(bizTag);
    await until('it is served there', async () => (await take(there, bizTag)).code === undefined);
    for (const server of [here, there])
      for (const n of (await take(server, bizTag)).numbers) seen.add({ start: n, end: n + 1n });
    const takers = [here, there, here, there].map((server) => new Taker(server, bizTag, seen));
    const given = () => takers.reduce((sum, { count }) => sum + count, 0);
    for (let round = 0; round < 6; round++) {
      const from = given();
      await until('numbers are taken', () => given() > from + 300);
      await remove(bizTag, version);
      const waitsForBoth = round % 2 === 1;
      if (waitsForBoth) {
        await until('it is gone there', async () => (await take(there, bizTag)).code === 'BIZ_TAG_NOT_FOUND');
      }
      const again = await create(bizTag);
      expect(again.version).toBeGreaterThan(version);
      version = again.version;
    }
    const from = given();
    await until('numbers are taken', () => given() > from + 300);
    await Promise.all(takers.map((taker) => taker.stop()));
    expect(takers.flatMap(({ repeats }) => repeats)).toEqual([]);
    for (const { refusals } of takers) {
      // Gone for a while, or its last buffer was still closing.
      expect(['BIZ_TAG_NOT_FOUND', 'ALLOCATOR_NOT_READY', 'SEGMENT_UNAVAILABLE']).toEqual(
        expect.arrayContaining([...refusals]),
      );
    }
  });

  it('and made again before the other one saw it gone is soon handed out there from its new maximum on', async () => {
    const bizTag = newTagName();
    // More numbers in a buffer than are taken here: it does not come to the new ones by running out.
    const wish = { bizTag, step: 500_000, reason };
    await admin.json(admin.post('/tags', wish));
    await until('it is served there', async () => (await take(there, bizTag, 1)).code === undefined);
    await remove(bizTag, 1);
    await admin.json(admin.post('/tags', { ...wish, maxId: '90000000' }));
    await until('it goes on above', async () => ((await take(there, bizTag, 1)).numbers[0] ?? 0n) >= 90_000_000n);
  });
});
