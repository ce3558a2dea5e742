/** `npm run dev`: the server built and started anew at each change, and the console with hot reload. One Ctrl-C ends both. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const NEST = ['node_modules/@nestjs/cli/bin/nest.js', 'start', 'server', '--watch', '--preserveWatchOutput'];
const VITE = ['node_modules/vite/bin/vite.js', '--config', 'web/vite.config.ts'];

const children = [NEST, VITE].map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }));

let isEnding = false;
/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (isEnding) return;
  isEnding = true;
  for (const child of children) child.kill(signal);
}
process.on('SIGINT', () => end('SIGINT'));
process.on('SIGTERM', () => end('SIGTERM'));
for (const child of children) {
  child.on('close', (code) => {
    process.exitCode ||= isEnding ? 0 : (code ?? 1);
    end('SIGTERM');
  });
}
