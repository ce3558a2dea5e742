import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  batchResponseSchema,
  ERROR_CODES,
  type ErrorCode,
  idResponseSchema,
  idSetResponseSchema,
  leaseResponseSchema,
  problemSchema,
} from '#contract';
import { rawRequest } from '../support/raw-http.js';
import { ServerProcess } from '../support/server.js';

let server: ServerProcess;
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-http-'));
beforeAll(async () => {
  server = await ServerProcess.start({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await server.stop('SIGINT');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the ID API', () => {
  it('gives one number of twelve digits, never to be kept by anybody on the way', async () => {
    const response = await server.get('/api/v1/ids/order');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toContain('application/json');
    const { id } = idResponseSchema.parse(await response.json());
    expect(id).toMatch(/^1\d{11}$/);
  });

  it('gives the bare number to whoever wants text', async () => {
    const response = await server.get('/api/v1/ids/order', { headers: { accept: 'text/plain' } });
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toMatch(/^\d{12}$/);
  });

  it('gives exactly so many as a batch asks for, increasing', async () => {
    const response = await server.get('/api/v1/ids/order/batch?count=2500');
    const { ids } = batchResponseSchema.parse(await response.json());
    expect(ids).toHaveLength(2_500);
    for (const [index, id] of ids.entries())
      if (index > 0) expect(BigInt(id)).toBeGreaterThan(BigInt(ids[index - 1] ?? 0));
  });

  it('leases a range of at least one and at most so many numbers', async () => {
    const response = await server.post('/api/v1/segments/order', { count: 777 });
    const { start, end } = leaseResponseSchema.parse(await response.json());
    expect(Number(BigInt(end) - BigInt(start))).toBeGreaterThanOrEqual(1);
    expect(Number(BigInt(end) - BigInt(start))).toBeLessThanOrEqual(777);
  });

  it('gives an order with all its parts in one call', async () => {
    const response = await server.post('/api/v1/id-sets', { order: 1, 'order-snapshot': 1, 'order-item-snapshot': 5 });
    expect(response.status).toBe(200);
    const { ids } = idSetResponseSchema.parse(await response.json());
    expect(Object.entries(ids).map(([bizTag, numbers]) => [bizTag, numbers.length])).toEqual([
      ['order', 1],
      ['order-snapshot', 1],
      ['order-item-snapshot', 5],
    ]);
  });

  it('never gives a number twice, by whichever door', async () => {
    const seen = new Set<string>();
    let count = 0;
    const keep = (ids: readonly string[]) => {
      for (const id of ids) seen.add(id);
      count += ids.length;
    };
    const doors = [
      async () => keep([idResponseSchema.parse(await (await server.get('/api/v1/ids/order')).json()).id]),
      async () =>
        keep(batchResponseSchema.parse(await (await server.get('/api/v1/ids/order/batch?count=50')).json()).ids),
      async () => {
        const lease = leaseResponseSchema.parse(
          await (await server.post('/api/v1/segments/order', { count: 40 })).json(),
        );
        for (let id = BigInt(lease.start); id < BigInt(lease.end); id++) keep([String(id)]);
      },
      async () =>
        keep(
          idSetResponseSchema.parse(await (await server.post('/api/v1/id-sets', { order: 7 })).json()).ids.order ?? [],
        ),
    ];
    await Promise.all(Array.from({ length: 200 }, (_, index) => doors[index % doors.length]?.()));
    expect(seen.size).toBe(count);
  });

  it('keeps the caller’s request id where it is well formed, and makes one where it is not', async () => {
    const own = await server.get('/api/v1/ids/nobody', { headers: { 'x-request-id': 'order-4711-abc' } });
    expect(problemSchema.parse(await own.json()).requestId).toBe('order-4711-abc');
    const bad = await server.get('/api/v1/ids/nobody', { headers: { 'x-request-id': '<script>' } });
    expect(problemSchema.parse(await bad.json()).requestId).toMatch(/^[0-9a-z-]{8,}$/);
  });
});

interface BadRequest {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly type?: string | null;
  readonly code: ErrorCode;
  readonly detail?: RegExp;
}

const json = (value: unknown) => JSON.stringify(value);
const LEASE = '/api/v1/segments/order';
const SETS = '/api/v1/id-sets';
const manyTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, 1]));

