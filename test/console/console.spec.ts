/** The console in a real browser, on a real server that hands out numbers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const dataDir = mkdtempSync(join(tmpdir(), 'banyan-console-'));

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  server = await ServerProcess.start({ DATA_DIR: dataDir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(path = '/', options: BrowserContextOptions = {}): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1_280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(server.url + path);
  return { page, faults };
}

const idleOf = async (page: Page, bizTag: string): Promise<number> =>
  Number(
    await page.getByTestId(`tag-${bizTag}`).locator('[data-slot="current"]').first().getAttribute('aria-valuenow'),
  );

describe('the console', () => {
  it('shows the three tags of an order centre and is live', async () => {
    const { page, faults } = await open();
    await page.getByTestId('connection').getByText('live').waitFor();
    for (const bizTag of ['order', 'order-snapshot', 'order-item-snapshot'])
      await page.getByTestId(`tag-${bizTag}`).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('moves the bars while numbers are taken', async () => {
    const { page } = await open();
    await until('the bar is there', async () => (await idleOf(page, 'order')) > 0);
    const before = await idleOf(page, 'order');
    await server.get('/api/v1/ids/order/batch?count=500');
    await until('the bar has moved', async () => (await idleOf(page, 'order')) <= before - 500);
    await server.get('/api/v1/ids/order/batch?count=600');
    const next = page.getByTestId('tag-order').locator('[data-slot="next"]').first();
    await until('the next segment is held', async () => Number(await next.getAttribute('aria-valuenow')) > 0);
    await page.context().close();
  });

  it('searches with a key, and keeps what was searched in the address', async () => {
    const { page } = await open();
    await page.getByTestId('tag-order').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('item');
    await until('the others are gone', async () => (await page.locator('[data-testid^="tag-"]').count()) === 1);
    expect(page.url()).toContain('q=item');
    await page.reload();
    await page.getByTestId('tag-order-item-snapshot').waitFor();
    expect(await page.locator('[data-testid^="tag-"]').count()).toBe(1);
    await page.context().close();
  });

  it('speaks Chinese to whoever wants it, and remembers', async () => {
    const { page } = await open();
    await page.getByText('中文').click();
    await page.getByRole('heading', { name: '业务标签' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '业务标签' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await page.context().close();
  });

  it('lists the nodes, and says so where there is no such page', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'Nodes' }).click();
    await page.getByRole('cell', { name: `127.0.0.1:${server.port}` }).waitFor();
    await page.goto(`${server.url}/nodes`);
    await page.getByRole('heading', { name: 'Nodes' }).waitFor();
    await page.context().close();
  });

  it.each([
    ['light', 1_280],
    ['dark', 1_280],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has nothing serious for axe to find, and nothing that overflows: %s, %i wide',
    async (colorScheme, width) => {
      for (const path of ['/', '/nodes']) {
        const { page } = await open(path, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
        await page.getByTestId('connection').getByText('live').waitFor();
        await page.evaluate(AXE);
        const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
        const found = violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
        expect(found).toEqual([]);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect(overflow).toBeLessThanOrEqual(0);
        await page.context().close();
      }
    },
  );

  it('says since when it is stale when its server goes, and is live again when it is back', async () => {
    const own = await ServerProcess.start({ DATA_DIR: join(dataDir, 'own') });
    const { page } = await open();
    await page.goto(`${own.url}/`);
    await page.getByTestId('connection').getByText('live').waitFor();
    await own.stop('SIGKILL');
    await page
      .getByTestId('connection')
      .getByText(/stale since \d\d:\d\d:\d\d/)
      .waitFor();
    const again = await ServerProcess.start({ DATA_DIR: join(dataDir, 'own'), PORT: String(own.port) });
    await page.getByTestId('connection').getByText('live').waitFor();
    await again.stop('SIGINT');
    await page.context().close();
  });
});
