/** The door of the console: first login, wrong passwords, sessions that end while somebody types. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BizTagState } from '#contract';
import { AdminClient, adminOf } from '../support/admin.js';
import { launchBrowser } from '../support/browser.js';
import { ConsolePage } from '../support/console.js';
import { MariaDb } from '../support/mariadb.js';
import { ADMIN, ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  server = await ServerProcess.start({ DATABASE_URL: await mariaDb.createDatabase() });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGKILL');
  await mariaDb.remove();
});

describe('the first login', () => {
  it('with the password that the server printed asks for one of one’s own, and then the console opens', async () => {
    const own = await ServerProcess.start({ DATABASE_URL: await mariaDb.createDatabase(), BOOTSTRAP_ADMIN: '' });
    const oneTime = /one-time password (\S+)/.exec(own.stderr)?.[1] ?? '';
    const console = await ConsolePage.open(browser, own, { path: '/tags' });
    await console.login('admin', oneTime);
    await console.get('first-password-form').waitFor();
    expect(await console.page.getByTestId('nav-tags').count()).toBe(0);
    await console.get('new-password').fill('a password of my own');
    await console.get('new-password-again').fill('a password of my one');
    await console.get('confirm').click();
    await console.page.getByText('The two are not the same.').waitFor();
    await console.get('new-password').fill('short');
    await console.get('new-password-again').fill('short');
    await console.get('confirm').click();
    await console.page.getByText('must have at least 8 characters').waitFor();
    for (const field of ['new-password', 'new-password-again']) await console.get(field).fill('a password of my own');
    await console.get('confirm').click();
    await console.get('tag-order').waitFor();
    expect(new URL(console.page.url()).pathname).toBe('/tags');
    expect(console.faults).toEqual([]);
    await console.close();
    await AdminClient.login(own, { username: 'admin', password: 'a password of my own' });
    await own.stop('SIGKILL');
  });
});

describe('a login', () => {
  it('with a wrong password says so plainly, and too many of them for how long to wait', async () => {
    const admin = await adminOf(server);
    const { username } = { username: `u-${crypto.randomUUID().slice(0, 8)}` };
    await admin.json(
      admin.post('/operators', { username, password: 'the right password', role: 'viewer', reason: 'a test' }),
    );
    const console = await ConsolePage.open(browser, server);
    await console.login(username, 'a wrong password');
    await console.page.getByText('The name or the password is not right.').waitFor();
    for (let guess = 0; guess < 5; guess++) {
      await AdminClient.nobody(server).post('/session', { username, password: 'a wrong password' });
    }
    await console.login(username, 'the right password');
    await console.page.getByText(/too many failed attempts/).waitFor();
    await console.close();
  });

  it('ends with logging out: the page behind is gone, and so is the session', async () => {
    const console = await ConsolePage.open(browser, server, { path: '/nodes' });
    await console.login(ADMIN.username, ADMIN.password);
    await console.get('nodes-page').waitFor();
    await console.get('account').click();
    await console.get('logout').click();
    await console.get('login-form').waitFor();
    expect(await console.get('nodes-page').count()).toBe(0);
    await console.page.reload();
    await console.get('login-form').waitFor();
    await console.close();
  });
});

describe('a session that ends while somebody types', () => {
  it('asks for the login over the page, and nothing typed is lost', async () => {
    const admin = await adminOf(server);
    const editor = await admin.operator('operator');
    const bizTag = `t-${crypto.randomUUID().slice(0, 8)}`;
    await admin.json(admin.post('/tags', { bizTag, step: 100, reason: 'a test' }));
    const password = 'another password';
    const username = `u-${crypto.randomUUID().slice(0, 8)}`;
    await admin.json(admin.post('/operators', { username, password, role: 'operator', reason: 'a test' }));
    const session = await AdminClient.login(server, { username, password });
    const console = await ConsolePage.open(browser, server, { path: `/tags/${bizTag}`, as: session });
    await console.get('edit').click();
    await console.get('field-description').fill('typed before the session ended');
    await console.get('reason').fill('a reason that took long to find');
    await session.delete('/session');
    await console.get('edit-form').getByTestId('confirm').click();
    await console.get('login-dialog').getByTestId('password').fill(password);
    await console.get('login-dialog').getByTestId('login').click();
    await until('the login is gone', async () => (await console.get('login-form').count()) === 0);
    expect(await console.get('field-description').inputValue()).toBe('typed before the session ended');
    expect(await console.get('reason').inputValue()).toBe('a reason that took long to find');
    await console.get('edit-form').getByTestId('confirm').click();
    const stored = await until('it is saved', async () => {
      const tag = await editor.json<BizTagState>(editor.get(`/tags/${bizTag}`));
      return tag.description === null ? undefined : tag;
    });
    expect(stored.description).toBe('typed before the session ended');
    await console.close();
  });
});
