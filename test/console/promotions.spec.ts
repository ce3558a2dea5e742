/** Promotions in the console: planned with what would come of it in view, carried out on every node, called off; and what a viewer can't. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BizTagDetail, momentIn, type PromotionDetail } from '#contract';
import { type AdminClient, adminOf } from '../support/admin.js';
import { launchBrowser } from '../support/browser.js';
import { ConsolePage } from '../support/console.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

const ZONE = 'Asia/Shanghai';
const HOUR_S = 3_600;

let mariaDb: MariaDb;
let servers: readonly ServerProcess[];
let browser: Browser;
let admin: AdminClient;
let operator: AdminClient;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  const settings = { DATABASE_URL: await mariaDb.createDatabase(), SYNC_INTERVAL_MS: '300' };
  servers = [await ServerProcess.start(settings), await ServerProcess.start(settings)];
  admin = await adminOf(first());
  operator = await admin.operator('operator');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const server of servers) await server.stop('SIGKILL');
  await mariaDb.remove();
});

function first(): ServerProcess {
  const [server] = servers;
  if (server === undefined) throw new Error('there is no server');
  return server;
}

const some = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`;

async function someTag(more: object = {}): Promise<string> {
  const bizTag = some('t');
  await admin.json(admin.post('/tags', { bizTag, step: 1_000, reason: 'a test', ...more }));
  return bizTag;
}

/** @param startS from now */
async function planned(bizTag: string, startS: number, endS: number, more: object = {}): Promise<PromotionDetail> {
  const iso = (seconds: number) => momentIn(ZONE, Date.now() + seconds * 1_000);
  return admin.json<PromotionDetail>(
    admin.post('/promotions', {
      name: some('sale'),
      startsAt: iso(startS),
      endsAt: iso(endS),
      zone: ZONE,
      leadMinutes: 0.02,
      items: [{ bizTag, peakRate: 1_000 }],
      reason: 'a test',
      ...more,
    }),
  );
}

const promotionOf = (id: string) => admin.json<PromotionDetail>(admin.get(`/promotions/${id}`));
const floorOf = async (bizTag: string) => (await admin.json<BizTagDetail>(admin.get(`/tags/${bizTag}`))).stepFloor;

function open(path: string, as: AdminClient, more: object = {}): Promise<ConsolePage> {
  return ConsolePage.open(browser, first(), { path, as, timezoneId: ZONE, ...more });
}

/** As a date-and-time field has it. */
function wallClock(seconds: number): string {
  const shown = momentIn(ZONE, Math.round(Date.now() / 1_000 + seconds) * 1_000).slice(0, 19);
  return shown.endsWith(':00') ? shown.slice(0, 16) : shown;
}

const inState = (console: ConsolePage, state: string) =>
  console.page.locator(`[data-testid="promotion-state"][data-state="${state}"]`).waitFor();

