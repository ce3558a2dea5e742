/** `npm run screenshots`: the pictures in the docs, taken from the running product while it hands out numbers. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AdminClient } from '../../test/support/admin.js';
import { CHROMIUM, launchBrowser } from '../../test/support/browser.js';
import { findMariaDb, MariaDb } from '../../test/support/mariadb.js';
import { ServerProcess } from '../../test/support/server.js';

const PICTURES = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const WIDE = { colorScheme: 'light', width: 1_280, height: 860 } as const;
const DARK = { ...WIDE, colorScheme: 'dark' } as const;
const PHONE = { colorScheme: 'light', width: 390, height: 844 } as const;
const SHOTS = [
  { file: 'overview.png', path: '/', ...WIDE },
  { file: 'overview-dark.png', path: '/', ...DARK },
  { file: 'overview-phone.png', path: '/', ...PHONE },
  { file: 'tags.png', path: '/tags', ...WIDE },
  { file: 'tag.png', path: '/tags/order', ...WIDE, height: 1_400 },
  { file: 'tag-dark.png', path: '/tags/order', ...DARK, height: 1_400 },
  { file: 'tag-phone.png', path: '/tags/order', ...PHONE },
  { file: 'promotions.png', path: '/promotions', ...WIDE, height: 700 },
  { file: 'promotion.png', path: '/promotions/{warming}', ...WIDE, height: 1_300 },
  { file: 'promotion-report.png', path: '/promotions/{done}', ...WIDE, height: 1_300 },
  { file: 'planner.png', path: '/promotions/{planned}/edit', ...WIDE, height: 1_400 },
  { file: 'nodes.png', path: '/nodes', ...WIDE, height: 480 },
  { file: 'grants.png', path: '/grants?bizTag=order', ...WIDE, height: 640 },
  { file: 'inspector.png', path: '/inspector?id=100000000123', ...WIDE, height: 640 },
  { file: 'audit.png', path: '/audit', ...WIDE },
  { file: 'tokens.png', path: '/tokens', ...WIDE, height: 640 },
  { file: 'operators.png', path: '/operators', ...WIDE, height: 560 },
] as const;

/** Long enough for the rates to settle and for some minutes of history. */
const TRAFFIC_BEFORE_MS = 150_000;
const DAY_MS = 86_400_000;

