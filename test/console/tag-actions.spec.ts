/** Step bump, jump and skip in the console, on two servers: what is shown before, what follows on every node, and what is refused. */
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
let servers: readonly [ServerProcess, ServerProcess];
let browser: Browser;
let admin: AdminClient;
let operator: AdminClient;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
  const settings = { DATABASE_URL: await mariaDb.createDatabase(), SYNC_INTERVAL_MS: '300' };
  servers = [await ServerProcess.start(settings), await ServerProcess.start(settings)];
  admin = await adminOf(servers[0]);
  operator = await admin.operator('operator');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await mariaDb.remove();
});

const detailOf = (bizTag: string) => admin.json<BizTagDetail>(admin.get(`/tags/${bizTag}`));

async function numberFrom(server: ServerProcess, bizTag: string): Promise<bigint> {
  const { id } = (await (await server.get(`/api/v1/ids/${bizTag}`)).json()) as { id: string };
  return BigInt(id);
}

/** A tag that both servers hold numbers of, as the page of it tells. */
async function held(more: object = {}): Promise<BizTagDetail> {
  const bizTag = `t-${crypto.randomUUID().slice(0, 8)}`;
  await admin.json(admin.post('/tags', { bizTag, step: 1_000, stepMax: 50_000, reason: 'a test', ...more }));
  for (const server of servers) {
    await until('numbers are given', async () => (await server.get(`/api/v1/ids/${bizTag}`)).ok);
  }
  return until('both nodes tell of it', async () => {
    const tag = await detailOf(bizTag);
    const isHeld = tag.buffers.length === 2 && tag.buffers.every(({ current }) => current !== null);
    return isHeld ? tag : undefined;
  });
}

function opened(bizTag: string, as: AdminClient = operator): Promise<ConsolePage> {
  return ConsolePage.open(browser, servers[0], { path: `/tags/${bizTag}`, as });
}

const figure = (console: ConsolePage, name: string, when: 'now' | 'after') =>
  console.get('preview').locator(`[data-figure="${name}"] [data-when="${when}"]`);

/** Digits as they stand on the page, without what parts them. */
const digits = async (text: Promise<string | null>) => ((await text) ?? '').replaceAll(/\D/g, '');

async function bothJumped(console: ConsolePage, { buffers }: BizTagDetail): Promise<void> {
  for (const { nodeId } of buffers) {
    await console.page.locator(`[data-testid="jumped-${nodeId}"][data-done="true"]`).waitFor();
  }
  await until('nothing is waited for', async () => (await console.get('jump-strip').count()) === 0);
}

