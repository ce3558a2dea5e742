/** What the console reads of a fleet: a real server, and other nodes that tell through the database what they hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BizTagFigure,
  bizTagDetailSchema,
  bizTagListSchema,
  nodeListSchema,
  overviewSchema,
  problemSchema,
  tagHistorySchema,
} from '#contract';
import { type NodeBufferRecord, Storage } from '#storage';
import { AdminClient } from '../support/admin.js';
import { newTagName } from '../support/databases.js';
import { FiguresReader } from '../support/event-stream.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';
import { buffer, TellingNode } from './buffers.js';

/** A node is dead after one and a half seconds, and tells of itself six times in that time. */
const SYNC_INTERVAL_MS = '500';
const TELL_EVERY_MS = 250;

let mariaDb: MariaDb;
let storage: Storage;
let server: ServerProcess;
let admin: AdminClient;
const nodes: TellingNode[] = [];

beforeAll(async () => {
  mariaDb = await MariaDb.start();
  const databaseUrl = await mariaDb.createDatabase();
  server = await ServerProcess.start({ DATABASE_URL: databaseUrl, SYNC_INTERVAL_MS });
  storage = new Storage({ databaseUrl, dataDir: '.', nodeId: 'test' });
  await storage.connect();
  admin = await AdminClient.login(server);
});
afterAll(async () => {
  for (const node of nodes) await node.stop();
  await server.stop('SIGINT');
  await storage.close();
  await mariaDb.remove();
});

function newNode(): TellingNode {
  const node = new TellingNode(storage, newTagName('node'), TELL_EVERY_MS);
  nodes.push(node);
  return node;
}

async function newTag(given: object = {}): Promise<string> {
  const bizTag = newTagName('figures');
  await admin.json(admin.post('/tags', { bizTag, step: 1_000, reason: 'a test', ...given }));
  return bizTag;
}

const list = async (query: string) => bizTagListSchema.parse(await admin.json(admin.get(`/tags?${query}`)));
const overview = async () => overviewSchema.parse(await admin.json(admin.get('/overview')));
const seen = (bizTag: string, isIt: (tag: BizTagFigure) => boolean) =>
  until(`${bizTag} is seen so`, async () => (await list(`q=${bizTag}`)).items.find(isIt));

