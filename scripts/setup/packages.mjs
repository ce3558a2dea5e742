/** npm packages: installed when node_modules is missing or was made from another lock file; otherwise npm is not even asked. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { runQuietly, say } from './processes.mjs';

const STAMP = 'node_modules/.banyan-installed';

/** @param {string} root */
export async function ensurePackages(root) {
  const wanted = fingerprint(root, ['package-lock.json']) + process.versions.modules;
  const stamp = join(root, STAMP);
  if (existsSync(join(root, 'node_modules')) && readStamp(stamp) === wanted) return;
  say('Installing packages (about half a minute the first time) …');
  await runQuietly('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'], { cwd: root });
  writeFileSync(stamp, wanted);
}
