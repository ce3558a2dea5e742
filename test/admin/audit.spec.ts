/** The audit of a real server: searched, leafed through, and taken away as CSV. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditList, auditListSchema, problemSchema } from '#contract';
import { Storage } from '#storage';
import { type AdminClient, adminOf } from '../support/admin.js';
import { DATABASE_KINDS, Databases, newTagName } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';

let databases: Databases;
beforeAll(async () => {
  databases = await Databases.start();
});
afterAll(() => databases.remove());

describe.each(DATABASE_KINDS)('the audit on %s', (kind) => {
  let server: ServerProcess;
  let admin: AdminClient;
  let storage: Storage;
  const bizTag = newTagName();
  beforeAll(async () => {
    const database = await databases.create(kind);
    server = await ServerProcess.start({ ...database.settings, LOG_LEVEL: 'warn' });
    admin = await adminOf(server);
    storage = new Storage({ ...database, nodeId: 'looks-on' });
    await storage.connect();
    await admin.json(admin.post('/tags', { bizTag, step: 10, reason: '=HYPERLINK("http://evil"), "双十一"' }));
    for (let version = 1; version <= 5; version++) {
      await admin.json(admin.patch(`/tags/${bizTag}`, { step: 10 + version, version, reason: `100%_sure ${version}` }));
    }
    expect((await admin.patch(`/tags/${bizTag}`, { step: 1, version: 1, reason: 'too late' })).status).toBe(409);
  });
  afterAll(async () => {
    await storage.close();
    await server.stop();
  });

  const list = async (query: Readonly<Record<string, string>>): Promise<AuditList> =>
    auditListSchema.parse(await admin.json(admin.get(`/audit?${new URLSearchParams(query)}`)));
  const csv = async (query: Readonly<Record<string, string>>): Promise<{ response: Response; rows: string[] }> => {
    const response = await admin.get(`/audit.csv?${new URLSearchParams(query)}`);
    // Not text(), which would take the byte order mark away.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    return { response, rows: text.split('\r\n') };
  };

  it('lists what was done and what was refused, newest first', async () => {
    const { items, total } = await list({ target: bizTag });
    expect(total).toBe(7);
    expect(items.map(({ action, outcome, code }) => [action, outcome, code])).toEqual([
      ['tag.change', 'refused', 'VERSION_CONFLICT'],
      ...Array.from({ length: 5 }, () => ['tag.change', 'done', null]),
      ['tag.create', 'done', null],
    ]);
    const ids = items.map(({ id }) => BigInt(id));
    expect(ids).toEqual([...ids].sort((a, b) => Number(b - a)));
    expect(items[0]).toMatchObject({ before: null, after: { step: 1, version: 1 }, reason: 'too late' });
    expect(items[1]).toMatchObject({ before: { step: 14, version: 5 }, after: { step: 15, version: 6 } });
  });

  it('is searched by each thing it knows', async () => {
    const count = async (query: Readonly<Record<string, string>>) => (await list({ target: bizTag, ...query })).total;
    expect(await count({ action: 'tag.create' })).toBe(1);
    expect(await count({ outcome: 'refused' })).toBe(1);
    expect(await count({ actor: 'admin' })).toBe(7);
    expect(await count({ actor: 'nobody' })).toBe(0);
    expect(await count({ q: 'TOO LATE' })).toBe(1);
    expect(await count({ q: '双十一' })).toBe(1);
    expect(await count({ q: '100%_sure' })).toBe(5);
    expect(await count({ q: '%' })).toBe(5);
    expect(await count({ q: '100%sure' })).toBe(0);
    expect(await count({ q: "' OR 1=1 --" })).toBe(0);
    const { items } = await list({ target: bizTag });
    const moment = items[3]?.at ?? '';
    expect(await count({ from: moment })).toBeGreaterThanOrEqual(4);
    expect((await count({ from: moment })) + (await count({ to: moment }))).toBe(7);
    // The same moment, said in another zone.
    const inShanghai = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    expect(await count({ to: inShanghai })).toBe(await count({ to: moment }));
  });

  it('is leafed through without a row lost or seen twice', async () => {
    const all = await list({ target: bizTag });
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => list({ target: bizTag, page: String(page), pageSize: '3' })),
    );
    expect(pages.map(({ items }) => items.length)).toEqual([3, 3, 1, 0]);
    expect(pages.flatMap(({ items }) => items)).toEqual(all.items);
    expect(pages.map(({ total }) => total)).toEqual([7, 7, 7, 7]);
  });

  it('is taken away as a CSV file that no spreadsheet runs', async () => {
    const { response, rows } = await csv({ target: bizTag, action: 'tag.create' });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="banyan-audit-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(rows[0]).toBe('\uFEFFid,time,actor,role,address,action,target,outcome,code,before,after,reason,request id');
    expect(rows[1]).toContain(`,"'=HYPERLINK(""http://evil""), ""双十一""",`);
    expect(rows.slice(2)).toEqual(['']);
  });

  it('is taken away whole however many portions it takes, newest first, and filtered as the list is', async () => {
    const target = newTagName();
    const columns = 'at_ms, actor, role, address, action, target, outcome, reason, request_id';
    for (let from = 0; from < 1_600; from += 400) {
      const rows = Array.from(
        { length: 400 },
        (_, index) => `(1, 'a', 'admin', '', 'tag.change', '${target}', 'done', 'r${from + index}', 'x')`,
      );
      await storage.dataSource.query(`INSERT INTO audit (${columns}) VALUES ${rows.join(', ')}`);
    }
    const { rows } = await csv({ target });
    expect(rows).toHaveLength(1_602);
    const reasons = rows.slice(1, -1).map((row) => row.split(',').at(-2));
    expect(reasons).toEqual(Array.from({ length: 1_600 }, (_, index) => `r${1_599 - index}`));
    expect((await csv({ target, q: 'r159' })).rows).toHaveLength(1 + 11 + 1);
  });

  it.each([
    ['action=tag.dance', 'action'],
    ['outcome=maybe', 'outcome'],
    ['from=yesterday', 'from'],
    ['to=2026-11-11', 'to'],
    ['from=2026-11-11T00:00:00', 'from'],
    ['to=2026-13-41T00:00:00Z', 'to'],
    [`q=${'x'.repeat(129)}`, 'q'],
    ['colour=red', 'query'],
    ['q=a&q=b', 'q'],
  ])('refuses the filter %s, in the list and in the file', async (query, field) => {
    for (const path of ['/audit', '/audit.csv']) {
      const response = await admin.get(`${path}?${query}`);
      const problem = problemSchema.parse(await response.json());
      expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST', fields: [{ field }] });
    }
  });

  it('is for those who are logged in', async () => {
    for (const path of ['/audit', '/audit.csv']) {
      expect((await server.get(`/api/v1/admin${path}`)).status).toBe(401);
    }
  });
});
