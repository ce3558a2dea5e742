/** Default deny: every route of the contract, asked by everybody there is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditList, ROUTES } from '#contract';
import { AdminClient, adminOf } from '../support/admin.js';
import { ServerProcess } from '../support/server.js';

/** The least that lets a caller through; said here once more, so that a slip in the contract's table is noticed. */
type Needs = 'nothing' | 'id' | 'lease' | 'login' | 'viewer' | 'operator' | 'admin';

interface Case {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly needs: Needs;
  /** What whoever is let through gets; requests that change something are wrong on purpose. */
  readonly status: number;
}

const ADMIN_API = '/api/v1/admin';

const CASES: Readonly<Record<string, Case>> = {
  nextId: { method: 'GET', path: '/api/v1/ids/order', needs: 'id', status: 200 },
  nextIds: { method: 'GET', path: '/api/v1/ids/order/batch?count=2', needs: 'id', status: 200 },
  leaseSegment: { method: 'POST', path: '/api/v1/segments/order', body: { count: 2 }, needs: 'lease', status: 200 },
  nextIdSet: { method: 'POST', path: '/api/v1/id-sets', body: { order: 1 }, needs: 'id', status: 200 },
  listTags: { method: 'GET', path: `${ADMIN_API}/tags`, needs: 'viewer', status: 200 },
  createTag: { method: 'POST', path: `${ADMIN_API}/tags`, body: {}, needs: 'operator', status: 400 },
  getTag: { method: 'GET', path: `${ADMIN_API}/tags/order`, needs: 'viewer', status: 200 },
  changeTag: { method: 'PATCH', path: `${ADMIN_API}/tags/order`, body: {}, needs: 'operator', status: 400 },
  deleteTag: { method: 'DELETE', path: `${ADMIN_API}/tags/order`, needs: 'operator', status: 400 },
  tagHistory: { method: 'GET', path: `${ADMIN_API}/tags/order/history`, needs: 'viewer', status: 200 },
  bumpStep: { method: 'POST', path: `${ADMIN_API}/tags/order/step`, body: {}, needs: 'operator', status: 400 },
  jumpTag: { method: 'POST', path: `${ADMIN_API}/tags/order/jump`, body: {}, needs: 'operator', status: 400 },
  skipTag: { method: 'POST', path: `${ADMIN_API}/tags/order/skip`, body: {}, needs: 'operator', status: 400 },
  previewTag: { method: 'POST', path: `${ADMIN_API}/tags/order/preview`, body: {}, needs: 'viewer', status: 400 },
  listPromotions: { method: 'GET', path: `${ADMIN_API}/promotions`, needs: 'viewer', status: 200 },
  createPromotion: { method: 'POST', path: `${ADMIN_API}/promotions`, body: {}, needs: 'operator', status: 400 },
  previewPromotion: { method: 'POST', path: `${ADMIN_API}/promotions/preview`, body: {}, needs: 'viewer', status: 400 },
  getPromotion: { method: 'GET', path: `${ADMIN_API}/promotions/none`, needs: 'viewer', status: 404 },
  changePromotion: { method: 'PATCH', path: `${ADMIN_API}/promotions/none`, body: {}, needs: 'operator', status: 400 },
  cancelPromotion: { method: 'DELETE', path: `${ADMIN_API}/promotions/none`, needs: 'operator', status: 400 },
  overview: { method: 'GET', path: `${ADMIN_API}/overview`, needs: 'viewer', status: 200 },
  listNodes: { method: 'GET', path: `${ADMIN_API}/nodes`, needs: 'viewer', status: 200 },
  listGrants: { method: 'GET', path: `${ADMIN_API}/grants`, needs: 'viewer', status: 200 },
  inspectId: { method: 'GET', path: `${ADMIN_API}/ids/order/100000000000`, needs: 'viewer', status: 200 },
  findId: { method: 'GET', path: `${ADMIN_API}/ids/100000000000`, needs: 'viewer', status: 200 },
  listAudit: { method: 'GET', path: `${ADMIN_API}/audit`, needs: 'viewer', status: 200 },
  exportAudit: { method: 'GET', path: `${ADMIN_API}/audit.csv`, needs: 'viewer', status: 200 },
  streamFigures: { method: 'GET', path: `${ADMIN_API}/stream`, needs: 'viewer', status: 200 },
  login: { method: 'POST', path: `${ADMIN_API}/session`, body: {}, needs: 'nothing', status: 400 },
  session: { method: 'GET', path: `${ADMIN_API}/session`, needs: 'login', status: 200 },
  logout: { method: 'DELETE', path: `${ADMIN_API}/session`, needs: 'login', status: 204 },
  listOperators: { method: 'GET', path: `${ADMIN_API}/operators`, needs: 'viewer', status: 200 },
  createOperator: { method: 'POST', path: `${ADMIN_API}/operators`, body: {}, needs: 'admin', status: 400 },
  deleteOperator: { method: 'DELETE', path: `${ADMIN_API}/operators/nobody`, needs: 'admin', status: 400 },
  listTokens: { method: 'GET', path: `${ADMIN_API}/tokens`, needs: 'viewer', status: 200 },
  createToken: { method: 'POST', path: `${ADMIN_API}/tokens`, body: {}, needs: 'admin', status: 400 },
  revokeToken: { method: 'DELETE', path: `${ADMIN_API}/tokens/tok_none`, needs: 'admin', status: 400 },
  livez: { method: 'GET', path: '/livez', needs: 'nothing', status: 200 },
  startupz: { method: 'GET', path: '/startupz', needs: 'nothing', status: 200 },
  readyz: { method: 'GET', path: '/readyz', needs: 'nothing', status: 200 },
  health: { method: 'GET', path: '/health', needs: 'nothing', status: 200 },
  openapi: { method: 'GET', path: '/api/openapi.json', needs: 'nothing', status: 200 },
  errorCodes: { method: 'GET', path: '/docs/errors', needs: 'nothing', status: 200 },
};

