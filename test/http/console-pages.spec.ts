/** The addresses of the console, asked as a browser and as a program ask. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '#contract';
import { ServerProcess } from '../support/server.js';

const dataDir = mkdtempSync(join(tmpdir(), 'banyan-pages-'));
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const PAGES = [
  '/',
  '/tags',
  '/tags/order',
  '/tags/a.b:c-d_e',
  '/nodes',
  '/grants',
  '/inspector',
  '/audit',
  '/tokens',
  '/operators',
  '/account',
];

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);

describe('the pages of the console', () => {
  it.each(PAGES)('%s is one, under a policy that lets nothing inline run', async (path) => {
    const response = await ask(path, { headers: BROWSER });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(await response.text()).toContain('<div id="root">');
  });

  it.each(PAGES)('%s answers HEAD as it would GET, without the page', async (path) => {
    const response = await ask(path, { method: 'HEAD', headers: BROWSER });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toBe('');
  });
});

describe('an address that leads nowhere', () => {
  it('is the console to a browser, with status 404', async () => {
    const response = await ask('/no/such/page', { headers: BROWSER });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('<div id="root">');
  });

  it.each([
    ['/no/such/page', {}],
    ['/api/v1/no-such-thing', { headers: BROWSER }],
    ['/assets/no-such-file.js', {}],
  ] as const)('%s is a problem to programs', async (path, init) => {
    const response = await ask(path, init);
    expect(response.status).toBe(404);
    expect(problemSchema.parse(await response.json()).code).toBe('NOT_FOUND');
  });

  it('still tells which methods an address of the API takes', async () => {
    const response = await ask('/api/v1/id-sets', { headers: BROWSER });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});
