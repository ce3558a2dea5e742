/** The build: the server with everything that runs on Node.js, and the console; each only when its own inputs have changed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { runQuietly, say } from './processes.mjs';

const isSource = (/** @type {string} */ path) => !path.endsWith('.spec.ts') && !path.endsWith('.spec.tsx');

/** @typedef {{ name: string, stamp: string, inputs: readonly string[], command: readonly string[], clean: readonly string[] }} Target */

/** @type {readonly Target[]} */
const TARGETS = [
  {
    name: 'the server',
    stamp: 'dist/.server-stamp',
    inputs: [
      'apps',
      'libs',
      'bench',
      'scripts',
      'test/support',
      'ormconfig.ts',
      'tsconfig.json',
      'nest-cli.json',
      'package-lock.json',
    ],
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'server'],
    clean: ['dist/apps', 'dist/libs', 'dist/bench', 'dist/scripts', 'dist/test', 'dist/.tsbuildinfo'],
  },
  {
    name: 'the console',
    stamp: 'dist/.web-stamp',
    inputs: ['web', 'libs/contract', 'package-lock.json'],
    command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    clean: ['dist/web'],
  },
];

/** @param {string} root */
export async function ensureBuild(root) {
  await Promise.all(TARGETS.map((target) => ensureTarget(root, target)));
}

/** @param {string} root @param {Target} target */
async function ensureTarget(root, { name, stamp, inputs, command, clean }) {
  const wanted = fingerprint(root, inputs, isSource);
  const stampFile = join(root, stamp);
  if (readStamp(stampFile) === wanted) return;
  say(`Building ${name} …`);
  for (const folder of [stamp, ...clean]) rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  await runQuietly(process.execPath, command, { cwd: root });
  writeFileSync(stampFile, wanted);
}
