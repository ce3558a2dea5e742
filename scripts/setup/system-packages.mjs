/** Programs that are not npm packages: on Debian and Ubuntu as root they are installed, elsewhere the person is told what to install. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandFailed, runQuietly, say } from './processes.mjs';

/** The Debian package a program comes in. */
export const PROGRAMS = /** @type {const} */ ({
  mariadbd: 'mariadb-server',
  chromium: 'chromium',
  wrk: 'wrk',
  faketime: 'faketime',
});

/** Where servers are installed that not every account has on its path. */
const ALSO_IN = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin'];

/** @param {readonly (keyof typeof PROGRAMS)[]} programs */
export async function ensureSystemPackages(programs) {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => PROGRAMS[program]);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    throw new CommandFailed(
      `This command needs ${missing.join(' and ')}. On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${packages.join(' ')}. ` +
        'Elsewhere: install MariaDB 10.6 or later (mariadbd, mariadb-install-db), Chromium, wrk and faketime so that they are on the PATH.',
    );
  }
  say(`Installing ${packages.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('apt-get', ['update', '-q'], { cwd: '/', env });
  await runQuietly('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { cwd: '/', env });
}

/** @param {string} program */
function isInstalled(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ALSO_IN];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
