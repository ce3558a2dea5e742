/** No secret in any answer; and the check of the whole run's logs (test/support/whole-run.ts) sees one when it is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '#contract';
import { type AdminClient, adminOf } from '../support/admin.js';
import { secretsIn } from '../support/kept-logs.js';
import { ADMIN, ServerProcess } from '../support/server.js';

const dataDir = mkdtempSync(join(tmpdir(), 'banyan-secrets-'));
let server: ServerProcess;
let admin: AdminClient;
beforeAll(async () => {
  server = await ServerProcess.start({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' });
  admin = await adminOf(server);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a secret', () => {
  it('is in no answer of the admin API but the one that makes a token, and in no log at any level', async () => {
    const { token } = await admin.token([{ tags: '*', verbs: ['id', 'admin'] }]);
    const operator = { username: 'li.wei', password: 'a-password-of-li-wei', role: 'viewer', reason: 'a test' };
    const answers = [await (await admin.post('/operators', operator)).text()];
    await server.get('/api/v1/ids/order', { headers: { authorization: `Bearer ${token}` } });
    await server.get(`/api/v1/ids/order?token=${token}`, { headers: { authorization: 'Bearer bny_wrong' } });
    await admin.post('/session', { username: 'li.wei', password: 'a-wrong-guess-of-li-wei' });
    await admin.post('/tokens', { name: token, scopes: 7, reason: 'wrong' });
    for (const { method, path, responseType } of ROUTES) {
      if (method !== 'GET' || responseType === 'text/event-stream' || !path.startsWith('/api/v1/admin')) continue;
      const at = path.replace('/api/v1/admin', '').replace('{bizTag}', 'order').replace('{id}', '100000000000');
      answers.push(await (await admin.get(at)).text());
    }
    const { cookie = '' } = admin.credentials;
    const secrets = new Set([
      token,
      cookie.split('=')[1] ?? '',
      ADMIN.password,
      operator.password,
      'a-wrong-guess-of-li-wei',
    ]);
    expect(answers.length).toBeGreaterThan(10);
    expect(secretsIn(answers.join('\n'), secrets)).toEqual([]);
    expect(server.logLines.length).toBeGreaterThan(5);
    expect(secretsIn(server.stdout + server.stderr, secrets)).toEqual([]);
  });

  it.each([
    ['known by itself', '{"msg":"it is s3cret-value here"}'],
    ['by the form of a token', `{"path":"/x?token=bny_${'a'.repeat(43)}"}`],
    ['by the form of a hash', '{"hash":"$scrypt$ln=15"}'],
    ['by the form of a cookie', `{"cookie":"banyan_session=${'a'.repeat(43)}"}`],
    ['in a database address', '{"url":"mysql://root:pw@db/banyan"}'],
  ])('is found in a log: %s', (_how, line) => {
    const found = secretsIn(`{"msg":"fine"}\n${line}\n`, new Set(['s3cret-value']));
    expect(found).toHaveLength(1);
    expect(found[0]).not.toContain('s3cret-value');
  });
});
