/** People: logging in, passwords, roles, and what keeps strangers out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditList, Operator, OperatorList, Problem, Session } from '#contract';
import { AdminClient, adminOf } from '../support/admin.js';
import { MariaDb } from '../support/mariadb.js';
import { ADMIN, ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

const folder = mkdtempSync(join(tmpdir(), 'banyan-people-'));
let mariaDb: MariaDb;
let server: ServerProcess;
let admin: AdminClient;

beforeAll(async () => {
  mariaDb = await MariaDb.start();
  server = await ServerProcess.start({ DATABASE_URL: await mariaDb.createDatabase() });
  admin = await adminOf(server);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  await mariaDb.remove();
  rmSync(folder, { recursive: true, force: true });
});

const someone = () => ({ username: `u-${crypto.randomUUID().slice(0, 8)}`, password: `pw-${crypto.randomUUID()}` });

async function made(role = 'viewer', more: object = {}) {
  const credentials = someone();
  const operator = await admin.json<Operator>(
    admin.post('/operators', { ...credentials, role, reason: 'a test', ...more }),
  );
  return { ...credentials, operator };
}

async function problemOf(answer: Promise<Response>): Promise<Problem & { status: number }> {
  const response = await answer;
  return { ...((await response.json()) as Problem), status: response.status };
}

describe('the first administrator', () => {
  it('gets a one-time password that is printed once, and opens nothing but its own change', async () => {
    const own = await ServerProcess.start({ DATA_DIR: join(folder, 'first'), BOOTSTRAP_ADMIN: '' });
    const password = /one-time password (\S+)/.exec(own.stderr)?.[1] ?? '';
    expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    const client = await AdminClient.login(own, { username: 'admin', password });
    const session = await client.json<Session>(client.get('/session'));
    expect(session).toMatchObject({ username: 'admin', role: 'admin', mustChangePassword: true });
    expect((await client.get('/operators')).status).toBe(403);
    const reason = 'first login';
    const other = { username: 'eve', password: 'eve-password', role: 'admin', reason };
    expect((await client.post('/operators', other)).status).toBe(403);
    const role = { role: 'admin', version: session.version, reason };
    expect((await client.patch('/operators/admin', role)).status).toBe(403);
    const chosen = { password: 'a password of my own', version: session.version, reason };
    expect((await client.patch('/operators/admin', chosen)).status).toBe(200);
    expect((await client.get('/operators')).status).toBe(200);
    expect((await own.post('/api/v1/admin/session', { username: 'admin', password })).status).toBe(401);
    await own.stop('SIGINT');
    const again = await ServerProcess.start({ DATA_DIR: join(folder, 'first'), BOOTSTRAP_ADMIN: '' });
    expect(again.stderr + again.stdout).not.toContain('one-time');
    await again.stop('SIGKILL');
  });

  it('is made once by several nodes that start at once', async () => {
    const settings = { DATABASE_URL: await mariaDb.createDatabase(), BOOTSTRAP_ADMIN: '' };
    const nodes = await Promise.all([1, 2, 3].map(() => ServerProcess.start(settings)));
    expect(nodes.filter(({ stderr }) => stderr.includes('one-time password'))).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
  });
});

describe('a session', () => {
  it('holds on every node, and ends on every node', async () => {
    const url = await mariaDb.createDatabase();
    const [a, b] = await Promise.all([
      ServerProcess.start({ DATABASE_URL: url }),
      ServerProcess.start({ DATABASE_URL: url }),
    ]);
    const client = await AdminClient.login(a);
    expect((await client.at(b).get('/session')).status).toBe(200);
    expect((await client.delete('/session')).status).toBe(204);
    expect((await client.get('/session')).status).toBe(401);
    expect((await client.at(b).get('/session')).status).toBe(401);
    await Promise.all([a.stop('SIGKILL'), b.stop('SIGKILL')]);
  });

  it('is kept in the database as a hash alone', async () => {
    const { credentials } = await AdminClient.login(server);
    const [, value = ''] = /banyan_session=([^;]+)/.exec(credentials.cookie ?? '') ?? [];
    expect(value).toHaveLength(43);
    const dump = JSON.stringify(await mariaDb.query('SELECT * FROM operator_session', server.settings.DATABASE_URL));
    expect(dump).not.toContain(value);
  });

  it('ends after thirty minutes without use, and after twelve hours whatever its use', async () => {
    const url = server.settings.DATABASE_URL;
    const client = await AdminClient.login(server);
    const other = await AdminClient.login(server);
    await mariaDb.query('UPDATE operator_session SET used_at_ms = used_at_ms - 29 * 60000', url);
    expect((await client.get('/session')).status).toBe(200);
    await mariaDb.query('UPDATE operator_session SET used_at_ms = used_at_ms - 31 * 60000', url);
    expect((await other.get('/session')).status).toBe(401);
    const late = await AdminClient.login(server);
    await mariaDb.query('UPDATE operator_session SET created_at_ms = created_at_ms - 12 * 3600000', url);
    expect((await late.get('/session')).status).toBe(401);
    admin = await AdminClient.login(server);
  });

  it('is used by people, not by a console that asks by itself', async () => {
    const url = server.settings.DATABASE_URL;
    const { username, password } = await made();
    const client = await AdminClient.login(server, { username, password });
    const idleMs = async () => {
      const rows = await mariaDb.query(
        `SELECT UNIX_TIMESTAMP() * 1000 - used_at_ms AS idle FROM operator_session WHERE username = '${username}'`,
        url,
      );
      return Number((rows as { idle: string }[])[0]?.idle);
    };
    await mariaDb.query(
      `UPDATE operator_session SET used_at_ms = used_at_ms - 600000 WHERE username = '${username}'`,
      url,
    );
    const background = { 'x-banyan-background': '1' };
    expect((await client.send('GET', '/tags', undefined, background)).status).toBe(200);
    expect((await client.send('GET', '/session', undefined, background)).status).toBe(200);
    expect(await idleMs()).toBeGreaterThan(590_000);
    expect((await client.get('/session')).status).toBe(200);
    await until('the use is written down', async () => (await idleMs()) < 60_000);
  });

  it('carries a stricter cookie behind TLS, which plain HTTP does not take', async () => {
    const tls = { 'x-forwarded-proto': 'https' };
    const nobody = AdminClient.nobody(server);
    const response = await nobody.send('POST', '/session', ADMIN, tls);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-banyan_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
    );
    const [pair = ''] = cookie.split(';');
    expect((await nobody.send('GET', '/session', undefined, { ...tls, cookie: pair })).status).toBe(200);
    expect((await nobody.send('GET', '/session', undefined, { cookie: pair })).status).toBe(401);
  });

  it('goes on for readers while the database is away', async () => {
    const own = await MariaDb.start();
    const node = await ServerProcess.start({ DATABASE_URL: await own.createDatabase() });
    const client = await AdminClient.login(node);
    expect((await client.get('/session')).status).toBe(200);
    await own.kill();
    expect((await client.get('/session')).status).toBe(200);
    const refused = await problemOf(client.post('/operators', { ...someone(), role: 'viewer', reason: 'x' }));
    expect([refused.status, refused.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    expect((await AdminClient.nobody(node).post('/session', ADMIN)).status).toBe(503);
    await node.stop('SIGKILL');
    await own.remove();
  });
});

describe('a login', () => {
  it('is refused in the same words for a wrong name and a wrong password', async () => {
    const { username } = await made();
    const nobody = AdminClient.nobody(server);
    const [wrongPassword, wrongName] = await Promise.all([
      problemOf(nobody.post('/session', { username, password: 'nope' })),
      problemOf(nobody.post('/session', { username: someone().username, password: 'nope' })),
    ]);
    expect(wrongPassword.status).toBe(401);
    expect(wrongName.detail).toBe(wrongPassword.detail);
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${username}&outcome=refused`));
    expect(items).toMatchObject([{ action: 'session.login', code: 'UNAUTHENTICATED', role: null }]);
  });

  it('is throttled after five wrong guesses from one place, on all nodes, however many come at once', async () => {
    const { username, password } = await made();
    const nobody = AdminClient.nobody(server);
    const guess = (typed: string) => problemOf(nobody.post('/session', { username, password: typed }));
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, index) => guess(`guess ${index}`)));
    expect(guesses.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
    const blocked = await nobody.post('/session', { username, password });
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    const second = await ServerProcess.start({ DATABASE_URL: server.settings.DATABASE_URL ?? '' });
    expect((await AdminClient.nobody(second).post('/session', { username, password })).status).toBe(429);
    await second.stop('SIGKILL');
    await mariaDb.query('UPDATE login_failure SET blocked_until_ms = 0', server.settings.DATABASE_URL);
    expect((await nobody.post('/session', { username, password })).status).toBe(200);
    expect((await nobody.post('/session', { username, password: 'wrong again' })).status).toBe(401);
  });

  it('is not counted for an address that a stranger only claims to have', async () => {
    const { username } = await made();
    const nobody = AdminClient.nobody(server);
    for (let index = 0; index < 6; index++) {
      const headers = { 'x-forwarded-for': `10.0.0.${index}` };
      await nobody.send('POST', '/session', { username, password: 'nope' }, headers);
    }
    const blocked = await nobody.send(
      'POST',
      '/session',
      { username, password: 'nope' },
      { 'x-forwarded-for': '10.9.9.9' },
    );
    expect(blocked.status).toBe(429);
  });

  it.each([
    ['nothing', {}],
    ['a name that is no text', { username: 7, password: 'x' }],
    ['a password without end', { username: 'a', password: 'x'.repeat(257) }],
    ['a field too many', { username: 'a', password: 'b', remember: true }],
  ])('of %s is refused at the field', async (_what, body) => {
    const { status, fields } = await problemOf(AdminClient.nobody(server).post('/session', body));
    expect(status).toBe(400);
    expect(fields?.length).toBeGreaterThan(0);
  });
});

describe('an operator', () => {
  it('may change their own password, and no more', async () => {
    const { username, password, operator } = await made();
    const client = await AdminClient.login(server, { username, password });
    const elsewhere = await AdminClient.login(server, { username, password });
    const next = 'another password';
    const change = { password: next, version: operator.version, reason: 'mine' };
    expect((await client.patch(`/operators/${username}`, { ...change, role: 'admin' })).status).toBe(403);
    expect((await client.patch('/operators/admin', { ...change, version: 1 })).status).toBe(403);
    expect((await client.patch(`/operators/${username}`, change)).status).toBe(200);
    expect((await client.get('/session')).status).toBe(200);
    expect((await elsewhere.get('/session')).status).toBe(401);
    await AdminClient.login(server, { username, password: next });
  });

  it('must show the present password when the login was some time ago', async () => {
    const { username, password, operator } = await made();
    const client = await AdminClient.login(server, { username, password });
    await mariaDb.query(
      `UPDATE operator_session SET created_at_ms = created_at_ms - 6 * 60000 WHERE username = '${username}'`,
      server.settings.DATABASE_URL,
    );
    expect(await client.json<Session>(client.get('/session'))).toMatchObject({ asksCurrentPassword: true });
    const change = { password: 'another password', version: operator.version, reason: 'mine' };
    const missing = await problemOf(client.patch(`/operators/${username}`, change));
    expect([missing.status, missing.fields?.[0]?.field]).toEqual([400, 'currentPassword']);
    const wrong = await problemOf(client.patch(`/operators/${username}`, { ...change, currentPassword: 'nope' }));
    expect([wrong.status, wrong.fields?.[0]?.field]).toEqual([400, 'currentPassword']);
    expect((await client.patch(`/operators/${username}`, { ...change, currentPassword: password })).status).toBe(200);
  });

  it('who is given another role or is taken off feels it at the next request', async () => {
    const { username, password, operator } = await made('operator');
    const client = await AdminClient.login(server, { username, password });
    expect((await client.post('/tags', {})).status).toBe(400);
    const changed = await admin.json<Operator>(
      admin.patch(`/operators/${username}`, { role: 'viewer', version: operator.version, reason: 'moved' }),
    );
    expect((await client.post('/tags', {})).status).toBe(403);
    expect((await admin.delete(`/operators/${username}`, { version: changed.version, reason: 'left' })).status).toBe(
      204,
    );
    expect((await client.get('/session')).status).toBe(401);
  });

  it('is changed by one of two who change at once; the other is told both states', async () => {
    const { username, operator } = await made();
    const change = (role: string) =>
      admin.patch(`/operators/${username}`, { role, version: operator.version, reason: 'a race' });
    const answers = await Promise.all([change('operator'), change('admin')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const conflict = (await answers.find(({ status }) => status === 409)?.json()) as Problem;
    expect(conflict.conflict?.current).toMatchObject({ username, version: operator.version + 1 });
    expect(conflict.conflict?.attempted).toMatchObject({ username });
  });

  it('can not be the last administrator to go, nor go by their own hand', async () => {
    const [row] = (await admin.json<OperatorList>(admin.get('/operators'))).items.filter(
      ({ username }) => username === 'admin',
    );
    const version = row?.version ?? 0;
    const self = await problemOf(admin.delete('/operators/admin', { version, reason: 'x' }));
    expect([self.status, self.fields?.[0]?.message]).toEqual([400, expect.stringContaining('another administrator')]);
    const own = await ServerProcess.start({ DATA_DIR: join(folder, 'last') });
    const lonely = await adminOf(own);
    const demoted = await problemOf(lonely.patch('/operators/admin', { role: 'viewer', version: 1, reason: 'x' }));
    expect([demoted.status, demoted.fields?.[0]?.field]).toEqual([400, 'role']);
    await own.stop('SIGKILL');
  });

  it.each([
    ['a name that is there', () => ({ username: 'admin' }), 409, undefined],
    ['a name past its limit', () => ({ username: 'x'.repeat(65) }), 400, 'username'],
    ['a name in Unicode', () => ({ username: '李伟' }), 400, 'username'],
    ['a name of HTML', () => ({ username: '<b>x</b>' }), 400, 'username'],
    ['a short password', () => ({ password: 'short' }), 400, 'password'],
    ['the name as password', () => ({ username: 'some.body', password: 'some.body' }), 400, 'password'],
    ['a password of one letter', () => ({ password: 'aaaaaaaaaaaa' }), 400, 'password'],
    ['no such role', () => ({ role: 'root' }), 400, 'role'],
    ['no reason', () => ({ reason: '  ' }), 400, 'reason'],
    ['a reason with control characters', () => ({ reason: 'a\u0000b' }), 400, 'reason'],
    ['a reason that turns the writing round', () => ({ reason: 'a\u202eb' }), 400, 'reason'],
    ['a reason without end', () => ({ reason: 'x'.repeat(501) }), 400, 'reason'],
  ] as const)('can not be made with %s', async (_what, wrong, status, field) => {
    const body = { ...someone(), role: 'viewer', reason: 'a test', ...wrong() };
    const problem = await problemOf(admin.post('/operators', body));
    expect([problem.status, problem.fields?.[0]?.field]).toEqual([status, field]);
  });

  it('may have a reason in any script, with HTML and SQL in it, kept to the letter', async () => {
    const reason = `更换班次 <script>alert(1)</script> '; DROP TABLE operator; -- 🌳`;
    const { username } = await made('viewer', { reason });
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${username}`));
    expect(items[0]).toMatchObject({
      reason,
      action: 'operator.create',
      outcome: 'done',
      actor: 'admin',
      role: 'admin',
    });
  });
});