describe('the list of biz tags', () => {
  it('has what every live node holds, summed up, and forgets a node that dies', async () => {
    const [bizTag, node, other] = [await newTag(), newNode(), newNode()];
    await server.get(`/api/v1/ids/${bizTag}`);
    const end = 2n ** 60n;
    const held = { start: end - 10n, end, idle: 5 };
    const rate = (ratePerSecond: number, runwayMs: number) => ({ ratePerSecond, runwayMs });
    await node.tell([buffer(node.nodeId, bizTag, { next: held, ...rate(1_000.25, 70_000) })]);
    await other.tell([buffer(other.nodeId, bizTag, rate(500, 80_000))]);
    const tag = await seen(bizTag, ({ buffers }) => buffers.length === 3);
    expect(tag.buffers.map(({ nodeId }) => nodeId).slice(1)).toEqual([node.nodeId, other.nodeId].sort());
    expect(tag.ratePerSecond).toBeGreaterThanOrEqual(1_500.25);
    expect(tag).toMatchObject({ runwayMs: 70_000, maxId: String(end) });
    await node.stop();
    const left = await seen(bizTag, ({ buffers }) => buffers.length === 2);
    expect(left.maxId).not.toBe(String(end));
    expect(left.ratePerSecond).toBeLessThan(1_000);
  });

  it('brings what a node writes later, and only that', async () => {
    const [bizTag, still, node] = [await newTag(), await newTag(), newNode()];
    await node.tell([bizTag, still].map((name) => buffer(node.nodeId, name, { ratePerSecond: 1, runwayMs: 1e6 })));
    await seen(still, ({ buffers }) => buffers.length === 1);
    for (const ratePerSecond of [7, 8, 9]) {
      await node.tell([buffer(node.nodeId, bizTag, { ratePerSecond, runwayMs: 1e6 })]);
      const tag = await seen(bizTag, (figure) => figure.ratePerSecond === ratePerSecond);
      await until('the buffers are those of the sum', async () => {
        const [shown] = (await list(`q=${bizTag}`)).items;
        return shown?.buffers[0]?.ratePerSecond === ratePerSecond;
      });
      expect(tag.bizTag).toBe(bizTag);
    }
    expect((await list(`q=${still}`)).items[0]).toMatchObject({ ratePerSecond: 1, buffers: [{ ratePerSecond: 1 }] });
  });

  it('shows those in trouble, on whatever node, in the list and in the overview, the gravest first', async () => {
    const node = newNode();
    const [failing, broken] = [await newTag(), await newTag()];
    const trouble = (bizTag: string, given: Partial<NodeBufferRecord>) => buffer(node.nodeId, bizTag, given);
    await node.tell([trouble(failing, { refillFailedAttempts: 3 }), trouble(broken, { mode: 'broken' })]);
    await seen(broken, ({ troubles }) => troubles.includes('broken'));
    const { items } = await list('state=attention&pageSize=500');
    expect(items.find(({ bizTag }) => bizTag === failing)?.troubles).toEqual(['failing']);
    const { attention, attentionCount } = (await overview()).fleet;
    const names = attention.map(({ bizTag }) => bizTag);
    expect(names.indexOf(broken)).toBeLessThan(names.indexOf(failing));
    expect(names.indexOf(broken)).toBeGreaterThanOrEqual(0);
    expect(attentionCount).toBeGreaterThanOrEqual(2);
    await node.tell([trouble(failing, {}), trouble(broken, {})]);
    await seen(failing, ({ troubles }) => troubles.length === 0);
  });

  it('is searched, sorted and paged', async () => {
    const prefix = newTagName('page');
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${prefix}-${letter}`);
    for (const [index, bizTag] of names.entries()) {
      await admin.json(admin.post('/tags', { bizTag, step: 50 - index, reason: 'a test' }));
    }
    const shown = async (query: string) => {
      const { items, total } = await list(`q=${prefix.toUpperCase()}&${query}`);
      expect(total).toBe(5);
      return items.map(({ bizTag }) => bizTag);
    };
    expect(await shown('')).toEqual(names);
    expect(await shown('sort=step')).toEqual(names.toReversed());
    expect(await shown('sort=-bizTag&page=2&pageSize=2')).toEqual([names[2], names[1]]);
    expect(await shown('page=4&pageSize=2')).toEqual([]);
  });

  it.each([
    ['sort=price', 'sort'],
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['pageSize=501', 'pageSize'],
    ['state=odd', 'state'],
    ['colour=red', 'query'],
    [`q=${'x'.repeat(129)}`, 'q'],
  ])('refuses %s, and names %s', async (query, field) => {
    const response = await admin.get(`/tags?${query}`);
    const problem = problemSchema.parse(await response.json());
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST', fields: [{ field }] });
  });
});

describe('one biz tag', () => {
  it('says since when it is there, what a day took, and when its numbers end', async () => {
    const bizTag = await newTag({ idLength: 6, step: 100 });
    const fresh = bizTagDetailSchema.parse(await admin.json(admin.get(`/tags/${bizTag}`)));
    expect(fresh).toMatchObject({ reservedLastDay: '0', spaceEndsAt: null, spaceUsed: 0 });
    expect(Math.abs(Date.parse(fresh.createdAt ?? '') - Date.now())).toBeLessThan(60_000);
    await server.get(`/api/v1/ids/${bizTag}/batch?count=50`);
    const detail = await until('its reservations are there', async () => {
      const figure = bizTagDetailSchema.parse(await admin.json(admin.get(`/tags/${bizTag}`)));
      return figure.reservedLastDay === '200' && figure.maxId === '100200' ? figure : undefined;
    });
    // 200 numbers in an hour, for it is younger than that, and 899,800 are left.
    const hours = (Date.parse(detail.spaceEndsAt ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(4_498);
    expect(hours).toBeLessThan(4_500);
  });

  it('that is not there is not found, and a name that can not be is refused', async () => {
    for (const path of ['/tags/not-there', '/tags/not-there/history']) {
      expect((await admin.get(path)).status).toBe(404);
    }
    expect((await admin.get('/tags/%20bad')).status).toBe(400);
  });

  it('has given numbers this minute', async () => {
    const bizTag = await newTag();
    await server.get(`/api/v1/ids/${bizTag}/batch?count=70`);
    const history = await until('the minute is there', async () => {
      const told = tagHistorySchema.parse(await admin.json(admin.get(`/tags/${bizTag}/history`)));
      return told.items.length > 0 ? told : undefined;
    });
    expect(history.items.reduce((sum, { numbers }) => sum + numbers, 0)).toBe(70);
    expect(history.items[0]?.step).toBe(1_000);
  });
});

describe('the traffic of the fleet', () => {
  it('counts numbers, calls, and failures that are not the callers’', async () => {
    const bizTag = await newTag({ idLength: 6, maxId: '999999', step: 1 });
    const sums = async () => {
      const { history } = await overview();
      const sum = (figure: 'numbers' | 'requests' | 'errors') => history.reduce((total, one) => total + one[figure], 0);
      return { numbers: sum('numbers'), requests: sum('requests'), errors: sum('errors') };
    };
    const before = await sums();
    expect((await server.get(`/api/v1/ids/${bizTag}`)).status).toBe(200);
    expect((await server.get(`/api/v1/ids/${bizTag}`)).status).toBe(507);
    expect((await server.get('/api/v1/ids/not-there')).status).toBe(404);
    expect((await server.get('/api/v1/ids/order/batch?count=0')).status).toBe(400);
    expect((await server.get('/api/v1/ids/order/batch?count=9')).status).toBe(200);
    expect((await server.post('/api/v1/id-sets', { order: 2, 'order-snapshot': 3 })).status).toBe(200);
    const after = await sums();
    expect(after.numbers - before.numbers).toBe(1 + 9 + 5);
    expect(after.requests - before.requests).toBe(6);
    expect(after.errors - before.errors).toBe(1);
    const { fleet } = await overview();
    expect(fleet.traffic.p99Ms).toBeGreaterThan(0);
    expect(fleet.traffic.errorShare).toBeGreaterThan(0);
  });
});

describe('the nodes', () => {
  it('are this one and the others, and one that was not heard of is not alive', async () => {
    const node = newNode();
    await node.tell();
    const find = async (alive: boolean) => {
      const { items } = nodeListSchema.parse(await admin.json(admin.get('/nodes')));
      return items.find(({ nodeId, ...figure }) => nodeId === node.nodeId && figure.alive === alive);
    };
    await until('it is alive', () => find(true));
    const { fleet: before } = await overview();
    await node.stop();
    const dead = await until('it is dead', () => find(false));
    expect(Date.parse(dead.heartbeatAt)).toBeLessThan(Date.now());
    expect((await overview()).fleet.nodes.alive).toBeLessThan(before.nodes.total);
  });
});

describe('the stream', () => {
  it('is whole at first, then tells what changed, and what is gone', async () => {
    const [bizTag, quiet, node] = [await newTag(), await newTag(), newNode()];
    await node.tell([buffer(node.nodeId, bizTag), buffer(node.nodeId, quiet)]);
    await seen(quiet, ({ buffers }) => buffers.length === 1);
    const stream = await FiguresReader.open(admin, `?tags=${bizTag},${quiet},not-there`);
    const { event: first } = await stream.find('the first event', () => true);
    expect(first.fleet).toBeDefined();
    expect(first.nodes.map(({ nodeId }) => nodeId)).toContain(node.nodeId);
    expect(first.tags.map((tag) => tag.bizTag).sort()).toEqual([bizTag, quiet].sort());
    expect(first.gone).toEqual(['not-there']);

    await server.get(`/api/v1/ids/${bizTag}`);
    const own = await stream.find(
      'this node’s buffer',
      ({ tags }) => tags.some(({ buffers }) => buffers.length === 2),
      1,
    );
    await node.tell([buffer(node.nodeId, bizTag, { issuedCount: 4_711 })]);
    const isTold = ({ tags }: { tags: BizTagFigure[] }) =>
      tags.some(({ buffers }) => buffers.some(({ issuedCount }) => issuedCount === 4_711));
    const other = await stream.find('the other node’s buffer', isTold, own.index);
    const { version } = bizTagDetailSchema.parse(await admin.json(admin.get(`/tags/${bizTag}`)));
    await admin.delete(`/tags/${bizTag}`, { version, reason: 'a test' });
    const end = await stream.find('it is gone', ({ gone }) => gone.length > 0, other.index);
    expect(end.event.gone).toEqual([bizTag]);
    const later = stream.events.slice(1);
    expect(later.flatMap(({ tags }) => tags).filter((tag) => tag.bizTag === quiet)).toEqual([]);
    stream.close();
  });

  it('without names brings the first by name, and with none of them no tag at all', async () => {
    const [all, none] = await Promise.all(['', '?tags='].map((query) => FiguresReader.open(admin, query)));
    const { items } = await list('pageSize=200');
    const first = await all?.find('the first event', () => true);
    expect(first?.event.tags.map(({ bizTag }) => bizTag)).toEqual(items.map(({ bizTag }) => bizTag));
    expect((await none?.find('the first event', () => true))?.event).toMatchObject({ tags: [], gone: [] });
    all?.close();
    none?.close();
  });

  it.each([
    ['a name that can not be', 'tags=a,%20b'],
    ['an empty name', 'tags=a,,b'],
    ['more names than a stream takes', `tags=${Array.from({ length: 201 }, (_, index) => `t${index}`)}`],
    ['a field that is not known', 'colour=red'],
  ])('refuses %s', async (_what, query) => {
    expect((await admin.get(`/stream?${query}`)).status).toBe(400);
  });

  it('ends when its session has ended', async () => {
    const viewer = await admin.operator('viewer');
    const stream = await FiguresReader.open(viewer, '?tags=order');
    await stream.find('the first event', () => true);
    expect((await viewer.delete('/session')).status).toBe(204);
    await until('the stream has ended', () => stream.isEnded);
    const again = await fetch(`${server.url}/api/v1/admin/stream`, { headers: viewer.credentials });
    expect(again.status).toBe(401);
  });
});
