/** Promotions while servers die, join, stop and start, and while the database is away. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BizTagDetail } from '#contract';
import { newTagName } from '../support/databases.js';
import { until } from '../support/until.js';
import { HOUR_MS, MINUTE_MS, Stage } from './stage.js';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set(2);
});
afterEach(() => stage.strike());

/** Of 1,000 a second over two nodes for ten minutes. */
const OF_TWO = 300_000;
const OF_ONE = 600_000;
const OF_THREE = 200_000;

const lengthsOf = ({ buffers }: BizTagDetail, nodeId: string) => {
  const buffer = buffers.find((one) => one.nodeId === nodeId);
  return [buffer?.current, buffer?.next].map((held) => (held ? Number(BigInt(held.end) - BigInt(held.start)) : 0));
};

async function nodeIdOf(server: Stage['first']): Promise<string> {
  const [first] = server.logLines;
  return String(first?.nodeId);
}

describe('when every server is down', () => {
  it('across the start, the promotion is carried out late, at once, and says so', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    for (const server of [...stage.servers]) await stage.crash(server);
    stage.mariaDb.moveClock(3 * HOUR_MS + 10 * MINUTE_MS);
    const server = await stage.join();
    const { events } = await stage.reached(id, 'active');
    const late = events.filter(({ actor }) => actor === 'system');
    expect(late.map(({ state }) => state)).toEqual(['warming', 'active']);
    expect(late.map(({ lateMs }) => Math.round(lateMs / MINUTE_MS))).toEqual([70, 10]);
    expect(late[0]?.detail).toMatch(/^70(\.\d)? min late: 1 biz tag on 1 node$/);
    const nodeId = await nodeIdOf(server);
    const detail = await until('it holds two long segments', async () => {
      const now = await stage.tagDetail(bizTag);
      return lengthsOf(now, nodeId).every((length) => length >= OF_ONE) ? now : undefined;
    });
    expect(detail.stepFloor).toBe(OF_ONE);
    const warnings = server.logLines.filter(({ event }) => event === 'promotion_advanced');
    expect(warnings.map(({ level, to }) => [level, to])).toEqual([
      ['warn', 'warming'],
      ['warn', 'active'],
    ]);
  });

  it('from before its lead to after its end, the promotion is missed, and nothing is raised', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    for (const server of [...stage.servers]) await stage.crash(server);
    stage.mariaDb.moveClock(5 * HOUR_MS);
    await stage.join();
    const missed = await stage.reached(id, 'missed');
    expect(missed).toMatchObject({ detail: 'nobody was there to carry it out before its end', report: null });
    expect(await stage.tagDetail(bizTag)).toMatchObject({ stepFloor: null, jumpEpoch: 0 });
  });

  it('across its end, the floor goes back when one is there again', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(3 * HOUR_MS);
    await stage.reached(id, 'active');
    for (const server of [...stage.servers]) await stage.crash(server);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    await stage.join();
    const { events } = await stage.reached(id, 'done');
    const restoring = events.find(({ state }) => state === 'restoring');
    expect(Math.round((restoring?.lateMs ?? 0) / MINUTE_MS)).toBe(60);
    expect((await stage.restored(bizTag)).promotions).toEqual([]);
  });
});

describe('when the database is down', () => {
  it('at the start, numbers go on, and the promotion is carried out when it is back', async () => {
    const bizTag = await stage.tag();
    await stage.serve(bizTag);
    const { id } = await stage.promotion(bizTag);
    await stage.mariaDb.kill();
    stage.mariaDb.moveClock(3 * HOUR_MS);
    await until('both servers have noticed', async () => {
      const states = stage.servers.map(
        async (server) => (await server.get('/readyz')).json() as Promise<{ status: string }>,
      );
      return (await Promise.all(states)).every(({ status }) => status === 'degraded');
    });
    for (const server of stage.servers) expect((await server.get(`/api/v1/ids/${bizTag}`)).status).toBe(200);
    await stage.mariaDb.startAgain();
    const { events } = await stage.reached(id, 'active');
    expect(events.filter(({ actor }) => actor === 'system').map(({ state }) => state)).toEqual(['warming', 'active']);
    await until('both hold two long segments', async () =>
      (await stage.lengths(bizTag)).flat().every((length) => length >= OF_TWO),
    );
  });
});

describe('when nodes come and go', () => {
  it('one that joins while it is on is ready only with two long segments, and the plan is made anew for three', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(3 * HOUR_MS);
    await stage.reached(id, 'active');
    await until('the floor is in force', async () => (await stage.tagDetail(bizTag)).stepFloor === OF_TWO);
    // `join` waits for /readyz and for nothing else.
    const joined = await stage.join();
    const detail = await stage.tagDetail(bizTag, joined);
    expect(lengthsOf(detail, await nodeIdOf(joined))).toEqual([OF_TWO, OF_TWO]);
    const replanned = await until('it is planned anew', async () => {
      const now = await stage.detail(id);
      return now.nodes === 3 ? now : undefined;
    });
    expect(replanned).toMatchObject({
      state: 'active',
      plan: [{ step: OF_THREE }],
      last: { detail: 'planned anew for 3 nodes, 2 before' },
    });
    await until('the floor follows', async () => (await stage.tagDetail(bizTag)).stepFloor === OF_THREE);
  });

  it('one that dies while it is warming leaves the others more, and they are warm for it before the start', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    await stage.reached(id, 'warming');
    const [left, dying] = stage.servers;
    if (dying === undefined || left === undefined) throw new Error('there are two');
    await stage.crash(dying);
    const nodeId = await nodeIdOf(left);
    await until('the one that is left holds all of it', async () => {
      const lengths = lengthsOf(await stage.tagDetail(bizTag), nodeId);
      return lengths.every((length) => length >= OF_ONE);
    });
    expect(await stage.detail(id)).toMatchObject({ state: 'warming', nodes: 1, plan: [{ step: OF_ONE }] });
  });
});

