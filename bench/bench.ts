/**
 * `npm run bench`: speed and memory, all in one run on this machine, as ratios where a figure has a yardstick. It reports; it gates
 * nothing. The tables go to stdout and to bench/results.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/support/ports.js';
import { ServerProcess } from '../test/support/server.js';
import { until } from '../test/support/until.js';
import { HOW as CONSOLE_HOW, consoleRows } from './console-cost.js';
import { inProcessRates } from './in-process.js';
import { HOW as JUMP_HOW, jumpRows } from './jump.js';
import { median, type Row, report, spread } from './report.js';
import { HOW as SPIKE_HOW, spikeRows } from './spike.js';
import { HOW as TAGS_PAGE_HOW, tagsPageRows } from './tags-page.js';
import { type Load, load } from './wrk.js';

const ROUNDS = 9;
const SECONDS = 3;
const CONNECTIONS = 32;
const HOW = `Load: wrk, one thread, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s in turn, each server one process.`;

async function main(): Promise<void> {
  report('latest.md', HOW, [...(await processRows()), ...(await httpRows())]);
  report('spike.md', SPIKE_HOW, await spikeRows());
  report('jump.md', JUMP_HOW, await jumpRows());
  report('console.md', CONSOLE_HOW, await consoleRows());
  report('tags-page.md', TAGS_PAGE_HOW, await tagsPageRows());
}

async function processRows(): Promise<Row[]> {
  const [counter, allocator, buffer] = await inProcessRates();
  const millions = (perSecond = 0) => `${(perSecond / 1e6).toFixed(1)} million ids/s`;
  return [
    {
      what: 'in process, buffered bigints, consumed and summed',
      measured: `${millions(allocator?.perSecond)} by tag, ${millions(buffer?.perSecond)} at the buffer (a bare bigint counter: ${millions(counter?.perSecond)})`,
      wanted: '30 million ids/s',
      isReached: (allocator?.perSecond ?? 0) >= 30e6,
    },
  ];
}

async function httpRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-'));
  const bare = await startBare();
  const startedAtMs = performance.now();
  const banyan = await ServerProcess.start({ DATA_DIR: folder, LOG_LEVEL: 'error' });
  const startMs = performance.now() - startedAtMs;
  try {
    await sleep(2_000);
    const idleMb = residentMb(banyan.child);
    const single = `${banyan.url}/api/v1/ids/order`;
    for (const url of [bare.url, single]) await load(url, { connections: CONNECTIONS, seconds: SECONDS });
    const [bareLoads, singleLoads]: [Load[], Load[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      bareLoads.push(await load(bare.url, { connections: CONNECTIONS, seconds: SECONDS }));
      singleLoads.push(await load(single, { connections: CONNECTIONS, seconds: SECONDS }));
    }
    const batch = await load(`${banyan.url}/api/v1/ids/order/batch?count=1000`, { connections: 8, seconds: SECONDS });
    return [...singleRows(bareLoads, singleLoads), batchRow(batch), ...memoryRows(idleMb, startMs)];
  } finally {
    bare.child.kill();
    await banyan.stop('SIGINT');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startBare(): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const main = fileURLToPath(new URL('./bare-server.js', import.meta.url));
  const child = spawn(process.execPath, [main], { env: { ...process.env, PORT: String(port) }, stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}/`;
  await until('the bare server listens', async () => (await fetch(url)).ok);
  return { child, url };
}

/** Ratios are taken round by round, each from two loads right after one another, for the machine has other things to do. */
function singleRows(bare: readonly Load[], single: readonly Load[]): Row[] {
  const ratiosOf = (figure: (load: Load) => number) =>
    single.map((one, round) => figure(one) / figure(bare[round] ?? one));
  const rates = ratiosOf(({ requestsPerSecond }) => requestsPerSecond);
  const p99s = ratiosOf(({ p99Ms }) => p99Ms);
  const of = (loads: readonly Load[], figure: (load: Load) => number) => median(loads.map(figure));
  const perSecond = (loads: readonly Load[]) => Math.round(of(loads, ({ requestsPerSecond }) => requestsPerSecond));
  const p99 = (loads: readonly Load[]) => `${of(loads, ({ p99Ms }) => p99Ms).toFixed(2)} ms`;
  return [
    {
      what: 'single ID through the Nest route, requests/s against bare node:http',
      measured: `${median(rates).toFixed(2)} (${spread(rates, 2)}; ${perSecond(single)}/s, bare ${perSecond(bare)}/s)`,
      wanted: '0.85',
      isReached: median(rates) >= 0.85,
    },
    {
      what: 'single ID, p99 against bare node:http',
      measured: `${median(p99s).toFixed(2)} times (${spread(p99s, 2)}; ${p99(single)}, bare ${p99(bare)})`,
      wanted: 'within 1.5 times',
      isReached: median(p99s) <= 1.5,
    },
  ];
}

function batchRow({ requestsPerSecond, p99Ms }: Load): Row {
  const perSecond = requestsPerSecond * 1_000;
  return {
    what: 'batch of 1,000',
    measured: `${(perSecond / 1e6).toFixed(1)} million ids/s, p99 ${p99Ms.toFixed(2)} ms`,
    wanted: '5 million ids/s',
    isReached: perSecond >= 5e6,
  };
}

function memoryRows(idleMb: number, startMs: number): Row[] {
  return [
    { what: 'idle server, RSS', measured: `${Math.round(idleMb)} MB`, wanted: 'under 150 MB', isReached: idleMb < 150 },
    {
      what: 'from start to ready',
      measured: `${(startMs / 1_000).toFixed(2)} s`,
      wanted: 'under 4 s',
      isReached: startMs < 4_000,
    },
  ];
}

function residentMb({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
}

await main();
