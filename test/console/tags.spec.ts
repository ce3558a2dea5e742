/** Biz tags in the console: made, watched, changed, paused, deleted; and what a viewer can't. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BizTagState } from '#contract';
import { type AdminClient, adminOf } from '../support/admin.js';
import { launchBrowser } from '../support/browser.js';
import { ConsolePage } from '../support/console.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
let server: ServerProcess;
let browser: Browser;
let admin: AdminClient;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  server = await ServerProcess.start({ DATABASE_URL: await mariaDb.createDatabase(), SYNC_INTERVAL_MS: '300' });
  admin = await adminOf(server);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop('SIGKILL');
  await mariaDb.remove();
});

const someTag = () => `t-${crypto.randomUUID().slice(0, 8)}`;

async function made(more: object = {}): Promise<string> {
  const bizTag = someTag();
  await admin.json(admin.post('/tags', { bizTag, step: 1_000, reason: 'a test', ...more }));
  return bizTag;
}

const stateOf = (bizTag: string) => admin.json<BizTagState>(admin.get(`/tags/${bizTag}`));

async function idleOf(console: ConsolePage, bizTag: string): Promise<number> {
  const bar = console.page.locator(`[data-testid^="buffer-${bizTag}-"] [data-slot="current"]`).first();
  return Number(await bar.getAttribute('aria-valuenow'));
}

describe('a biz tag', () => {
  it('is made in the console, and its buffers move while a client takes numbers', async () => {
    const bizTag = someTag();
    const console = await ConsolePage.open(browser, server, { path: '/tags', as: await admin.operator('operator') });
    await console.get('create-tag').click();
    await console.get('field-bizTag').fill(bizTag);
    await console.get('field-description').fill('优惠券 <b>coupons</b>');
    await console.get('field-step').fill('1000');
    await console.get('field-idLength').selectOption('10');
    await console.get('reason').fill('for the new campaign');
    await console.get('create-form').getByTestId('confirm').click();
    await console.get(`tag-page-${bizTag}`).waitFor();
    await console.page.getByText('优惠券 <b>coupons</b>').waitFor();
    expect(await (await server.get(`/api/v1/ids/${bizTag}`)).json()).toEqual({ id: '1000000000' });
    await until('the bar is there', async () => (await idleOf(console, bizTag)) > 0);
    const before = await idleOf(console, bizTag);
    await server.get(`/api/v1/ids/${bizTag}/batch?count=50`);
    await until('the bar has moved', async () => (await idleOf(console, bizTag)) <= before - 50);
    await server.get(`/api/v1/ids/${bizTag}/batch?count=100`);
    const next = console.page.locator(`[data-testid^="buffer-${bizTag}-"] [data-slot="next"]`).first();
    await until('the next segment is held', async () => Number(await next.getAttribute('aria-valuenow')) > 0);
    await console.get('runway').waitFor();
    await console.get('step-law').waitFor();
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('that is wrong is refused at the field, and what was typed stays', async () => {
    const console = await ConsolePage.open(browser, server, { path: '/tags', as: admin });
    await console.get('create-tag').click();
    const form = console.get('create-form');
    const submit = () => form.getByTestId('confirm').click();
    await console.get('field-bizTag').fill("x'; DROP TABLE leaf_alloc; --");
    await console.get('field-step').fill('-1');
    await console.get('field-maxId').fill('9223372036854775808');
    await submit();
    for (const text of [
      /must be 1 to 128 letters/,
      /must be a whole number from 1 to 2147483647/,
      /from 0 to 9223372036854775807/,
      /must say why/,
    ])
      await form.getByText(text).waitFor();
    await console.get('field-bizTag').fill('order');
    await console.get('field-step').fill('10');
    await console.get('field-maxId').fill('');
    await console.get('reason').fill('a test');
    await submit();
    await form.getByText(/there is a biz tag order already/i).waitFor();
    expect(await console.get('field-bizTag').inputValue()).toBe('order');
    expect(await console.get('reason').inputValue()).toBe('a test');
    await console.close();
  });

  it('that two operators change at once shows both states, and lets the later one choose', async () => {
    const bizTag = await made();
    const console = await ConsolePage.open(browser, server, {
      path: `/tags/${bizTag}`,
      as: await admin.operator('operator'),
    });
    await console.get('edit').click();
    await console.get('field-step').fill('2000');
    await console.get('reason').fill('mine');
    const { version } = await stateOf(bizTag);
    await admin.json(admin.patch(`/tags/${bizTag}`, { step: 3_000, description: 'theirs', version, reason: 'theirs' }));
    await console.get('edit-form').getByTestId('confirm').click();
    const conflict = console.get('conflict');
    await conflict.getByText(`Somebody else changed ${bizTag} first`).waitFor();
    await console
      .get('conflict-step-current')
      .getByText(/^3.000$/)
      .waitFor();
    await console
      .get('conflict-step-attempted')
      .getByText(/^2.000$/)
      .waitFor();
    await console.get('conflict-step-attempted').click();
    await conflict.getByTestId('confirm').click();
    await until('it is saved', async () => (await stateOf(bizTag)).step === 2_000);
    expect(await stateOf(bizTag)).toMatchObject({ step: 2_000, description: 'theirs' });
    await console.close();
  });

  it('is paused and resumed with a reason', async () => {
    const bizTag = await made();
    const console = await ConsolePage.open(browser, server, { path: `/tags/${bizTag}`, as: admin });
    await console.get('pause-tag').click();
    await console.get('reason').fill('being moved');
    await console.get('confirm').click();
    await console.get('resume-tag').waitFor();
    await until('callers are told', async () => (await server.get(`/api/v1/ids/${bizTag}`)).status === 409);
    await console.get('resume-tag').click();
    await console.get('reason').fill('moved');
    await console.get('confirm').click();
    await console.get('pause-tag').waitFor();
    await until('numbers are given again', async () => (await server.get(`/api/v1/ids/${bizTag}`)).status === 200);
    await console.close();
  });

  it('is deleted by whoever types its name, and is above its maximum when it is made again', async () => {
    const bizTag = await made({ idLength: 8 });
    const { id: last } = (await (await server.get(`/api/v1/ids/${bizTag}`)).json()) as { id: string };
    const console = await ConsolePage.open(browser, server, { path: `/tags/${bizTag}`, as: admin });
    await console.get('delete').click();
    await console.get('reason').fill('not needed any more');
    expect(await console.get('confirm').isEnabled()).toBe(false);
    await console.get('type-to-confirm').fill(bizTag);
    await console.get('confirm').click();
    await until('the list is shown', async () => new URL(console.page.url()).pathname === '/tags');
    await until('callers are told', async () => (await server.get(`/api/v1/ids/${bizTag}`)).status === 404);
    await admin.json(admin.post('/tags', { bizTag, step: 10, idLength: 8, reason: 'after all' }));
    const { id: first } = (await (await server.get(`/api/v1/ids/${bizTag}`)).json()) as { id: string };
    expect(Number(first)).toBeGreaterThanOrEqual(Number(last) + 1);
    await console.close();
  });

  it('is found by a key and a word, which stay in the address', async () => {
    const bizTag = await made({ description: 'a needle' });
    const console = await ConsolePage.open(browser, server, { path: '/tags', as: admin });
    await console.get('tag-order').waitFor();
    await console.page.keyboard.press('/');
    await console.page.keyboard.type('needle');
    await console.get(`tag-${bizTag}`).waitFor();
    await until('the others are gone', async () => (await console.get('tag-order').count()) === 0);
    expect(console.page.url()).toContain('q=needle');
    await console.page.reload();
    await console.get(`tag-${bizTag}`).waitFor();
    expect(await console.get('tag-order').count()).toBe(0);
    await console.close();
  });
});

describe('a viewer', () => {
  it('sees what can’t be done greyed, with the reason', async () => {
    const bizTag = await made();
    const viewer = await admin.operator('viewer');
    const console = await ConsolePage.open(browser, server, { path: `/tags/${bizTag}`, as: viewer });
    for (const action of ['edit', 'pause-tag', 'delete']) {
      const button = console.get(action);
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await button.hover();
      await console.page.getByText('Only operators can do this. You are a viewer.').first().waitFor();
      await button.click({ force: true });
    }
    expect(await console.page.getByRole('dialog').count()).toBe(0);
    await console.page.goto(`${server.url}/tokens`);
    expect(await console.get('create-token').getAttribute('aria-disabled')).toBe('true');
    await console.page.goto(`${server.url}/operators`);
    expect(await console.get('create-operator').getAttribute('aria-disabled')).toBe('true');
    await console.close();
  });
});

describe('ten thousand biz tags', () => {
  it('are scrolled through to the last, and drawn a screenful at a time', async () => {
    const url = await mariaDb.createDatabase();
    const own = await ServerProcess.start({ DATABASE_URL: url, SYNC_INTERVAL_MS: '300' });
    await mariaDb.query(
      "INSERT INTO leaf_alloc (biz_tag, max_id, step) SELECT CONCAT('tag-', LPAD(seq, 5, '0')), 1, 1000 FROM seq_1_to_10000",
      url,
    );
    const client = await adminOf(own);
    await until(
      'they are known',
      async () => (await client.json<{ total: number }>(client.get('/tags'))).total === 10_003,
    );
    const console = await ConsolePage.open(browser, own, { path: '/tags', as: client });
    await console
      .get('tag-count')
      .getByText(/10.003/)
      .waitFor();
    const rows = console.page.locator('[data-testid^="tag-tag-"]');
    await rows.first().waitFor();
    expect(await rows.count()).toBeLessThan(200);
    await until('the last one is seen', async () => {
      await console.page.keyboard.press('End');
      return (await console.get('tag-tag-10000').count()) === 1;
    });
    expect(await rows.count()).toBeLessThan(200);
    expect(console.faults).toEqual([]);
    await console.close();
    await own.stop('SIGKILL');
  });
});
