/** What the page of a biz tag tells of its nodes: which has yet to follow a jump, and what holds the floor of their steps. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BizTagDetail } from '#contract';
import { type AdminClient, adminOf } from '../support/admin.js';
import { launchBrowser } from '../support/browser.js';
import { ConsolePage } from '../support/console.js';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
let here: ServerProcess;
let there: ServerProcess;
let browser: Browser;
let admin: AdminClient;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  // So slow that a node which hangs for a moment still counts as one that is there.
  const settings = { DATABASE_URL: await mariaDb.createDatabase(), SYNC_INTERVAL_MS: '2000' };
  [here, there] = [await ServerProcess.start(settings), await ServerProcess.start(settings)];
  admin = await adminOf(here);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([here, there].map((server) => server.stop('SIGKILL')));
  await mariaDb.remove();
});

/** A tag that both nodes hold numbers of. */
async function held(): Promise<BizTagDetail> {
  const bizTag = `t-${crypto.randomUUID().slice(0, 8)}`;
  await admin.json(admin.post('/tags', { bizTag, step: 1_000, stepMax: 50_000, reason: 'a test' }));
  for (const server of [here, there]) {
    await until('numbers are given', async () => (await server.get(`/api/v1/ids/${bizTag}`)).ok);
  }
  return until('both nodes tell of it', async () => {
    const tag = await admin.json<BizTagDetail>(admin.get(`/tags/${bizTag}`));
    return tag.buffers.length === 2 ? tag : undefined;
  });
}

const opened = (bizTag: string) => ConsolePage.open(browser, here, { path: `/tags/${bizTag}`, as: admin });

describe('a node', () => {
  it('that has yet to follow a jump is named, until it has', async () => {
    const { bizTag, buffers } = await held();
    const console = await opened(bizTag);
    await console.live();
    const jumped = (isDone: boolean) => console.page.locator(`[data-testid^="jumped-"][data-done="${isDone}"]`);
    there.child.kill('SIGSTOP');
    try {
      await admin.json(admin.post(`/tags/${bizTag}/jump`, { reason: 'a test' }));
      await console.get('jump-strip').getByText('Jump: 1 of 2 nodes are on a fresh segment.').waitFor();
      expect(await jumped(false).count()).toBe(1);
    } finally {
      there.child.kill('SIGCONT');
    }
    await until('all have', async () => (await jumped(true).count()) === buffers.length);
    await until('nothing is waited for', async () => (await console.get('jump-strip').count()) === 0);
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('tells its floor, and the page the promotion that holds it, which is one click away', async () => {
    const { bizTag, buffers } = await held();
    const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
    const { id } = await admin.json<{ id: string }>(
      admin.post('/promotions', {
        name: `sale of ${bizTag}`,
        startsAt: inMs(60_000),
        endsAt: inMs(3_600_000),
        leadMinutes: 0.9,
        runwayMinutes: 1,
        safetyFactor: 1,
        items: [{ bizTag, peakRate: 500 }],
        state: 'scheduled',
        reason: 'a test',
      }),
    );
    // 500 a second over two nodes, for a minute.
    const floor = 15_000;
    await until('it holds the floor', async () => {
      const { promotions } = await admin.json<BizTagDetail>(admin.get(`/tags/${bizTag}`));
      return promotions.some((promotion) => promotion.id === id && promotion.step === floor);
    });
    const console = await opened(bizTag);
    const holder = console.get(`floor-${id}`);
    await holder.getByText(/is in force and holds the floor of the step at 15.000\./).waitFor();
    for (const { nodeId } of buffers) {
      const node = console.get(`step-${nodeId}`);
      await node.getByText('Floor, raised by a promotion').waitFor();
      await node
        .locator('[data-figure="floor"]')
        .getByText(/^15.000$/)
        .waitFor();
      await node.locator('[data-cause="floor"]').waitFor();
    }
    await holder.getByRole('link').click();
    await until('its page is shown', async () => new URL(console.page.url()).pathname === `/promotions/${id}`);
    await console.close();
  });
});
