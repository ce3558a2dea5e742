/** Where the built console lies, and the addresses it answers to. */
import { fileURLToPath } from 'node:url';

/** From dist/apps/server/src/console, where the build puts this file. */
export const CONSOLE_DIR = fileURLToPath(new URL('../../../../web', import.meta.url));

/** The console's own pages: each is index.html, and the router in the browser (web/src/app/router.tsx) does the rest. */
export const CONSOLE_PAGES = [
  '/',
  '/tags',
  '/tags/:bizTag',
  '/nodes',
  '/grants',
  '/inspector',
  '/audit',
  '/tokens',
  '/operators',
  '/account',
] as const;

/** @returns whether a person typed the address: then they are told by a page, not by a problem that is meant for programs */
export function isForPeople(path: string, accept: string | undefined): boolean {
  return accept?.includes('text/html') === true && path !== '/api' && !path.startsWith('/api/');
}