describe('a promotion', () => {
  it('is planned with its plan in view, warms every node, and becomes active', async () => {
    const bizTag = await someTag({ stepMax: 5_000 });
    const roomy = await someTag({ stepMax: 1_000_000 });
    const name = some('Double 11');
    const console = await open('/promotions', operator);
    await console.get('plan-promotion').first().click();
    await console.get('promotion-name').fill(name);
    expect(await console.get('promotion-zone').inputValue()).toBe(ZONE);
    await console.get('item-0-tag').fill(bizTag);
    await console.get('item-0-rate').fill('1,000');
    await console.get('add-item').click();
    await console.get('item-1-tag').fill(roomy);
    await console.get('item-1-rate').fill('100');
    await console.get('promotion-lead').fill('0.1');
    await console.get('reason').fill('the eleventh of November');
    await console.get('promotion-starts').fill(wallClock(20));
    await console.get('promotion-ends').fill(wallClock(HOUR_S));
    const card = console.get(`plan-${bizTag}`);
    await card.getByText(/^1.000 → 5.000$/).waitFor();
    await card.getByText('it would take 450\u202f000').waitFor();
    await card.locator('[data-fact="runway"]').getByText('6 s').waitFor();
    await console
      .get(`plan-${roomy}`)
      .getByText(/^1.000 → 45.000$/)
      .waitFor();
    await console
      .get('promotion-warnings')
      .getByText(/raise stepMax to that/)
      .waitFor();
    await console
      .get('item-0')
      .getByText(/raise stepMax to that/)
      .waitFor();
    await console.get('load-short').getByText(new RegExp(bizTag)).waitFor();
    await console.get('load-tag').selectOption(roomy);
    await console.get('load-chart').getByText('At the peak one segment lasts as long as it should.').waitFor();
    await console.get('schedule').click();
    await inState(console, 'warming');
    const warm = console.page.locator('[data-testid^="progress-"][data-warm="true"]');
    await until('both nodes are warm', async () => (await warm.count()) === 2);
    await console.get('all-warm').getByText('Every node is warm.').waitFor();
    await inState(console, 'active');
    const events = console.get('promotion-events').locator('li');
    await until('each step is told', async () => (await events.count()) === 3);
    expect(await events.nth(1).textContent()).toMatch(/warming.*by .+ · /);
    await console.page.getByRole('navigation', { name: 'Pages' }).getByText('Promotions').click();
    const id = (await admin.json<{ items: PromotionDetail[] }>(admin.get('/promotions'))).items[0]?.id ?? '';
    const row = console.get(`promotion-${id}`);
    await row.getByText(name).waitFor();
    await row.getByText(/^ends in/).waitFor();
    await row.getByText(/Asia\/Shanghai, UTC\+08:00/).waitFor();
    await console.get('timeline').getByText(name).waitFor();
    expect(console.faults).toEqual([]);
    await console.close();
    await cancelled(id);
  });

  it('that is on is cancelled, which takes its floor back at once', async () => {
    const bizTag = await someTag({ stepMax: 10_000_000 });
    const { id } = await planned(bizTag, 2, HOUR_S);
    const console = await open(`/promotions/${id}`, operator);
    await inState(console, 'active');
    await until('there is a floor', async () => (await floorOf(bizTag)) !== null);
    await console.get('cancel-promotion').click();
    const dialog = console.get('reason-dialog');
    await dialog.getByText(/goes back at once/).waitFor();
    await console.get('confirm').click();
    await dialog.getByText(/must say why/).waitFor();
    await console.get('reason').fill('not this year');
    await console.get('confirm').click();
    await inState(console, 'cancelled');
    expect(await floorOf(bizTag)).toBeNull();
    await console.get('report-not-final').waitFor();
    await console.get('promotion-events').getByText('not this year').waitFor();
    expect(await console.get('cancel-promotion').count()).toBe(0);
    await console.get('plan-again').click();
    await until('it is planned again', async () => (await console.get('item-0-tag').inputValue()) === bizTag);
    const startsAt = Date.parse(`${await console.get('promotion-starts').inputValue()}+08:00`);
    expect(startsAt).toBeGreaterThan(Date.now());
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('that is wrong is refused at the fields, and what was typed stays', async () => {
    const bizTag = await someTag();
    const console = await open('/promotions/new', operator);
    const form = console.get('planner-form');
    await console.get('promotion-starts').fill(wallClock(2 * HOUR_S).slice(0, 16));
    await console.get('promotion-ends').fill(wallClock(HOUR_S).slice(0, 16));
    await console.get('item-0-tag').fill('no-such-tag');
    await console.get('item-0-rate').fill('0');
    await form.getByText(/must be after startsAt/).waitFor();
    await form.getByText(/must be a number from 1 to 10000000/).waitFor();
    await console.get('schedule').click();
    await form.getByText(/must say why/).waitFor();
    await form.getByText(/^is missing/).waitFor();
    await console.get('planner-invalid').waitFor();
    await console.get('promotion-name').fill(some('sale'));
    await console.get('reason').fill('a test');
    await console.get('promotion-ends').fill(wallClock(4 * HOUR_S).slice(0, 16));
    await console.get('item-0-rate').fill('lots');
    await form.getByText(/must be a number from 1 to 10000000/).waitFor();
    await until('the end is right', async () => (await form.getByText(/must be after startsAt/).count()) === 0);
    await console.get('item-0-rate').fill('10');
    await form.getByText(/there is no no-such-tag/).waitFor();
    await console.get('schedule').click();
    await form.getByText(/there is no no-such-tag/).waitFor();
    expect(await console.get('item-0-tag').inputValue()).toBe('no-such-tag');
    expect(await console.get('item-0-rate').inputValue()).toBe('10');
    await console.get('item-0-tag').fill(bizTag);
    await console.get(`plan-${bizTag}`).waitFor();
    await console.get('save-draft').click();
    await inState(console, 'draft');
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('is not at a time that its zone skips, and says which it means of one that comes twice', async () => {
    const bizTag = await someTag();
    const console = await open('/promotions/new', operator, { timezoneId: 'Europe/Berlin' });
    const preview = console.get('promotion-preview');
    await console.get('item-0-tag').fill(bizTag);
    await console.get('item-0-rate').fill('10');
    await console.get('promotion-ends').fill('2027-11-01T00:00');
    await console.get('promotion-starts').fill('2027-03-28T02:30');
    await console.page.getByText(/The clocks of this zone skip that time/).waitFor();
    await console.get('promotion-starts').fill('2027-10-31T02:30');
    await preview.getByText(/01:30 \(Europe\/Berlin, UTC\+02:00\)/).waitFor();
    await console.get('promotion-starts-which').selectOption('later');
    await preview.getByText(/02:30 \(Europe\/Berlin, UTC\+02:00\)/).waitFor();
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('that somebody else changed meanwhile is told, and what is there now can be loaded', async () => {
    const bizTag = await someTag();
    const { id, version } = await planned(bizTag, 10 * HOUR_S, 12 * HOUR_S);
    const console = await open(`/promotions/${id}/edit`, operator);
    await console.get('promotion-safety').fill('2');
    await console.get('reason').fill('to be sure');
    await admin.json(admin.patch(`/promotions/${id}`, { runwayMinutes: 20, version, reason: 'theirs' }));
    await console.get('save').click();
    await console.get('planner-conflict').waitFor();
    expect(await console.get('promotion-safety').inputValue()).toBe('2');
    await console.get('load-latest').click();
    await until('theirs is shown', async () => (await console.get('promotion-runway').inputValue()) === '20');
    expect(await console.get('promotion-safety').inputValue()).toBe('1.5');
    await console.get('promotion-safety').fill('2');
    await console.get('reason').fill('to be sure');
    await console.get('save').click();
    await console.get(`promotion-page-${id}`).waitFor();
    expect(await promotionOf(id)).toMatchObject({ safetyFactor: 2, runwayMinutes: 20, state: 'scheduled' });
    await console.close();
  });

  it('that is on can still be made longer, and no longer be moved', async () => {
    const bizTag = await someTag();
    const { id } = await planned(bizTag, 2, HOUR_S);
    await until('it is on', async () => (await promotionOf(id)).state === 'active');
    const console = await open(`/promotions/${id}/edit`, operator);
    await console.get('fixed-notice').waitFor();
    expect(await console.get('promotion-starts').isDisabled()).toBe(true);
    expect(await console.get('promotion-lead').isDisabled()).toBe(true);
    await console.get('promotion-ends').fill(wallClock(2 * HOUR_S));
    await console.get('reason').fill('it goes well');
    await console.get('save').click();
    await console.get(`promotion-page-${id}`).waitFor();
    expect(Date.parse((await promotionOf(id)).endsAt)).toBeGreaterThan(Date.now() + 1.5 * HOUR_S * 1_000);
    await console.close();
    await cancelled(id);
  });
});

async function cancelled(id: string): Promise<void> {
  const { version } = await promotionOf(id);
  await admin.json(admin.delete(`/promotions/${id}`, { version, reason: 'the test is over' }));
}

describe('a viewer', () => {
  it('reads everything, and sees what can’t be done greyed', async () => {
    const bizTag = await someTag();
    const { id, name } = await planned(bizTag, 10 * HOUR_S, 12 * HOUR_S);
    const viewer = await admin.operator('viewer');
    const console = await open('/promotions', viewer);
    const isGreyed = async (button: string) =>
      (await console.get(button).first().getAttribute('aria-disabled')) === 'true';
    await console.get(`promotion-${id}`).getByText(name).click();
    await console.get(`promotion-page-${id}`).waitFor();
    await console.get(`plan-${bizTag}`).waitFor();
    for (const button of ['edit-promotion', 'cancel-promotion'])
      expect([button, await isGreyed(button)]).toEqual([button, true]);
    await console.get('cancel-promotion').click({ force: true });
    expect(await console.page.getByRole('dialog').count()).toBe(0);
    await console.page.goto(`${first().url}/promotions`);
    expect(await isGreyed('plan-promotion')).toBe(true);
    await console.page.goto(`${first().url}/promotions/new`);
    await console.get('item-0-tag').fill(bizTag);
    await console.get('item-0-rate').fill('100');
    await console.get(`plan-${bizTag}`).waitFor();
    for (const button of ['schedule', 'save-draft']) expect([button, await isGreyed(button)]).toEqual([button, true]);
    expect(console.faults).toEqual([]);
    await console.close();
  });
});

describe('the pages of promotions', () => {
  it.each([
    ['light', 1_280],
    ['dark', 390],
  ] as const)(
    'have nothing serious for axe to find, and nothing that overflows: %s, %i wide',
    async (colorScheme, width) => {
      const bizTag = await someTag({ stepMax: 2_000 });
      const { id } = await planned(bizTag, 2, HOUR_S);
      await until('it is on', async () => (await promotionOf(id)).state === 'active');
      const ahead = await planned(bizTag, 10 * HOUR_S, 12 * HOUR_S);
      const found: string[] = [];
      const paths = ['/promotions', '/promotions/new', `/promotions/${id}`, `/promotions/${ahead.id}/edit`];
      for (const path of paths) {
        const viewport = { width, height: 800 };
        const console = await open(path, operator, { colorScheme, viewport, bypassCSP: true });
        await console.page.locator('main h1').first().waitFor();
        if (path.endsWith('/new')) {
          await console.get('item-0-tag').fill(bizTag);
          await console.get('item-0-rate').fill('1000');
        }
        if (/(new|edit)$/.test(path)) await console.get('load-chart').waitFor();
        for (const violation of await console.axe()) found.push(`${path} ${violation}`);
        const overflow = Number(
          await console.page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
        );
        if (overflow > 0) found.push(`${path} is ${overflow} px too wide`);
        expect([path, console.faults]).toEqual([path, []]);
        await console.close();
      }
      expect(found).toEqual([]);
      await cancelled(id);
      await cancelled(ahead.id);
    },
  );
});
