/** The console in a real browser, as somebody or as nobody. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { AdminClient } from './admin.js';
import type { ServerProcess } from './server.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Longer than anything a healthy console takes. */
const WAIT_MS = 15_000;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

export interface OpenOptions extends BrowserContextOptions {
  readonly path?: string;
  /** Whose session the browser has; nobody's unless given. */
  readonly as?: AdminClient;
}

export class ConsolePage {
  readonly page: Page;
  /** What went wrong in the page: errors thrown, and what the browser complains of, such as a breach of the policy. */
  readonly faults: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // The browser tells of every refused request; which ones are meant to be refused is the test's to say.
      const isRefusal = /Failed to load resource/.test(message.text());
      if (message.type() === 'error' && !isRefusal) this.faults.push(message.text());
    });
  }

  static async open(
    browser: Browser,
    server: ServerProcess,
    { path = '/', as, ...options }: OpenOptions = {},
  ): Promise<ConsolePage> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1_280, height: 800 }, ...options });
    if (as !== undefined) await giveSession(context, server, as);
    context.setDefaultTimeout(WAIT_MS);
    const opened = new ConsolePage(await context.newPage());
    await opened.page.goto(server.url + path);
    return opened;
  }

  /** By its `data-testid`. */
  get(id: string) {
    return this.page.getByTestId(id);
  }

  async live(): Promise<void> {
    await this.page.locator('[data-testid="connection"][data-state="live"]').waitFor();
  }

  async login(username: string, password: string): Promise<void> {
    await this.get('username').fill(username);
    await this.get('password').fill(password);
    await this.get('login').click();
  }

  /** What axe finds to be serious or worse. */
  async axe(): Promise<string[]> {
    await this.page.evaluate(AXE);
    const { violations } = (await this.page.evaluate('axe.run()')) as AxeResult;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

async function giveSession(
  context: BrowserContext,
  server: ServerProcess,
  { credentials }: AdminClient,
): Promise<void> {
  const [name = '', value = ''] = (credentials.cookie ?? '').split('=');
  await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: 'Strict' }]);
}
