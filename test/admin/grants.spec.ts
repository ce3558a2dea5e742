/** Grants and the ID inspector of real servers: who took this number, when, and whether it is still held. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Grant,
  type GrantList,
  grantListSchema,
  type IdFinding,
  type IdFindingList,
  idFindingListSchema,
  idFindingSchema,
  problemSchema,
} from '#contract';
import { type AdminClient, adminOf } from '../support/admin.js';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const reason = 'a test';

const inspector = (admin: AdminClient) => ({
  inspect: async (bizTag: string, id: bigint | string): Promise<IdFinding> =>
    idFindingSchema.parse(await admin.json(admin.get(`/ids/${bizTag}/${id}`))),
  find: async (id: bigint | string): Promise<IdFindingList> =>
    idFindingListSchema.parse(await admin.json(admin.get(`/ids/${id}`))),
  grants: async (query: string): Promise<GrantList> =>
    grantListSchema.parse(await admin.json(admin.get(`/grants${query}`))),
});

const nextId = async (server: ServerProcess, bizTag: string): Promise<bigint> => {
  const { id } = (await (await server.get(`/api/v1/ids/${bizTag}`)).json()) as { id: string };
  return BigInt(id);
};

describe.each(DATABASE_KINDS)('the inspector of a server on %s', (kind) => {
  let server: ServerProcess;
  let admin: AdminClient;
  let ask: ReturnType<typeof inspector>;
  beforeAll(async () => {
    const { settings } = await databases.create(kind);
    server = await ServerProcess.start({ ...settings, LOG_LEVEL: 'warn' });
    admin = await adminOf(server);
    ask = inspector(admin);
  });
  afterAll(() => server.stop());

  const create = async (more: object = {}): Promise<string> => {
    const bizTag = newTagName();
    await admin.json(admin.post('/tags', { bizTag, step: 10, reason, ...more }));
    return bizTag;
  };

  it('tells the numbers given out from those still held, to the very number', async () => {
    const bizTag = await create({ maxId: '9007199254740993', step: 10 });
    const taken = [await nextId(server, bizTag), await nextId(server, bizTag)];
    const findings = await Promise.all([...taken, 9007199254740995n].map((id) => ask.inspect(bizTag, id)));
    expect(findings.map(({ id, status }) => [id, status])).toEqual([
      ['9007199254740993', 'given'],
      ['9007199254740994', 'given'],
      ['9007199254740995', 'held'],
    ]);
    for (const { grant } of findings) expect(grant).toMatchObject({ bizTag, start: '9007199254740993', count: 10 });
    expect(Math.abs(Date.parse(findings[0]?.grant?.grantedAt ?? '') - Date.now())).toBeLessThan(60_000);
    await nextId(server, bizTag);
    expect((await ask.inspect(bizTag, 9007199254740995n)).status).toBe('given');
  });

  it('knows the segment that stands by, too', async () => {
    const bizTag = await create({ step: 10, stepMax: 10 });
    for (let taken = 0; taken < 2; taken++) await nextId(server, bizTag);
    const next = await until('the next segment is there', async () => {
      const { items } = await ask.grants(`?bizTag=${bizTag}`);
      return items.length === 2 ? items[0] : undefined;
    });
    await until('the buffer has it', async () => (await ask.inspect(bizTag, next.start)).status === 'held');
  });

  it('says of every other number why nobody can have it, or why nothing is known of it', async () => {
    const bizTag = await create({ idLength: 6, maxId: '200000', step: 10 });
    await nextId(server, bizTag);
    const reserved = BigInt((await ask.inspect(bizTag, 200_000n)).grant?.end ?? 0);
    const statuses = await Promise.all(
      [99_999n, 100_000n, 199_999n, reserved + 1_000n, 999_999n, 1_000_000n].map(async (id) => {
        const { status, grant, detail } = await ask.inspect(bizTag, id);
        expect(grant).toBeNull();
        expect(detail).toMatch(/^\w.*\.$/);
        return status;
      }),
    );
    const [outside, unrecorded, open] = ['outside', 'unrecorded', 'not-reserved'];
    expect(statuses).toEqual([outside, unrecorded, unrecorded, open, open, outside]);
    expect((await ask.inspect(bizTag, '9223372036854775807')).status).toBe('outside');
    expect((await ask.inspect(bizTag, '9999999999999999999')).status).toBe('outside');
  });

  it('still knows the numbers of a tag that was deleted, and of one whose length has changed since', async () => {
    const bizTag = await create();
    const id = await nextId(server, bizTag);
    await admin.json(admin.patch(`/tags/${bizTag}`, { idLength: 9, version: 1, reason }));
    expect(await ask.inspect(bizTag, id)).toMatchObject({ status: 'given', grant: { bizTag } });
    expect((await admin.delete(`/tags/${bizTag}`, { version: 2, reason })).status).toBe(204);
    expect(await ask.inspect(bizTag, id)).toMatchObject({ status: 'given', grant: { bizTag } });
    expect((await ask.find(id)).items.map((finding) => finding.bizTag)).toContain(bizTag);
    const reach = /maximum it had when it was deleted, (\d+)/;
    expect((await ask.inspect(bizTag, 999_999_999_999n)).detail).toMatch(reach);
  });

  it('finds every tag that has reserved a number, and none for a number nobody has', async () => {
    const id = 777_000_000_000_000n;
    const tags = await Promise.all([create({ maxId: String(id) }), create({ maxId: String(id - 1n) })]);
    await create({ maxId: String(id + 1n) });
    for (const bizTag of tags) await nextId(server, bizTag);
    const { items, total } = await ask.find(id);
    expect(items.map(({ bizTag, status }) => [bizTag, status])).toEqual(
      [...tags].sort().map((bizTag) => [bizTag, bizTag === tags[0] ? 'given' : 'held']),
    );
    expect(total).toBe(2);
    for (const nobody of ['5555555555555555555', '9223372036854775807', '9999999999999999999']) {
      expect(await ask.find(nobody)).toEqual({ items: [], total: 0 });
    }
  });

  it('refuses a tag that never was, and what is no number', async () => {
    const codeOf = async (path: string) => problemSchema.parse(await (await admin.get(path)).json());
    expect(await codeOf(`/ids/${newTagName()}/5`)).toMatchObject({ status: 404, code: 'BIZ_TAG_NOT_FOUND' });
    for (const id of ['abc', '-1', '1.5', '12345678901234567890', '1e3', '%20', "1'%20OR%201=1"]) {
      const wrong = { status: 400, code: 'INVALID_REQUEST', fields: [{ field: 'id' }] };
      expect(await codeOf(`/ids/${id}`)).toMatchObject(wrong);
      expect(await codeOf(`/ids/order/${id}`)).toMatchObject(wrong);
    }
  });

  it('lists grants newest first, by tag or all, page by page', async () => {
    const bizTag = await create({ step: 1, stepMax: 1 });
    for (let taken = 0; taken < 6; taken++) await nextId(server, bizTag);
    const all = await until('the last refill is in the list', async () => {
      const list = await ask.grants(`?bizTag=${bizTag}&pageSize=500`);
      return list.total >= 6 ? list : undefined;
    });
    const ends = all.items.map(({ end }: Grant) => Number(end));
    expect(ends).toEqual([...ends].sort((a, b) => b - a));
    for (const { start, end, count } of all.items) expect(BigInt(end) - BigInt(start)).toBe(BigInt(count));
    const page = await ask.grants(`?bizTag=${bizTag}&pageSize=2&page=2`);
    expect(page.total).toBeGreaterThanOrEqual(all.total);
    expect(page.items).toHaveLength(2);
    expect((await ask.grants('?pageSize=500')).total).toBeGreaterThanOrEqual(all.total);
    expect(await ask.grants(`?bizTag=${newTagName()}`)).toEqual({ items: [], total: 0 });
  });

  it.each([
    ['?page=0', 'page'],
    ['?page=-1', 'page'],
    ['?page=abc', 'page'],
    ['?pageSize=501', 'pageSize'],
    ['?pageSize=1.5', 'pageSize'],
    ['?bizTag=a%20b', 'bizTag'],
    ['?bizTag=a&bizTag=b', 'bizTag'],
    ['?colour=red', 'query'],
  ])('refuses %s and names %s', async (query, field) => {
    const problem = problemSchema.parse(await (await admin.get(`/grants${query}`)).json());
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST', fields: [{ field }] });
  });
});

describe('the inspector of one of two servers', () => {
  it('knows what the other one has given out and what it holds, until the tag or the other one is gone', async () => {
    const { settings } = await databases.create('MariaDB');
    const fast = { ...settings, SYNC_INTERVAL_MS: '200', LOG_LEVEL: 'warn' };
    const [asked, other] = [await ServerProcess.start(fast), await ServerProcess.start(fast)];
    const admin = await adminOf(asked);
    const ask = inspector(admin);
    const id = await nextId(other, 'order');
    const status = async (number: bigint) => (await ask.inspect('order', number)).status;
    expect(await status(id + 1n)).toBe('held');
    await until('the other one has told that it gave it out', async () => (await status(id)) === 'given');
    expect(await status(id + 1n)).toBe('held');
    const { grant } = await ask.inspect('order', id);
    expect(grant?.nodeId).not.toBe((await ask.inspect('order', await nextId(asked, 'order'))).grant?.nodeId);
    await admin.json(admin.post('/tags', { bizTag: 'passing', step: 10, reason }));
    const passing = await until('the other one serves it', () => nextId(other, 'passing').catch(() => undefined));
    const passingStatus = async () => (await ask.inspect('passing', passing + 1n)).status;
    expect(await passingStatus()).toBe('held');
    expect((await admin.delete('/tags/passing', { version: 1, reason })).status).toBe(204);
    expect(await passingStatus()).toBe('given');
    await admin.json(admin.post('/tags', { bizTag: 'passing', step: 10, reason }));
    expect(await passingStatus()).toBe('given');
    await other.stop('SIGKILL');
    await until('the other one counts as gone', async () => (await status(id + 1n)) === 'given');
    await asked.stop();
  });
});