describe('a step that a node is carrying out', () => {
  it('and dies in is undone whole, and another node carries it out once', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag);
    // Whoever warms the tag stops in the middle of its transaction, where it orders the jump.
    const lock = await stage.mariaDb.connect(stage.databaseUrl);
    await lock.query('START TRANSACTION');
    await lock.query('SELECT biz_tag FROM leaf_alloc WHERE biz_tag = ? FOR UPDATE', [bizTag]);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    const port = await until('a node is in the middle of the step', async () => {
      const [first] = await waiters(stage, 'leaf_alloc WHERE biz_tag IN');
      return first;
    });
    const dying = serverWithPort(stage, port);
    await stage.crash(dying);
    expect((await stage.detail(id)).state).toBe('scheduled');
    await lock.query('ROLLBACK');
    await lock.end();
    const { events } = await stage.reached(id, 'warming');
    expect(events.filter(({ state, from }) => state === 'warming' && from === 'scheduled')).toHaveLength(1);
    expect(events.at(-1)?.nodeId).not.toBe(await nodeIdOf(dying));
    await until('the jump was ordered once', async () => (await stage.tagDetail(bizTag)).jumpEpoch === 1);
  });

  it('and all the others with it at once is done once', async () => {
    await stage.join();
    const bizTag = await stage.tag();
    await stage.serve(bizTag);
    const { id } = await stage.promotion(bizTag);
    // Every node comes to the promotion while somebody else has its row, and all go on at the same moment.
    const lock = await stage.mariaDb.connect(stage.databaseUrl);
    await lock.query('START TRANSACTION');
    await lock.query('SELECT id FROM promotion WHERE id = ? FOR UPDATE', [id]);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    await until('all three wait for it', async () => (await waiters(stage, 'promotion')).length === 3);
    await lock.query('ROLLBACK');
    await lock.end();
    stage.mariaDb.moveClock(HOUR_MS);
    const { events } = await stage.reached(id, 'active');
    // The third may have joined after it was planned: that is no step.
    const steps = events.filter(({ from, state }) => from !== state).map(({ state }) => state);
    expect(steps).toEqual(['scheduled', 'warming', 'active']);
    const tag = await until('the jump is known', async () => {
      const detail = await stage.tagDetail(bizTag);
      return detail.jumpEpoch > 0 ? detail : undefined;
    });
    expect(tag).toMatchObject({ jumpEpoch: 1, version: 2 });
    const admin = await stage.admin();
    const { total } = await admin.json<{ total: number }>(admin.get('/audit?action=promotion.advance'));
    expect(total).toBe(2);
  });

  it('and that fails for good is given up after five attempts, with the cause, and leaves nothing in force', async () => {
    const bizTag = await stage.tag();
    const { id } = await stage.promotion(bizTag, { items: [{ bizTag, multiple: 2, ofDays: 7 }] });
    await stage.mariaDb.query('RENAME TABLE tag_day_peak TO peaks_away', stage.databaseUrl);
    stage.mariaDb.moveClock(2 * HOUR_MS);
    const failed = await stage.reached(id, 'failed');
    expect(failed.detail).toMatch(/given up after 5 failures: .*tag_day_peak/);
    expect(await stage.tagDetail(bizTag)).toMatchObject({ stepFloor: null, jumpEpoch: 0 });
    const causes = stage.servers.flatMap(({ logLines }) =>
      logLines.filter(({ event }) => event === 'promotion_step_failed'),
    );
    expect(causes.length).toBeGreaterThanOrEqual(5);
    await stage.mariaDb.query('RENAME TABLE peaks_away TO tag_day_peak', stage.databaseUrl);
  });

  it('is done for many at once, each once', async () => {
    const bizTags = await Promise.all(Array.from({ length: 12 }, () => stage.tag()));
    const planned = await Promise.all(
      bizTags.map((bizTag) => stage.promotion(bizTag, { name: newTagName('at-once') })),
    );
    stage.mariaDb.moveClock(3 * HOUR_MS);
    for (const { id } of planned) {
      const { events } = await stage.reached(id, 'active');
      expect(events.map(({ state }) => state)).toEqual(['scheduled', 'warming', 'active']);
    }
  });
});

/** The client ports of connections whose statement has waited for a while. @param about what the statement names */
async function waiters({ mariaDb }: Stage, about: string): Promise<number[]> {
  const rows = await mariaDb.query(
    `SELECT host FROM information_schema.processlist
     WHERE command = 'Query' AND time_ms > 300 AND id <> CONNECTION_ID() AND info LIKE '%${about}%'`,
  );
  return rows.map(({ host }) => Number(String(host).split(':')[1]));
}

/** By the sockets of each process: the one that has this local port. */
function serverWithPort({ servers }: Stage, port: number): Stage['first'] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  for (const server of servers) {
    const { pid } = server.child;
    const tables = ['tcp', 'tcp6'].map((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8')).join('\n');
    const line = tables.split('\n').find((row) => row.trim().split(/\s+/)[1]?.endsWith(`:${hex}`));
    const inode = line?.trim().split(/\s+/)[9];
    const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
    if (inode !== undefined && sockets.includes(`socket:[${inode}]`)) return server;
  }
  throw new Error(`no server has port ${port}`);
}
