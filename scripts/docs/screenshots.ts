/** `npm run screenshots`: the pictures in the docs, taken from the running product while it hands out numbers. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CHROMIUM, launchBrowser } from '../../test/support/browser.js';
import { ServerProcess } from '../../test/support/server.js';

const PICTURES = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const SHOTS = [
  { file: 'console.png', path: '/', colorScheme: 'light', width: 1_280, height: 860 },
  { file: 'console-dark.png', path: '/', colorScheme: 'dark', width: 1_280, height: 860 },
  { file: 'console-phone.png', path: '/', colorScheme: 'light', width: 390, height: 844 },
] as const;

async function main(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'banyan-pictures-'));
  const server = await ServerProcess.start({ DATA_DIR: folder, LOG_LEVEL: 'error' });
  const browser = await launchBrowser();
  const taking = new AbortController();
  const orders = takeOrders(server, taking.signal);
  try {
    await sleep(12_000);
    for (const { file, path, colorScheme, width, height } of SHOTS) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'en-US' });
      await page.goto(server.url + path);
      await page.getByTestId('connection').getByText('live').waitFor();
      await sleep(1_500);
      await page.screenshot({ path: join(PICTURES, file) });
      await page.close();
      process.stdout.write(`took docs/pictures/${file}\n`);
    }
  } finally {
    taking.abort();
    await orders;
    await browser.close();
    await server.stop('SIGINT');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Some forty orders a second, each with its parts. */
async function takeOrders(server: ServerProcess, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await server.post('/api/v1/id-sets', { order: 1, 'order-snapshot': 1, 'order-item-snapshot': 3 });
    await sleep(25);
  }
}

process.stdout.write(`with ${CHROMIUM}\n`);
await main();
