/** What a benchmark reports: one line a figure, with what was wanted of it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RESULTS = fileURLToPath(new URL('../../bench/results/', import.meta.url));

export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly wanted: string;
  readonly isReached: boolean;
}

/** To stdout, and to a file below bench/results. @param how how it was measured */
export function report(file: string, how: string, rows: readonly Row[]): void {
  const machine = `${cpus().length} cores ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}`;
  const lines = [
    `Machine: ${machine}. ${how}`,
    '',
    '| what | measured | wanted | |',
    '|---|---|---|---|',
    ...rows.map(
      ({ what, measured, wanted, isReached }) =>
        `| ${what} | ${measured} | ${wanted} | ${isReached ? 'reached' : '**not reached**'} |`,
    ),
    '',
  ];
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, file), lines.join('\n'));
  process.stdout.write(lines.join('\n'));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param share such as 0.99 */
export function quantile(values: readonly number[], share: number): number {
  return (
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
  );
}

/** The least and the most. */
export function spread(values: readonly number[], digits: number): string {
  return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
}
