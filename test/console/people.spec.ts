/** Operators, tokens and the audit in the console. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditList, TokenList } from '#contract';
import { AdminClient, adminOf } from '../support/admin.js';
import { launchBrowser } from '../support/browser.js';
import { ConsolePage } from '../support/console.js';
import { keepSecret } from '../support/kept-logs.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
let server: ServerProcess;
let browser: Browser;
let admin: AdminClient;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  server = await ServerProcess.start({ DATABASE_URL: await mariaDb.createDatabase(), ID_API_AUTH: 'token' });
  admin = await adminOf(server);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGKILL');
  await mariaDb.remove();
});

describe('a token', () => {
  it('is made, shown once, used and revoked in the console, and the audit tells all of it', async () => {
    const name = `shop-${crypto.randomUUID().slice(0, 8)}`;
    const console = await ConsolePage.open(browser, server, { path: '/tokens', as: admin });
    await console.get('create-token').click();
    await console.get('token-name').fill(name);
    await console.get('scope-0-tags').fill('order*');
    await console.get('token-rate').fill('1000');
    await console.get('reason').fill('for the shop');
    await console.get('token-submit').click();
    const secret = await console.get('secret').inputValue();
    keepSecret(secret);
    expect(secret).toMatch(/^bny_[\w-]{43}$/);
    const take = () => server.get('/api/v1/ids/order', { headers: { authorization: `Bearer ${secret}` } });
    expect((await take()).status).toBe(200);
    await console.get('secret-stored').click();
    await console.page.getByRole('cell', { name }).first().waitFor();
    expect(await console.page.content()).not.toContain(secret);
    expect(console.page.url()).not.toContain(secret.slice(4));
    const { items } = await admin.json<TokenList>(admin.get('/tokens'));
    const id = items.find((token) => token.name === name)?.id;
    await console.get(`revoke-${id}`).click();
    await console.get('reason').fill('the shop is closed');
    await console.get('confirm').click();
    await until('it is refused', async () => (await take()).status === 401);
    await console.page.goto(`${server.url}/audit?q=${name}`);
    await console.page.getByText('for the shop').first().waitFor();
    const audit = await admin.json<AuditList>(admin.get('/audit?action=token.revoke'));
    expect(audit.items[0]).toMatchObject({ target: id, reason: 'the shop is closed', outcome: 'done' });
    expect(console.faults).toEqual([]);
    await console.close();
  });
});

describe('an operator', () => {
  it('is made in the console, logs in, changes the password, and is taken off', async () => {
    const username = `op-${crypto.randomUUID().slice(0, 8)}`;
    const console = await ConsolePage.open(browser, server, { path: '/operators', as: admin });
    await console.get('create-operator').click();
    await console.get('operator-name').fill(username);
    await console.get('operator-password').fill('given to be used once');
    await console.get('role-operator').click();
    await console.get('reason').fill('a new colleague');
    await console.get('operator-submit').click();
    await console.page.getByRole('cell', { name: username }).first().waitFor();

    const theirs = await ConsolePage.open(browser, server);
    await theirs.login(username, 'given to be used once');
    for (const field of ['new-password', 'new-password-again']) await theirs.get(field).fill('a password of mine');
    await theirs.get('first-password-form').getByTestId('confirm').click();
    await theirs.get('overview').waitFor();
    await theirs.page.goto(`${server.url}/account`);
    await theirs.get('account-page').getByText(username).first().waitFor();

    await console.page.reload();
    await console.get(`remove-${username}`).click();
    await console.get('reason').fill('has left');
    await console.get('type-to-confirm').fill(username);
    await console.get('confirm').click();
    await until('they are gone', async () => (await console.get(`remove-${username}`).count()) === 0);
    await theirs.page.reload();
    await theirs.get('login-form').waitFor();
    expect([...console.faults, ...theirs.faults]).toEqual([]);
    await theirs.close();
    await console.close();
  });
});

describe('the audit', () => {
  it('shows before and after side by side, filters in the address, and is taken along as CSV', async () => {
    const bizTag = `t-${crypto.randomUUID().slice(0, 8)}`;
    await admin.json(admin.post('/tags', { bizTag, step: 111, reason: 'made for the audit' }));
    await admin.json(admin.patch(`/tags/${bizTag}`, { step: 222, version: 1, reason: '=HYPERLINK("http://evil")' }));
    await admin.patch(`/tags/${bizTag}`, { step: 333, version: 1, reason: 'too late' });
    const { items } = await admin.json<AuditList>(admin.get(`/audit?target=${bizTag}`));
    expect(items.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['refused', 'VERSION_CONFLICT'],
      ['done', null],
      ['done', null],
    ]);
    const console = await ConsolePage.open(browser, server, {
      path: `/audit?target=${bizTag}`,
      as: await admin.operator('viewer'),
    });
    const changed = items[1]?.id;
    await console.get(`audit-open-${changed}`).click();
    const detail = console.get(`audit-detail-${changed}`);
    await detail.getByText('111').first().waitFor();
    await detail.getByText('222').first().waitFor();
    await console.page.getByText('VERSION_CONFLICT').first().waitFor();
    const [download] = await Promise.all([console.page.waitForEvent('download'), console.get('audit-csv').click()]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const csv = await (await admin.get(`/audit.csv?target=${bizTag}`)).text();
    expect(csv.split('\r\n').filter((line) => line !== '')).toHaveLength(4);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(console.faults).toEqual([]);
    await console.close();
  });
});

describe('the inspector', () => {
  it('says of a pasted number which tag, node and grant it came from', async () => {
    const { token } = await admin.token([{ tags: '*', verbs: ['id'] }]);
    const response = await server.get('/api/v1/ids/order', { headers: { authorization: `Bearer ${token}` } });
    const { id } = (await response.json()) as { id: string };
    const console = await ConsolePage.open(browser, server, { path: '/inspector', as: admin });
    await console.get('inspector-number').fill(` ${id} `);
    await console.get('inspect').click();
    await console.get('finding-order').waitFor();
    expect(console.page.url()).toContain(id);
    await console.get('inspector-number').fill('12ab');
    await console.get('inspect').click();
    await until('it is told', async () => (await console.page.locator('[aria-invalid="true"]').count()) === 1);
    await console.close();
  });
});