async function main(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'banyan-pictures-'));
  const mariaDb = findMariaDb() === undefined ? undefined : await MariaDb.start();
  const database = mariaDb === undefined ? {} : { DATABASE_URL: await mariaDb.createDatabase() };
  const settings = { ...database, DATA_DIR: folder, LOG_LEVEL: 'error' };
  const first = await ServerProcess.start(settings);
  const servers = mariaDb === undefined ? [first] : [first, await ServerProcess.start(settings)];
  const browser = await launchBrowser();
  const taking = new AbortController();
  const orders = Promise.all(servers.map((server) => takeOrders(server, taking.signal)));
  try {
    const admin = await AdminClient.login(first);
    await furnish(admin);
    const promotions = await plan(admin);
    await sleep(TRAFFIC_BEFORE_MS);
    for (const { file, path, colorScheme, width, height } of SHOTS) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-US' });
      const [name = '', value = ''] = (admin.credentials.cookie ?? '').split('=');
      await context.addCookies([{ name, value, url: first.url, httpOnly: true, sameSite: 'Strict' }]);
      const page = await context.newPage();
      await page.goto(first.url + path.replace(/\{(\w+)\}/, (_name, key: string) => promotions[key] ?? key));
      await page.getByTestId('connection').getByText('live').waitFor();
      await sleep(2_500);
      await page.screenshot({ path: join(PICTURES, file) });
      await context.close();
      process.stdout.write(`took docs/pictures/${file}\n`);
    }
  } finally {
    taking.abort();
    await orders;
    await browser.close();
    await Promise.all(servers.map((server) => server.stop('SIGINT')));
    await mariaDb?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** People, tokens and changes, so that no page is empty. */
async function furnish(admin: AdminClient): Promise<void> {
  await admin.operator('operator', 'li.wei');
  await admin.operator('viewer', 'zhang.min');
  const scopes = [{ tags: 'order*', verbs: ['id', 'lease'], dailyQuota: 50_000_000 }];
  const expiresAt = new Date(Date.now() + 90 * 24 * 3_600_000).toISOString();
  await admin.json(
    admin.post('/tokens', {
      name: 'order-centre',
      scopes,
      ratePerSecond: 20_000,
      expiresAt,
      reason: 'for the order centre',
    }),
  );
  const tags = [
    { bizTag: 'coupon', description: 'Coupon numbers', step: 1_000, idLength: 10 },
    { bizTag: 'refund', description: 'Refund numbers', step: 500, idLength: 12 },
  ];
  for (const tag of tags) await admin.json(admin.post('/tags', { ...tag, reason: 'for the new campaign' }));
  const { version } = await admin.json<{ version: number }>(admin.get('/tags/order'));
  await admin.json(admin.patch('/tags/order', { step: 20_000, version, reason: 'more stock for Double 11' }));
  const refund = await admin.json<{ version: number }>(admin.get('/tags/refund'));
  await admin.json(
    admin.patch('/tags/refund', { paused: true, version: refund.version, reason: 'refunds are being moved' }),
  );
  await admin.patch('/tags/order', { step: 30_000, version, reason: 'based on what is no more' });
}

/** One that is over when the pictures are taken, one that is warming then, and one that is still to come. @returns their ids */
async function plan(admin: AdminClient): Promise<Readonly<Record<string, string>>> {
  for (const bizTag of ['order', 'order-snapshot', 'order-item-snapshot']) {
    const { version } = await admin.json<{ version: number }>(admin.get(`/tags/${bizTag}`));
    const change = { stepMax: 50_000_000, version, reason: 'room for Double 11' };
    await admin.json(admin.patch(`/tags/${bizTag}`, change));
  }
  const at = (inMs: number) => new Date(Math.round((Date.now() + inMs) / 1_000) * 1_000).toISOString();
  const made = async (name: string, startsInMs: number, lastsMs: number, leadMinutes: number, peakRate: number) => {
    const times = { startsAt: at(startsInMs), endsAt: at(startsInMs + lastsMs), zone: 'Asia/Shanghai', leadMinutes };
    const items = [
      { bizTag: 'order', peakRate },
      { bizTag: 'order-snapshot', peakRate },
      { bizTag: 'order-item-snapshot', peakRate: 3 * peakRate },
    ];
    const wish = { name, ...times, safetyFactor: 1.5, runwayMinutes: 10, items, reason: 'Double 11' };
    return (await admin.json<{ id: string }>(admin.post('/promotions', wish))).id;
  };
  const done = await made('Rehearsal', 15_000, 60_000, 0.2, 100);
  const warming = await made('Double 11', 6 * 60_000, 24 * 3_600_000, 4.5, 8_000);
  const planned = await made('Double 12', nextDouble12() - Date.now(), DAY_MS, 60, 12_000);
  return { done, warming, planned };
}

/** Midnight of the next 12 December in Shanghai, eight hours ahead of UTC. */
function nextDouble12(): number {
  const of = (year: number) => Date.UTC(year, 11, 11, 16);
  const year = new Date().getUTCFullYear();
  return of(year) > Date.now() + DAY_MS ? of(year) : of(year + 1);
}

/** Some forty orders a second, each with its parts. */
async function takeOrders(server: ServerProcess, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await server.post('/api/v1/id-sets', { order: 1, 'order-snapshot': 1, 'order-item-snapshot': 3 });
    if (Math.random() < 0.1) await server.get('/api/v1/ids/coupon');
    await sleep(25);
  }
}

process.stdout.write(`with ${CHROMIUM}\n`);
await main();