/** Everybody there is, and what they are let through to. A person takes no numbers with a cookie, and a token has no session. */
const CALLERS: Readonly<Record<string, readonly Needs[]>> = {
  nobody: ['nothing'],
  'a viewer': ['nothing', 'login', 'viewer'],
  'an operator': ['nothing', 'login', 'viewer', 'operator'],
  'an administrator': ['nothing', 'login', 'viewer', 'operator', 'admin'],
  'an administrator who must change the password first': ['nothing', 'login'],
  'a token for numbers': ['nothing', 'id'],
  'a token for leases': ['nothing', 'lease'],
  'a token for numbers of another tag': ['nothing'],
  'a token that reads': ['nothing', 'viewer'],
  'a token that operates': ['nothing', 'viewer', 'operator'],
  'a token that administers': ['nothing', 'viewer', 'operator', 'admin'],
  'a token that was revoked': ['nothing'],
};

let server: ServerProcess;
let callers: Map<string, () => Promise<AdminClient>>;
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-access-'));

beforeAll(async () => {
  server = await ServerProcess.start({ DATA_DIR: dataDir, ID_API_AUTH: 'token' });
  const admin = await adminOf(server);
  const person = async (role: string, mustChangePassword = false) => {
    const credentials = { username: `p-${crypto.randomUUID().slice(0, 8)}`, password: crypto.randomUUID() };
    await admin.json(admin.post('/operators', { ...credentials, role, mustChangePassword, reason: 'a test' }));
    return () => AdminClient.login(server, credentials);
  };
  const token = async (tags: string, verb: string) => {
    const { token: secret } = await admin.token([{ tags, verbs: [verb] }]);
    return async () => AdminClient.withToken(server, secret);
  };
  const revoked = await admin.token([{ tags: '*', verbs: ['id', 'lease', 'admin'] }]);
  expect((await admin.delete(`/tokens/${revoked.id}`, { reason: 'a test' })).status).toBe(204);
  callers = new Map([
    ['nobody', async () => AdminClient.nobody(server)],
    ['a viewer', await person('viewer')],
    ['an operator', await person('operator')],
    ['an administrator', await person('admin')],
    ['an administrator who must change the password first', await person('admin', true)],
    ['a token for numbers', await token('order*', 'id')],
    ['a token for leases', await token('order*', 'lease')],
    ['a token for numbers of another tag', await token('coupon', 'id')],
    ['a token that reads', await token('*', 'viewer')],
    ['a token that operates', await token('*', 'operator')],
    ['a token that administers', await token('*', 'admin')],
    ['a token that was revoked', async () => AdminClient.withToken(server, revoked.token)],
  ]);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function statusOf(client: AdminClient, { method, path, body }: Case): Promise<number> {
  const stopped = new AbortController();
  const response = await fetch(server.url + path, {
    method,
    signal: stopped.signal,
    headers: { ...client.credentials, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { status } = response;
  stopped.abort();
  return status;
}

describe('every route', () => {
  it('is in this test', () => {
    // Its access hangs on whose password it is: tested by itself below.
    expect([...Object.keys(CASES), 'changeOperator'].sort()).toEqual(
      ROUTES.map(({ operationId }) => operationId).sort(),
    );
  });

  it('is where the contract says', () => {
    for (const [operationId, { method, path }] of Object.entries(CASES)) {
      const route = ROUTES.find((known) => known.operationId === operationId);
      const pattern = new RegExp(`^${route?.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      expect([operationId, route?.method, pattern.test(path.split('?')[0] ?? '')]).toEqual([operationId, method, true]);
    }
  });

  it.each(Object.keys(CALLERS))('lets through whom it should, and nobody else: %s', async (caller) => {
    const allowed = CALLERS[caller] ?? [];
    const make = callers.get(caller);
    if (make === undefined) throw new Error(`nobody is called ${caller}`);
    let client = await make();
    const hasCredentials = caller !== 'nobody' && caller !== 'a token that was revoked';
    const isSession = 'cookie' in client.credentials;
    const found: Record<string, number> = {};
    const expected: Record<string, number> = {};
    for (const [operationId, route] of Object.entries(CASES)) {
      found[operationId] = await statusOf(client, route);
      if (operationId === 'logout' && isSession) client = await make();
      const isTaking = route.needs === 'id' || route.needs === 'lease';
      const refusal = hasCredentials && !(isTaking && isSession) ? 403 : 401;
      expected[operationId] = allowed.includes(route.needs) ? route.status : refusal;
    }
    expect(found).toEqual(expected);
  });
});

describe('a token for some biz tags', () => {
  it('operates those, and sees nothing else', async () => {
    const admin = await adminOf(server);
    const { token } = await admin.token([{ tags: 'order*', verbs: ['operator'] }]);
    const client = AdminClient.withToken(server, token);
    expect((await client.get('/tags/order')).status).toBe(200);
    expect((await client.patch('/tags/order', {})).status).toBe(400);
    expect((await client.get('/tags/coupon')).status).toBe(403);
    expect((await client.post('/tags', { bizTag: 'coupon', step: 10, reason: 'x' })).status).toBe(403);
    for (const path of ['/tags', '/nodes', '/audit', '/stream', '/overview']) {
      expect((await client.get(path)).status, path).toBe(403);
    }
  });
});

describe('a token that administers some biz tags', () => {
  it('is not taken for one of all by naming its tag where the route asks for none', async () => {
    const admin = await adminOf(server);
    const { token } = await admin.token([{ tags: 'order*', verbs: ['admin'] }]);
    const client = AdminClient.withToken(server, token);
    const operator = { username: 'mallory.by.token', password: 'whatever-it-is', role: 'admin', reason: 'x' };
    const asked: Record<string, number> = {
      'an operator': (await client.post('/operators?bizTag=order', operator)).status,
      'an operator, in the body': (await client.post('/operators', { ...operator, bizTag: 'order' })).status,
      'a token': (await client.post('/tokens?bizTag=order', {})).status,
      'another tag': (await client.post('/tags?bizTag=order', { bizTag: 'coupon', step: 10, reason: 'x' })).status,
      'another tag’s change': (await client.patch('/tags/coupon?bizTag=order', { bizTag: 'order' })).status,
      'the nodes': (await client.get('/nodes?bizTag=order')).status,
      'all grants': (await client.get('/grants?bizTag=order&bizTag=coupon')).status,
    };
    expect(Object.entries(asked).filter(([, status]) => status !== 403)).toEqual([]);
    expect((await client.get('/grants?bizTag=order')).status).toBe(200);
    expect((await client.post('/tags', { bizTag: 'order-of-theirs', step: 10, reason: 'a test' })).status).toBe(201);
  });
});

describe('a change', () => {
  it('that another site makes a browser send is refused', async () => {
    const admin = await adminOf(server);
    const body = { username: 'mallory', password: 'whatever-it-is', role: 'admin', reason: 'x' };
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: server.url, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await admin.send('POST', '/operators', body, headers)).status).toBe(403);
      expect((await admin.send('POST', '/session', body, headers)).status).toBe(403);
    }
    expect((await admin.send('POST', '/operators', body, { origin: server.url })).status).toBe(201);
  });

  it('that is refused is written down with who asked and from where', async () => {
    const admin = await adminOf(server);
    const viewer = await admin.operator('viewer', 'victor');
    const tag = `t-${crypto.randomUUID().slice(0, 8)}`;
    expect((await viewer.delete(`/tags/${tag}`, { version: 1, reason: 'x' })).status).toBe(403);
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${tag}`));
    expect(items).toMatchObject([
      {
        actor: 'victor',
        role: 'viewer',
        address: '127.0.0.1',
        action: 'tag.delete',
        outcome: 'refused',
        code: 'FORBIDDEN',
      },
    ]);
  });
});