const BAD: readonly BadRequest[] = [
  { what: 'unknown tag', path: '/api/v1/ids/nobody', code: 'BIZ_TAG_NOT_FOUND', detail: /nobody/ },
  { what: 'tag of another case', path: '/api/v1/ids/Order', code: 'BIZ_TAG_NOT_FOUND' },
  { what: 'tag with a blank', path: '/api/v1/ids/a%20b', code: 'INVALID_REQUEST', detail: /bizTag must be/ },
  { what: 'tag that starts with a dot', path: '/api/v1/ids/.hidden', code: 'INVALID_REQUEST' },
  { what: 'tag with markup', path: '/api/v1/ids/%3Cscript%3E', code: 'INVALID_REQUEST' },
  { what: 'tag with a zero byte', path: '/api/v1/ids/order%00', code: 'INVALID_REQUEST' },
  { what: 'tag of 129 characters', path: `/api/v1/ids/${'a'.repeat(129)}`, code: 'INVALID_REQUEST' },
  { what: 'tag of 128 characters', path: `/api/v1/ids/${'a'.repeat(128)}`, code: 'BIZ_TAG_NOT_FOUND' },
  { what: 'tag named like a property', path: '/api/v1/ids/constructor', code: 'BIZ_TAG_NOT_FOUND' },
  { what: 'tag in Chinese', path: '/api/v1/ids/%E8%AE%A2%E5%8D%95', code: 'INVALID_REQUEST' },
  { what: 'no tag', path: '/api/v1/ids/', code: 'NOT_FOUND' },
  { what: 'broken escape', path: '/api/v1/ids/%zz', code: 'INVALID_REQUEST' },
  { what: 'escaped slashes', path: '/api/v1/ids/..%2f..%2fetc%2fpasswd', code: 'INVALID_REQUEST' },
  ...['0', '-1', '1.5', '1e3', '+5', '%205', '', 'abc', '0x10', '1,000', '999999999999999999999'].map((count) => ({
    what: `count=${count}`,
    path: `/api/v1/ids/order/batch?count=${count}`,
    code: 'INVALID_REQUEST' as const,
    detail: /count .*whole number/,
  })),
  { what: 'count 10001', path: '/api/v1/ids/order/batch?count=10001', code: 'COUNT_TOO_LARGE', detail: /10000/ },
  { what: 'no count', path: '/api/v1/ids/order/batch', code: 'INVALID_REQUEST', detail: /count is missing/ },
  { what: 'count twice', path: '/api/v1/ids/order/batch?count=1&count=2', code: 'INVALID_REQUEST', detail: /once/ },
  {
    what: 'unknown parameter',
    path: '/api/v1/ids/order/batch?count=1&size=2',
    code: 'INVALID_REQUEST',
    detail: /size/,
  },
  { what: 'batch of an unknown tag', path: '/api/v1/ids/nobody/batch?count=1', code: 'BIZ_TAG_NOT_FOUND' },
  { what: 'batch of a bad tag', path: '/api/v1/ids/a%20b/batch?count=1', code: 'INVALID_REQUEST' },
  ...[0, -1, 1.5, '5', null, true, [1], {}].map((count) => ({
    what: `lease of ${json(count)}`,
    path: LEASE,
    method: 'POST',
    body: json({ count }),
    code: 'INVALID_REQUEST' as const,
    detail: /count .*whole number/,
  })),
  { what: 'lease of 10001', path: LEASE, method: 'POST', body: json({ count: 10_001 }), code: 'COUNT_TOO_LARGE' },
  {
    what: 'lease without count',
    path: LEASE,
    method: 'POST',
    body: '{}',
    code: 'INVALID_REQUEST',
    detail: /count is missing/,
  },
  {
    what: 'lease with an unknown field',
    path: LEASE,
    method: 'POST',
    body: json({ count: 1, step: 5 }),
    code: 'INVALID_REQUEST',
    detail: /step/,
  },
  {
    what: 'lease of an unknown tag',
    path: '/api/v1/segments/nobody',
    method: 'POST',
    body: json({ count: 1 }),
    code: 'BIZ_TAG_NOT_FOUND',
  },
  ...['', '{', '[]', 'null', '"x"', '5', '{"count":1e999}', '{"__proto__":{"count":1}}', '{"count":1}x'].map(
    (body) => ({
      what: `lease with the body ${body === '' ? 'empty' : body}`,
      path: LEASE,
      method: 'POST',
      body,
      code: 'INVALID_REQUEST' as const,
    }),
  ),
  {
    what: 'body that is too large',
    path: SETS,
    method: 'POST',
    body: json({ order: 'x'.repeat(70_000) }),
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    what: 'body as a form',
    path: LEASE,
    method: 'POST',
    body: 'count=5',
    type: 'application/x-www-form-urlencoded',
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'body as text',
    path: LEASE,
    method: 'POST',
    body: json({ count: 5 }),
    type: 'text/plain',
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'body of no type',
    path: LEASE,
    method: 'POST',
    body: json({ count: 5 }),
    type: null,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  { what: 'empty set', path: SETS, method: 'POST', body: '{}', code: 'INVALID_REQUEST', detail: /at least one/ },
  { what: 'set as a list', path: SETS, method: 'POST', body: '["order"]', code: 'INVALID_REQUEST' },
  {
    what: 'set with a count of 0',
    path: SETS,
    method: 'POST',
    body: json({ order: 1, 'order-snapshot': 0 }),
    code: 'INVALID_REQUEST',
    detail: /order-snapshot/,
  },
  { what: 'set with a bad tag', path: SETS, method: 'POST', body: json({ 'a b': 1 }), code: 'INVALID_REQUEST' },
  {
    what: 'set with an unknown tag',
    path: SETS,
    method: 'POST',
    body: json({ order: 1, nobody: 1 }),
    code: 'BIZ_TAG_NOT_FOUND',
    detail: /nobody/,
  },
  {
    what: 'set of 21 tags',
    path: SETS,
    method: 'POST',
    body: json(manyTags(21)),
    code: 'INVALID_REQUEST',
    detail: /20/,
  },
  {
    what: 'set past the bound in one tag',
    path: SETS,
    method: 'POST',
    body: json({ order: 10_001 }),
    code: 'COUNT_TOO_LARGE',
  },
  {
    what: 'set past the bound in sum',
    path: SETS,
    method: 'POST',
    body: json({ order: 6_000, 'order-snapshot': 6_000 }),
    code: 'COUNT_TOO_LARGE',
  },
  {
    what: 'POST for one number',
    path: '/api/v1/ids/order',
    method: 'POST',
    body: '{}',
    code: 'METHOD_NOT_ALLOWED',
    detail: /GET/,
  },
  { what: 'DELETE of a tag’s numbers', path: '/api/v1/ids/order', method: 'DELETE', code: 'METHOD_NOT_ALLOWED' },
  { what: 'PUT of a lease', path: LEASE, method: 'PUT', body: '{}', code: 'METHOD_NOT_ALLOWED', detail: /POST/ },
  { what: 'GET of a lease', path: LEASE, code: 'METHOD_NOT_ALLOWED' },
  { what: 'OPTIONS', path: '/api/v1/ids/order', method: 'OPTIONS', code: 'METHOD_NOT_ALLOWED' },
  { what: 'address that is not there', path: '/api/v1/nothing', code: 'NOT_FOUND' },
  { what: 'address below a tag', path: '/api/v1/ids/order/batch/more', code: 'NOT_FOUND' },
];

describe('bad input', () => {
  it.each(BAD.map((bad) => [bad.what, bad] as const))(
    'is refused with a code and a sentence: %s',
    async (_what, bad) => {
      const { path, method = 'GET', body, code, detail = /./ } = bad;
      const type = bad.type === undefined && body !== undefined ? 'application/json' : bad.type;
      const answer = await rawRequest(server.port, {
        method,
        path,
        body,
        headers: type ? { 'content-type': type } : {},
      });
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['cache-control']).toBe('no-store');
      const told = problemSchema.parse(JSON.parse(answer.body));
      expect(told).toMatchObject({ code, status: ERROR_CODES[code].status });
      expect(answer.status).toBe(ERROR_CODES[code].status);
      expect(told.detail).toMatch(detail);
      expect(told.detail.length).toBeGreaterThan(15);
      expect(answer.body).not.toMatch(/node_modules|\.js:\d|Error:/);
    },
  );

  it('allocates nothing', async () => {
    const before = BigInt(idResponseSchema.parse(await (await server.get('/api/v1/ids/order')).json()).id);
    for (const { path, method = 'GET', body, type } of BAD) {
      const given = type === undefined ? 'application/json' : type;
      await rawRequest(server.port, {
        method,
        path,
        body,
        headers: given && body !== undefined ? { 'content-type': given } : {},
      });
    }
    await rawRequest(server.port, { method: 'HEAD', path: '/api/v1/ids/order', body: undefined, headers: {} });
    const after = BigInt(idResponseSchema.parse(await (await server.get('/api/v1/ids/order')).json()).id);
    expect(after).toBe(before + 1n);
  });

  it('that is not even HTTP is answered and the connection closed', async () => {
    const answer = await rawRequest(server.port, { raw: 'NONSENSE\r\n\r\n' });
    expect(answer.status).toBe(400);
    expect(problemSchema.parse(JSON.parse(answer.body)).code).toBe('INVALID_REQUEST');
  });

  it('says which methods an address takes', async () => {
    const answer = await server.get('/api/v1/segments/order');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('leaves no trace of a fault of ours in the log', () => {
    expect(server.logLines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});

describe('the console and the documents', () => {
  it('serves the console under a strict policy', async () => {
    const response = await server.get('/');
    expect(await response.text()).toContain('<div id="root">');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/assets/../../../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/',
    '/.env',
  ])('serves nothing from outside of the console: %s', async (path) => {
    const answer = await rawRequest(server.port, { method: 'GET', path, body: undefined, headers: {} });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toContain('"dependencies"');
  });

  it('explains every error code where a problem’s type points to', async () => {
    const { type } = problemSchema.parse(await (await server.get('/api/v1/ids/nobody')).json());
    const [path, anchor] = type.split('#');
    const page = await (await server.get(path ?? '')).text();
    expect(page).toContain(`id="${anchor}"`);
    for (const code of Object.keys(ERROR_CODES)) expect(page).toContain(`id="${code}"`);
  });
});
