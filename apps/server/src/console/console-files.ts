/** Where the built console lies, and the addresses it answers to. */
import { fileURLToPath } from 'node:url';

/** From dist/apps/server/src/console, where the build puts this file. */
export const CONSOLE_DIR = fileURLToPath(new URL('../../../../web', import.meta.url));

/** The console's own pages: each is index.html, and the router in the browser does the rest. */
export const CONSOLE_PAGES = ['/', '/nodes'] as const;
