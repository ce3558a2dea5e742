/** API tokens: made once, used, limited, rotated, revoked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditList, CreatedToken, Problem, TokenList } from '#contract';
import { AdminClient, adminOf } from '../support/admin.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
let servers: [ServerProcess, ServerProcess];
let admin: AdminClient;

beforeAll(async () => {
  mariaDb = await MariaDb.start();
  const settings = { DATABASE_URL: await mariaDb.createDatabase(), ID_API_AUTH: 'token', SYNC_INTERVAL_MS: '300' };
  servers = await Promise.all([ServerProcess.start(settings), ServerProcess.start(settings)]);
  admin = await adminOf(servers[0]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await mariaDb.remove();
});

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const take = (server: ServerProcess, token: string, path = '/api/v1/ids/order') => server.get(path, bearer(token));
const EVERYTHING = [{ tags: '*', verbs: ['id', 'lease'] }];

describe('a token', () => {
  it('is shown once, kept as a hash, and taken on every node at once', async () => {
    const made = await admin.json<CreatedToken>(
      admin.post('/tokens', { name: 'shop', scopes: [{ tags: 'order*', verbs: ['id'] }], reason: 'the shop' }),
    );
    expect(made.token).toMatch(/^bny_[\w-]{43}$/);
    for (const server of servers) expect((await take(server, made.token)).status).toBe(200);
    const listed = JSON.stringify(await admin.json(admin.get('/tokens')));
    const kept = JSON.stringify(await mariaDb.query('SELECT * FROM api_token', servers[0].settings.DATABASE_URL));
    const audited = await admin.json<AuditList>(admin.get('/audit?target=shop'));
    expect(audited.items).toMatchObject([{ action: 'token.create', before: null, after: { name: 'shop' } }]);
    for (const text of [listed, kept, JSON.stringify(audited)]) expect(text).not.toContain(made.token.slice(4));
  });

  it('that was revoked is refused at once here, and everywhere within the sync interval', async () => {
    const { id, token } = await admin.token(EVERYTHING);
    for (const server of servers) expect((await take(server, token)).status).toBe(200);
    expect((await admin.delete(`/tokens/${id}`, { reason: 'leaked' })).status).toBe(204);
    expect((await take(servers[0], token)).status).toBe(401);
    await until('the other node refuses it', async () => (await take(servers[1], token)).status === 401);
    expect((await admin.delete(`/tokens/${id}`, { reason: 'again' })).status).toBe(204);
    expect((await admin.delete('/tokens/tok_none', { reason: 'x' })).status).toBe(404);
  });

  it('that has expired is refused', async () => {
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    const { id, token } = await admin.token(EVERYTHING, { expiresAt });
    expect((await take(servers[0], token)).status).toBe(200);
    await until('it has expired', async () => (await take(servers[0], token)).status === 401);
    const { items } = await admin.json<TokenList>(admin.get('/tokens'));
    expect(items.find((item) => item.id === id)?.state).toBe('expired');
  });

  it('goes on being taken while the database is away', async () => {
    const own = await MariaDb.start();
    const server = await ServerProcess.start({ DATABASE_URL: await own.createDatabase(), ID_API_AUTH: 'token' });
    const { token } = await (await adminOf(server)).token(EVERYTHING);
    expect((await take(server, token)).status).toBe(200);
    await own.kill();
    expect((await take(server, token)).status).toBe(200);
    expect((await take(server, `bny_${'x'.repeat(43)}`)).status).toBe(401);
    await server.stop('SIGKILL');
    await own.remove();
  });

  it('shares its name with one other live token at the most, so that callers can change over', async () => {
    const name = `rotated-${crypto.randomUUID().slice(0, 8)}`;
    const make = () => admin.post('/tokens', { name, scopes: EVERYTHING, reason: 'rotation' });
    const answers = await Promise.all([make(), make(), make(), make()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 400, 400]);
    const [old] = (await admin.json<TokenList>(admin.get('/tokens'))).items.filter((item) => item.name === name);
    await admin.delete(`/tokens/${old?.id}`, { reason: 'rotated' });
    expect((await make()).status).toBe(201);
  });

  it('is told when it was last used', async () => {
    const { id, token } = await admin.token(EVERYTHING);
    const lastUsedAt = async () =>
      (await admin.json<TokenList>(admin.get('/tokens'))).items.find((item) => item.id === id)?.lastUsedAt;
    expect(await lastUsedAt()).toBeNull();
    await take(servers[1], token);
    await until('its use is known', async () => (await lastUsedAt()) !== null);
  });

  it.each([
    ['without a scope', { scopes: [] }, 'scopes'],
    ['with a scope without a verb', { scopes: [{ tags: '*', verbs: [] }] }, 'scopes.0.verbs'],
    ['with a verb that is none', { scopes: [{ tags: '*', verbs: ['root'] }] }, 'scopes.0.verbs.0'],
    ['with a pattern that is none', { scopes: [{ tags: 'a b', verbs: ['id'] }] }, 'scopes.0.tags'],
    ['with an empty pattern', { scopes: [{ tags: '', verbs: ['id'] }] }, 'scopes.0.tags'],
    ['without a name', { name: '' }, 'name'],
    ['with a rate of nothing', { ratePerSecond: 0 }, 'ratePerSecond'],
    ['with a burst and no rate', { burst: 5 }, 'burst'],
    ['with a quota below nothing', { scopes: [{ tags: '*', verbs: ['id'], dailyQuota: -1 }] }, 'scopes.0.dailyQuota'],
    ['that has expired already', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['that expires at no time', { expiresAt: 'tomorrow' }, 'expiresAt'],
    ['without a reason', { reason: '' }, 'reason'],
  ])('can not be made %s', async (_what, wrong, field) => {
    const body = { name: crypto.randomUUID(), scopes: EVERYTHING, reason: 'a test', ...wrong };
    const response = await admin.post('/tokens', body);
    const { fields } = (await response.json()) as Problem;
    expect([response.status, fields?.[0]?.field]).toEqual([400, field]);
  });
});

describe('a rate', () => {
  it('is in numbers, not in requests, and says when to come back', async () => {
    const { token } = await admin.token(EVERYTHING, { ratePerSecond: 10, burst: 100 });
    expect((await take(servers[0], token, '/api/v1/ids/order/batch?count=95')).status).toBe(200);
    const refused = await take(servers[0], token, '/api/v1/ids/order/batch?count=90');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(8);
    expect((await take(servers[0], token)).status).toBe(200);
  });

  it('is given back when no number came of it', async () => {
    const { token } = await admin.token(EVERYTHING, { ratePerSecond: 1, burst: 10 });
    const missing = `/api/v1/ids/t-${crypto.randomUUID()}/batch?count=10`;
    for (let index = 0; index < 3; index++) expect((await take(servers[0], token, missing)).status).toBe(404);
    expect((await take(servers[0], token, '/api/v1/ids/order/batch?count=10')).status).toBe(200);
  });
});

describe('a daily quota', () => {
  it('is of each tag, and over all nodes', async () => {
    const { token } = await admin.token([{ tags: 'order*', verbs: ['id'], dailyQuota: 10 }]);
    const batch = (server: ServerProcess, tag: string, count: number) =>
      take(server, token, `/api/v1/ids/${tag}/batch?count=${count}`);
    expect((await batch(servers[0], 'order', 8)).status).toBe(200);
    expect((await batch(servers[0], 'order-snapshot', 8)).status).toBe(200);
    await until('the other node knows', async () => (await batch(servers[1], 'order', 3)).status === 429);
    const refused = await batch(servers[0], 'order', 3);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await batch(servers[0], 'order', 2)).status).toBe(200);
  });
});

describe('a server that is open', () => {
  it('still refuses a token that is none, and one outside its scopes', async () => {
    const server = await ServerProcess.start({ DATABASE_URL: servers[0].settings.DATABASE_URL ?? '' });
    const { token } = await admin.token([{ tags: 'coupon', verbs: ['id'] }]);
    expect((await server.get('/api/v1/ids/order')).status).toBe(200);
    expect((await take(server, 'bny_nonsense')).status).toBe(401);
    expect((await take(server, token)).status).toBe(403);
    await server.stop('SIGKILL');
  });
});
