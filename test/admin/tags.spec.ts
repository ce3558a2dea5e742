/** Biz tags made, changed and deleted through the admin API of a real server, on either database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AuditList,
  auditListSchema,
  type BizTagFigure,
  bizTagFigureSchema,
  bizTagStateSchema,
  type Problem,
  problemSchema,
} from '#contract';
import { type BizTagRecord, Storage } from '#storage';
import { type AdminClient, adminOf } from '../support/admin.js';
import { DATABASE_KINDS, Databases, type EmptyDatabase, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

const reason = 'a test';
const auditOf = async (admin: AdminClient, target: string): Promise<AuditList['items']> =>
  auditListSchema.parse(await admin.json(admin.get(`/audit?target=${encodeURIComponent(target)}`))).items;

const problemOf = async (answer: Promise<Response>): Promise<Problem> => {
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
};

describe.each(DATABASE_KINDS)('biz tags of a server on %s', (kind) => {
  let database: EmptyDatabase;
  let server: ServerProcess;
  let admin: AdminClient;
  let storage: Storage;
  beforeAll(async () => {
    database = await databases.create(kind);
    // So long that whatever holds at once does not hold by the sync.
    server = await ServerProcess.start({ ...database.settings, SYNC_INTERVAL_MS: '60000', LOG_LEVEL: 'warn' });
    admin = await adminOf(server);
    storage = new Storage({ ...database, nodeId: 'looks-on' });
    await storage.connect();
  });
  afterAll(async () => {
    await storage.close();
    await server.stop();
  });

  const create = async (more: object = {}): Promise<BizTagFigure> => {
    const body = { bizTag: newTagName(), step: 10, reason, ...more };
    return bizTagFigureSchema.parse(await admin.json(admin.post('/tags', body)));
  };
  const change = async (bizTag: string, body: object): Promise<BizTagFigure> =>
    bizTagFigureSchema.parse(await admin.json(admin.patch(`/tags/${bizTag}`, { reason, ...body })));
  const stored = async (bizTag: string): Promise<BizTagRecord | undefined> =>
    (await storage.bizTags.loadAll()).tags.find((tag) => tag.bizTag === bizTag);
  const nextId = async (bizTag: string): Promise<bigint> => {
    const { id } = (await (await server.get(`/api/v1/ids/${bizTag}`)).json()) as { id: string };
    return BigInt(id);
  };
  const codeOf = async (bizTag: string): Promise<string> =>
    ((await (await server.get(`/api/v1/ids/${bizTag}`)).json()) as Problem).code;

  it('are served by this node from the moment they are made, and the audit says who made them, how and why', async () => {
    const bizTag = newTagName();
    const wish = { bizTag, step: 20, stepMax: 200, idLength: 8, maxId: '20000000', description: 'new', paused: false };
    const response = await admin.post('/tags', { ...wish, reason: 'more stock' });
    expect(response.status).toBe(201);
    expect(bizTagFigureSchema.parse(await response.json())).toMatchObject({ ...wish, version: 1 });
    expect(await nextId(bizTag)).toBe(20_000_000n);
    const [entry, ...more] = await auditOf(admin, bizTag);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      actor: 'admin',
      role: 'admin',
      address: '127.0.0.1',
      action: 'tag.create',
      target: bizTag,
      outcome: 'done',
      code: null,
      before: null,
      after: { ...wish, version: 1 },
      reason: 'more stock',
      requestId: response.headers.get('x-request-id') ?? expect.any(String),
    });
    bizTagStateSchema.parse(entry?.after);
  });

  it('can be made with a name and a step alone', async () => {
    const made = await create();
    expect(made).toMatchObject({ maxId: '1', stepMax: 1_000_000, idLength: null, description: null, paused: false });
    expect(await nextId(made.bizTag)).toBe(1n);
  });

  it('are paused and resumed at once, and keep what the change does not name', async () => {
    const { bizTag } = await create({ description: 'orders', stepMax: 40 });
    await nextId(bizTag);
    const paused = await change(bizTag, { paused: true, version: 1 });
    expect(paused).toMatchObject({ paused: true, version: 2, description: 'orders', step: 10, stepMax: 40 });
    expect(paused.troubles).toContain('paused');
    expect(await codeOf(bizTag)).toBe('BIZ_TAG_PAUSED');
    await change(bizTag, { paused: false, version: 2 });
    expect(await nextId(bizTag)).toBe(2n);
    const [resumed] = await auditOf(admin, bizTag);
    expect(resumed).toMatchObject({
      action: 'tag.change',
      before: { paused: true, version: 2, step: 10 },
      after: { paused: false, version: 3, step: 10 },
    });
  });

  it('go on in their new length at once, and never give a shorter number again', async () => {
    const { bizTag } = await create({ idLength: 6 });
    expect(await nextId(bizTag)).toBe(100_000n);
    await change(bizTag, { idLength: 9, version: 1 });
    expect(await nextId(bizTag)).toBe(100_000_000n);
    const problem = await problemOf(admin.patch(`/tags/${bizTag}`, { idLength: 6, version: 2, reason }));
    expect(problem.fields).toEqual([{ field: 'idLength', message: expect.stringContaining('at least 9') }]);
    expect((await stored(bizTag))?.idLength).toBe(9);
  });

  it('are gone at once when they are deleted, and go on above their old maximum when they are made again', async () => {
    const { bizTag } = await create();
    const taken = [await nextId(bizTag), await nextId(bizTag)];
    const response = await admin.delete(`/tags/${bizTag}`, { version: 1, reason: 'not used' });
    expect(response.status).toBe(204);
    expect(await codeOf(bizTag)).toBe('BIZ_TAG_NOT_FOUND');
    const below = await problemOf(admin.post('/tags', { bizTag, step: 10, maxId: '2', reason }));
    const least = /at least (\d+)/.exec(below.fields?.[0]?.message ?? '')?.[1];
    expect(below.fields?.[0]?.field).toBe('maxId');
    const made = await create({ bizTag });
    expect(made).toMatchObject({ maxId: least, version: 2 });
    expect(await nextId(bizTag)).toBe(BigInt(least ?? 0));
    expect(BigInt(least ?? 0)).toBeGreaterThan(taken.at(-1) ?? 0n);
    const entries = await auditOf(admin, bizTag);
    expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'tag.create done',
      'tag.create refused',
      'tag.delete done',
      'tag.create done',
    ]);
    expect(entries[2]).toMatchObject({ before: { bizTag, version: 1 }, after: null, reason: 'not used' });
    const stale = await problemOf(admin.patch(`/tags/${bizTag}`, { paused: true, version: 1, reason }));
    expect(stale.code).toBe('VERSION_CONFLICT');
  });

  it('that are there already are refused, and stay as they were', async () => {
    const { bizTag } = await create({ step: 30 });
    const problem = await problemOf(admin.post('/tags', { bizTag, step: 10, reason }));
    expect(problem).toMatchObject({ status: 409, code: 'BIZ_TAG_EXISTS' });
    expect(await stored(bizTag)).toMatchObject({ step: 30, version: 1 });
    const [refused] = await auditOf(admin, bizTag);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'BIZ_TAG_EXISTS', before: null, after: { step: 10 } });
  });

  it('that are not there are neither changed nor deleted', async () => {
    const bizTag = newTagName();
    const answers = [
      admin.patch(`/tags/${bizTag}`, { paused: true, version: 0, reason }),
      admin.delete(`/tags/${bizTag}`, { version: 0, reason }),
    ];
    for (const answer of answers)
      expect(await problemOf(answer)).toMatchObject({ status: 404, code: 'BIZ_TAG_NOT_FOUND' });
    expect((await auditOf(admin, bizTag)).map(({ code }) => code)).toEqual(['BIZ_TAG_NOT_FOUND', 'BIZ_TAG_NOT_FOUND']);
  });

  it('take exactly one of many changes based on one version; the others are shown both states', async () => {
    const { bizTag } = await create();
    const steps = Array.from({ length: 8 }, (_, index) => 11 + index);
    const answers = await Promise.all(
      steps.map((step) => admin.patch(`/tags/${bizTag}`, { step, version: 1, reason: `step ${step}` })),
    );
    const won = answers.findIndex(({ ok }) => ok);
    const record = await stored(bizTag);
    expect(record).toMatchObject({ version: 2, step: steps[won] });
    const problems = await Promise.all(
      answers.filter(({ ok }) => !ok).map((answer) => problemOf(Promise.resolve(answer))),
    );
    expect(problems).toHaveLength(steps.length - 1);
    for (const { code, conflict } of problems) {
      expect(code).toBe('VERSION_CONFLICT');
      expect(bizTagStateSchema.parse(conflict?.current)).toMatchObject({ version: 2, step: steps[won] });
      expect(bizTagStateSchema.parse(conflict?.attempted)).toMatchObject({ version: 1 });
    }
    expect(new Set(problems.map(({ conflict }) => conflict?.attempted.step)).size).toBe(steps.length - 1);
    const entries = await auditOf(admin, bizTag);
    expect(entries.filter(({ outcome }) => outcome === 'refused')).toHaveLength(steps.length - 1);
    expect(entries.filter(({ action, outcome }) => action === 'tag.change' && outcome === 'done')).toHaveLength(1);
  });

  it('are not deleted on the word of somebody who has not seen the last change', async () => {
    const { bizTag } = await create();
    await change(bizTag, { step: 11, version: 1 });
    const problem = await problemOf(admin.delete(`/tags/${bizTag}`, { version: 1, reason }));
    expect(problem).toMatchObject({
      code: 'VERSION_CONFLICT',
      conflict: { current: { bizTag, version: 2, step: 11 } },
    });
    expect(await stored(bizTag)).toMatchObject({ version: 2 });
  });

  it('are changed by operators, and by nobody who may only look', async () => {
    const { bizTag } = await create();
    const viewer = await admin.operator('viewer');
    const answers = [
      viewer.post('/tags', { bizTag: newTagName(), step: 10, reason }),
      viewer.patch(`/tags/${bizTag}`, { paused: true, version: 1, reason }),
      viewer.delete(`/tags/${bizTag}`, { version: 1, reason }),
    ];
    for (const answer of answers) expect(await problemOf(answer)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await stored(bizTag)).toMatchObject({ version: 1, paused: false });
    const operator = await admin.operator('operator', `op-${newTagName()}`);
    const answer = await operator.patch(`/tags/${bizTag}`, { paused: true, version: 1, reason });
    expect(answer.status).toBe(200);
    expect((await auditOf(admin, bizTag))[0]).toMatchObject({
      actor: expect.stringContaining('op-'),
      role: 'operator',
    });
  });

  const TEXTS = [
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;'],
    ['SQL', `'; DROP TABLE leaf_alloc; -- " \\' \\" OR 1=1 /*`],
    ['Chinese and beyond', '双十一备货 🛒 مرحبا ﬁ é'],
    ['what looks like a placeholder', '? ?? :name %s ${x} {{x}} %00'],
    ['as long as it may be', 'x'.repeat(256)],
  ] as const;

  it.each(TEXTS)('keep text as it was typed: %s', async (_what, text) => {
    const { bizTag, description } = await create({ description: text, reason: text });
    expect(description).toBe(text);
    const changed = await change(bizTag, { description: `${text.slice(0, 255)}!`, reason: text, version: 1 });
    expect(changed.description).toBe(`${text.slice(0, 255)}!`);
    const [entry] = await auditOf(admin, bizTag);
    expect(entry).toMatchObject({ reason: text, before: { description: text } });
    expect(await stored(bizTag)).toMatchObject({ description: changed.description });
  });

  it('can have the longest name there is, and all the signs a name may have', async () => {
    for (const bizTag of [newTagName('a'.repeat(119)), `A.b_c:d-${newTagName()}`]) {
      await create({ bizTag });
      expect(await nextId(bizTag)).toBe(1n);
      expect((await admin.delete(`/tags/${bizTag}`, { version: 1, reason })).status).toBe(204);
    }
  });

  it('are told apart by case', async () => {
    const bizTag = newTagName('Tag');
    await create({ bizTag });
    await create({ bizTag: bizTag.toUpperCase() });
    expect([await nextId(bizTag), await nextId(bizTag.toUpperCase())]).toEqual([1n, 1n]);
  });
});
