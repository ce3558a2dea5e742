/**
 * Every command of package.json: `node scripts/run.mjs <command> [arguments]`. Each does its own set-up first, so that a clone and
 * one command are enough; what is there and up to date costs nothing.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeVersionFault } from './setup/node-version.mjs';

/** How often a command looks whether whoever started it is still there. */
const PARENT_LOOK_MS = 200;

const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ programs?: readonly ('mariadbd' | 'chromium' | 'wrk' | 'faketime')[], needsBuild?: boolean, run: (args: string[]) => Promise<number | undefined> }} Command */

/** @param {string} file below dist, run in this process so that signals reach it */
const inProcess = (file) => async (/** @type {string[]} */ args) => {
  process.argv = [process.execPath, join(root, file), ...args];
  await import(pathToFileURL(join(root, file)).href);
  return undefined;
};

/**
 * npm hands a signal to the shell it started, and many a shell dies of it without handing it on. A parent that is gone means that
 * whoever ran the command has ended it.
 */
function endWithParent() {
  const { ppid } = process;
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const watch = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_LOOK_MS);
  watch.unref();
}

/** @param {string} file @param {readonly string[]} own */
const loudly =
  (file, own = []) =>
  async (/** @type {string[]} */ args) => {
    const { runLoudly } = await import('./setup/processes.mjs');
    return runLoudly(process.execPath, [join(root, file), ...own, ...args], { cwd: root });
  };

/** @type {Record<string, Command>} */
const COMMANDS = {
  start: { needsBuild: true, run: inProcess('dist/apps/server/src/main.js') },
  build: { needsBuild: true, run: async () => 0 },
  dev: { needsBuild: true, run: loudly('scripts/dev.mjs') },
  check: { run: loudly('scripts/check.mjs') },
  test: { programs: ['mariadbd', 'chromium', 'faketime'], needsBuild: true, run: loudly('scripts/test.mjs') },
  demo: { programs: ['mariadbd'], needsBuild: true, run: loudly('dist/scripts/demo/demo.js') },
  sim: { needsBuild: true, run: loudly('dist/libs/segment/src/testing/sim-main.js') },
  bench: { programs: ['mariadbd', 'wrk'], needsBuild: true, run: loudly('dist/bench/bench.js') },
  docs: { needsBuild: true, run: loudly('dist/scripts/docs/write-docs.js') },
  screenshots: { programs: ['chromium'], needsBuild: true, run: loudly('dist/scripts/docs/screenshots.js') },
};

async function main() {
  endWithParent();
  const fault = nodeVersionFault(process.version);
  if (fault !== undefined) return complain(fault);
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined)
    return complain(`There is no command "${name}": use one of ${Object.keys(COMMANDS).join(', ')}.`);
  try {
    await setUp(name, command);
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
  const code = await command.run(args);
  if (code !== undefined) process.exitCode = code;
  return undefined;
}

/** @param {string} name @param {Command} command */
async function setUp(name, { programs = [], needsBuild = false }) {
  const { withLock } = await import('./setup/lock.mjs');
  const { say } = await import('./setup/processes.mjs');
  const { ensurePackages } = await import('./setup/packages.mjs');
  const { ensureSystemPackages } = await import('./setup/system-packages.mjs');
  const { ensureBuild } = await import('./setup/build.mjs');
  const onWait = () => say('Another command is setting this clone up; waiting for it …');
  await withLock(
    join(root, '.cache', 'setup.lock'),
    async () => {
      await ensurePackages(root);
      // The demo makes do with the embedded database where there is no MariaDB.
      if (name === 'demo') await ensureSystemPackages(programs).catch(() => undefined);
      else await ensureSystemPackages(programs);
      if (needsBuild) await ensureBuild(root);
    },
    onWait,
  );
}

/** @param {string} text */
function complain(text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

await main();
