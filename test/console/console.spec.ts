/** What holds for every page: it can be read by everybody, in both languages, at any width, by keys alone; and it says when it is stale. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, adminOf } from '../support/admin.js';
import { launchBrowser } from '../support/browser.js';
import { ConsolePage } from '../support/console.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

const PAGES = [
  '/',
  '/tags',
  '/tags/order',
  '/promotions',
  '/promotions/new',
  '/nodes',
  '/grants?bizTag=order',
  '/inspector?id=100000000000',
  '/audit',
  '/tokens',
  '/operators',
  '/account',
  '/no-such-page',
];

const folder = mkdtempSync(join(tmpdir(), 'banyan-console-'));
let mariaDb: MariaDb;
let server: ServerProcess;
let browser: Browser;
let admin: AdminClient;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  server = await ServerProcess.start({ DATABASE_URL: await mariaDb.createDatabase() });
  admin = await adminOf(server);
  await admin.token([{ tags: 'order*', verbs: ['id'], dailyQuota: 5 }], { ratePerSecond: 10 });
  await server.get('/api/v1/ids/order/batch?count=1500');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGKILL');
  await mariaDb.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function settled(console: ConsolePage): Promise<void> {
  await console.live();
  await console.page.locator('main h1').first().waitFor();
  await until('nothing is being loaded', async () => (await console.page.locator('[aria-busy="true"]').count()) === 0);
}

describe('every page', () => {
  it.each([
    ['light', 1_280],
    ['dark', 1_280],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has nothing serious for axe to find, and nothing that overflows: %s, %i wide',
    async (colorScheme, width) => {
      const found: string[] = [];
      for (const path of PAGES) {
        const viewport = { width, height: 800 };
        const console = await ConsolePage.open(browser, server, {
          path,
          as: admin,
          colorScheme,
          viewport,
          bypassCSP: true,
        });
        await settled(console);
        for (const violation of await console.axe()) found.push(`${path} ${violation}`);
        const overflow = Number(
          await console.page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
        );
        if (overflow > 0) found.push(`${path} is ${overflow} px too wide`);
        await console.close();
      }
      expect(found).toEqual([]);
    },
    180_000,
  );

  it('of those for nobody has nothing serious either', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const console = await ConsolePage.open(browser, server, { colorScheme, bypassCSP: true });
      await console.get('login-form').waitFor();
      expect(await console.axe()).toEqual([]);
      await console.close();
    }
  });

  it('speaks English and Chinese, and breaks no rule of the strict policy', async () => {
    for (const [locale, lang] of [
      ['en-US', 'en'],
      ['zh-CN', 'zh'],
    ] as const) {
      for (const path of PAGES) {
        const console = await ConsolePage.open(browser, server, { path, as: admin, locale });
        await settled(console);
        expect(await console.page.locator('html').getAttribute('lang')).toBe(lang);
        const text = await console.page.locator('main h1').first().textContent();
        if (path !== '/tags/order') expect([path, /\p{Script=Han}/u.test(text ?? '')]).toEqual([path, lang === 'zh']);
        expect([path, console.faults]).toEqual([path, []]);
        await console.close();
      }
    }
  }, 180_000);

  it('of an address that no page has is the console’s own, and still 404', async () => {
    const response = await fetch(`${server.url}/no-such-page`, { headers: { accept: 'text/html' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('text/html'),
    ]);
    const api = await fetch(`${server.url}/api/v1/nothing`, { headers: { accept: 'text/html' } });
    expect([api.status, api.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    expect((await fetch(`${server.url}/tags`, { method: 'HEAD' })).status).toBe(200);
    const console = await ConsolePage.open(browser, server, { path: '/no-such-page', as: admin });
    await console.get('not-found').waitFor();
    await console.close();
  });
});

describe('the keyboard alone', () => {
  it('logs in, finds a tag, pauses it and comes back', async () => {
    const console = await ConsolePage.open(browser, server);
    const { page } = console;
    const palette = () => page.getByPlaceholder('Page, biz tag or action');
    const bizTag = `keys-${crypto.randomUUID().slice(0, 8)}`;
    await admin.json(admin.post('/tags', { bizTag, step: 10, reason: 'a test' }));
    await console.get('login-form').waitFor();
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type('correct-horse-battery');
    await page.keyboard.press('Enter');
    await console.get('overview').waitFor();
    await page.keyboard.press('Control+k');
    await palette().waitFor();
    await page.keyboard.type(bizTag);
    await console.get(`palette-tag-${bizTag}`).waitFor();
    await page.keyboard.press('Enter');
    await console.get(`tag-page-${bizTag}`).waitFor();
    await until('the pause button has the focus', async () => {
      await page.keyboard.press('Tab');
      return (await page.locator(':focus').getAttribute('data-testid')) === 'pause-tag';
    });
    await page.keyboard.press('Enter');
    await console.get('reason').waitFor();
    await until(
      'the reason has the focus',
      async () => (await page.locator(':focus').getAttribute('data-testid')) === 'reason',
    );
    await page.keyboard.type('by keys alone');
    await until('the confirming button has the focus', async () => {
      await page.keyboard.press('Tab');
      return (await page.locator(':focus').getAttribute('data-testid')) === 'confirm';
    });
    await page.keyboard.press('Enter');
    await console.get('resume-tag').waitFor();
    await page.keyboard.press('Control+k');
    await palette().waitFor();
    await page.keyboard.press('Escape');
    await palette().waitFor({ state: 'hidden' });
    await console.close();
  });
});

describe('times and figures', () => {
  it('are in the zone that was chosen, and the choice is remembered', async () => {
    const console = await ConsolePage.open(browser, server, {
      path: '/audit',
      as: admin,
      timezoneId: 'America/New_York',
    });
    await settled(console);
    const shown = () => console.page.locator('main time').first().textContent();
    const local = await shown();
    await console.get('account').click();
    await console.get('account-menu').getByText('Shanghai').click();
    await until('the times have changed', async () => (await shown()) !== local);
    const shanghai = await shown();
    await console.page.reload();
    await settled(console);
    expect(await shown()).toBe(shanghai);
    await console.close();
  });

  it('stand still while they are paused, and go on', async () => {
    const console = await ConsolePage.open(browser, server, { path: '/tags/order', as: admin });
    await console.live();
    await console.get('pause').click();
    await console.page.locator('[data-testid="connection"][data-state="paused"]').waitFor();
    await console.get('pause').click();
    await console.live();
    await console.close();
  });

  it('say since when they are stale when the server goes, and are live again when it is back', async () => {
    const settings = { DATA_DIR: join(folder, 'own') };
    const own = await ServerProcess.start(settings);
    const console = await ConsolePage.open(browser, own, { as: await adminOf(own) });
    await console.live();
    await own.stop('SIGKILL');
    await console.page
      .getByTestId('connection')
      .getByText(/stale since \d\d:\d\d:\d\d/)
      .waitFor();
    const again = await ServerProcess.start({ ...settings, PORT: String(own.port) });
    await console.live();
    await console.close();
    await again.stop('SIGINT');
  });

  it('are asked of a database that is away, and the page says so', async () => {
    const database = await MariaDb.start();
    const own = await ServerProcess.start({ DATABASE_URL: await database.createDatabase(), SYNC_INTERVAL_MS: '300' });
    const console = await ConsolePage.open(browser, own, { as: await adminOf(own) });
    await console.live();
    await database.kill();
    await console.page
      .getByText(/does not answer/)
      .first()
      .waitFor({ timeout: 30_000 });
    await database.startAgain();
    await until('it answers again', async () => (await console.page.getByText(/does not answer/).count()) === 0);
    await console.close();
    await own.stop('SIGKILL');
    await database.remove();
  });
});
