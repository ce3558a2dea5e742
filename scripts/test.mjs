/** `npm test`: every suite that gates a change. Arguments go to vitest, such as `--project unit` or a part of a file's name. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLoudly } from './setup/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'));
const report = join(folder, 'report.json');

const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)];
const code = await runLoudly(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: root });

const totals = totalsOf(report);
rmSync(folder, { recursive: true, force: true });
if (totals === undefined || totals.passed + totals.failed === 0) {
  process.stdout.write('No test ran.\n');
  process.exitCode = 1;
} else {
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
  process.exitCode = code === 0 && totals.failed > 0 ? 1 : code;
}

/** @param {string} file */
function totalsOf(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return undefined;
  }
}