describe('a step bump', () => {
  it('with a jump shows what comes of it, and then both nodes with the new step on fresh segments', async () => {
    const tag = await held();
    const console = await opened(tag.bizTag);
    await console.get('bump').click();
    const dialog = console.get('bump-dialog');
    await dialog.getByText('Fill in the field above to see it.').waitFor();
    await console.get('field-step').fill('20,000');
    await console.get('field-jump').check();
    await until('the new step is foreseen', async () => {
      return (await digits(figure(console, 'step', 'after').textContent())) === '20000';
    });
    expect(await digits(figure(console, 'step', 'now').textContent())).toBe('1000');
    await console.get('preview').locator('[data-figure="abandoned"]', { hasText: 'never be given out' }).waitFor();
    await console.get('reason').fill('a rush is coming');
    await dialog.getByTestId('confirm').click();
    await until('the dialog is gone', async () => (await dialog.count()) === 0);
    await bothJumped(console, tag);
    for (const { nodeId } of tag.buffers) {
      const node = console.get(`step-${nodeId}`);
      await node.locator('[data-figure="change"][data-cause="bump"]').waitFor();
      expect(await digits(node.locator('[data-figure="step"]').textContent())).toBe('20000');
      expect(await digits(node.locator('[data-figure="floor"]').textContent())).toBe('20000');
      expect(await digits(node.locator('[data-figure="ceiling"]').textContent())).toBe('50000');
    }
    const { step, buffers } = await detailOf(tag.bizTag);
    expect(step).toBe(20_000);
    for (const { current } of buffers) expect(BigInt(current?.start ?? 0)).toBeGreaterThanOrEqual(BigInt(tag.maxId));
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('past the ceiling is told at the field with the figure, and what was typed stays', async () => {
    const { bizTag, version } = await held();
    const console = await opened(bizTag);
    await console.get('bump').click();
    const dialog = console.get('bump-dialog');
    await console.get('field-step').fill('many');
    await dialog.getByText(/must be a whole number from 1 to 2147483647/).waitFor();
    await console.get('field-step').fill('50001');
    await console
      .get('preview-warnings')
      .getByText(/must be at most stepMax, which is 50000/)
      .waitFor();
    await console.get('reason').fill('a rush is coming');
    await dialog.getByTestId('confirm').click();
    await dialog
      .locator('.mantine-InputWrapper-error')
      .getByText(/must be at most stepMax, which is 50000/)
      .waitFor();
    expect(await console.get('field-step').inputValue()).toBe('50001');
    expect(await console.page.evaluate('document.activeElement.dataset.testid')).toBe('field-step');
    expect(await console.get('reason').inputValue()).toBe('a rush is coming');
    await console.get('field-step').fill('40000');
    await until('it is past', async () => (await dialog.locator('.mantine-InputWrapper-error').count()) === 0);
    expect((await detailOf(bizTag)).version).toBe(version);
    await console.close();
  });

  it('that somebody else was faster than shows what the tag is now, and goes on when it is confirmed once more', async () => {
    const { bizTag, version } = await held();
    const console = await opened(bizTag);
    await console.get('bump').click();
    const dialog = console.get('bump-dialog');
    await console.get('field-step').fill('2000');
    await console.get('reason').fill('mine');
    await admin.json(admin.patch(`/tags/${bizTag}`, { step: 3_000, description: 'theirs', version, reason: 'theirs' }));
    await dialog.getByTestId('confirm').click();
    await dialog.getByTestId('conflict').getByText('theirs').waitFor();
    expect((await detailOf(bizTag)).step).toBe(3_000);
    await dialog.getByTestId('confirm').click();
    await until('it is done', async () => (await detailOf(bizTag)).step === 2_000);
    expect(await detailOf(bizTag)).toMatchObject({ description: 'theirs', version: version + 2 });
    await console.close();
  });
});

describe('a jump', () => {
  it('says what it does, and is followed by both nodes in sight of whoever ordered it', async () => {
    const tag = await held();
    const console = await opened(tag.bizTag);
    expect(await console.page.locator('[data-testid^="jumped-"]').count()).toBe(0);
    await console.get('jump').click();
    const dialog = console.get('jump-dialog');
    await dialog.getByText(/no request fails and none waits/).waitFor();
    await figure(console, 'maxId', 'after').waitFor();
    await dialog.getByTestId('confirm').click();
    await dialog.getByText(/must say why/).waitFor();
    await console.get('reason').fill('numbers look wrong');
    await dialog.getByTestId('confirm').click();
    await bothJumped(console, tag);
    for (const server of servers) {
      expect(await numberFrom(server, tag.bizTag)).toBeGreaterThanOrEqual(BigInt(tag.maxId));
    }
    expect(console.faults).toEqual([]);
    await console.close();
  });
});

describe('a skip', () => {
  it('takes typing the name, and moves the numbers of both servers', async () => {
    const tag = await held({ idLength: 10 });
    const to = BigInt(tag.maxId) + 5_000_000n;
    const console = await opened(tag.bizTag);
    await console.get('skip').click();
    const dialog = console.get('skip-dialog');
    await console.get('field-maxId').fill(String(to).replaceAll(/\B(?=(\d{3})+$)/g, ','));
    await dialog.locator('[data-figure="skipped"]', { hasText: /5.000.000 numbers are skipped/ }).waitFor();
    await figure(console, 'spaceUsed', 'after').getByText(/%/).waitFor();
    await console.get('reason').fill('the old system gave these out');
    expect(await dialog.getByTestId('confirm').isEnabled()).toBe(false);
    await console.get('type-to-confirm').fill(tag.bizTag);
    await dialog.getByTestId('confirm').click();
    await until('the dialog is gone', async () => (await dialog.count()) === 0);
    await bothJumped(console, tag);
    for (const server of servers) expect(await numberFrom(server, tag.bizTag)).toBeGreaterThanOrEqual(to);
    await until(
      'the page shows it',
      async () => BigInt(await digits(console.get('max-id').locator('.stat-id').textContent())) >= to,
    );
    expect(console.faults).toEqual([]);
    await console.close();
  });

  it('back is refused at the field with the figure', async () => {
    const { bizTag, maxId } = await held();
    const console = await opened(bizTag);
    await console.get('skip').click();
    const dialog = console.get('skip-dialog');
    await console.get('field-maxId').fill('1');
    await console.get('reason').fill('a test');
    await console.get('type-to-confirm').fill(bizTag);
    await dialog.getByTestId('confirm').click();
    await dialog.locator('.mantine-InputWrapper-error').getByText(`must be at least ${maxId}`).waitFor();
    expect(await console.get('field-maxId').inputValue()).toBe('1');
    expect((await detailOf(bizTag)).maxId).toBe(maxId);
    await console.close();
  });
});

describe('the three of them', () => {
  it('are greyed for a viewer, with the reason', async () => {
    const { bizTag } = await held();
    const console = await opened(bizTag, await admin.operator('viewer'));
    for (const action of ['bump', 'jump', 'skip']) {
      const button = console.get(action);
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      expect(await button.getAttribute('aria-description')).toContain('Only operators can do this.');
      await button.click({ force: true });
    }
    expect(await console.page.getByRole('dialog').count()).toBe(0);
    await console.close();
  });

  it.each([
    ['light', 1_280],
    ['dark', 390],
  ] as const)(
    'have nothing serious for axe to find, and nothing that overflows: %s, %i wide',
    async (scheme, width) => {
      const { bizTag } = await held();
      const viewport = { width, height: 800 };
      const console = await ConsolePage.open(browser, servers[0], {
        path: `/tags/${bizTag}`,
        as: operator,
        colorScheme: scheme,
        viewport,
        bypassCSP: true,
      });
      for (const [action, field, typed] of [
        ['bump', 'field-step', '50001'],
        ['jump', undefined, ''],
        ['skip', 'field-maxId', '9000000'],
      ] as const) {
        await console.get(action).click();
        if (field !== undefined) await console.get(field).fill(typed);
        await figure(console, 'step', 'after').waitFor();
        await console.page.locator('[data-testid="preview"][aria-busy="false"]').waitFor();
        // While it fades in, its colours are not its own.
        await until('it stands', () =>
          console.page.evaluate<boolean>(
            "getComputedStyle(document.querySelector('.mantine-Modal-content')).opacity === '1'",
          ),
        );
        expect(await console.axe(), action).toEqual([]);
        expect(
          await console.page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
        ).toBeLessThanOrEqual(0);
        await console.page.keyboard.press('Escape');
        await until('it is closed', async () => (await console.page.getByRole('dialog').count()) === 0);
      }
      await console.close();
    },
  );
});
