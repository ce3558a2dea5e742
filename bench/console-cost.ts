/**
 * What the console costs a server that has ten thousand biz tags and nineteen other nodes: how fast its lists are, and how many numbers a
 * second twenty open consoles take from the ID API. Rounds with and without consoles alternate in one run, while the other nodes go on
 * telling what they hold.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { AdminClient } from '../test/support/admin.js';
import { MariaDb } from '../test/support/mariadb.js';
import { ServerProcess } from '../test/support/server.js';
import { Consoles, timed, type Visitor } from './consoles.js';
import { InventedFleet, NODE_COUNT, TAG_COUNT, tagName } from './invented-fleet.js';
import { median, quantile, type Row, spread } from './report.js';
import { type Load, load } from './wrk.js';

const run = promisify(execFile);

const CONSOLES = 20;
const ROUNDS = 9;
const SECONDS = 5;
const CONNECTIONS = 32;
const LIST_ROUNDS = 40;
/** Linux counts a process's time in these. */
const TICKS_PER_SECOND = 100;

export const HOW = `${TAG_COUNT} biz tags; ${NODE_COUNT} other nodes that hold numbers of each of them and tell every 2 s, 200 buffers changed each time. Load: wrk, one thread, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each way in turn; medians, and the least and most of all rounds.`;

interface Round extends Load {
  /** Of the server's process, per request. */
  readonly cpuMicroseconds: number;
}

export async function consoleRows(): Promise<Row[]> {
  const mariaDb = await MariaDb.start({ args: ['--innodb-buffer-pool-size=256M'] });
  try {
    const databaseUrl = await mariaDb.createDatabase();
    const fleet = await InventedFleet.settle(databaseUrl);
    fleet.live();
    const server = await ServerProcess.start({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' });
    try {
      await keepApart(server);
      return await measure(server, fleet);
    } finally {
      await fleet.end();
      await server.stop('SIGINT');
    }
  } finally {
    await mariaDb.remove();
  }
}

/**
 * The server keeps to the first core and wrk to the last. The database and the consoles themselves go where there is room: with two cores
 * they take from both, so that the processor's time a number says more of the server than its rate does.
 */
async function keepApart({ child }: ServerProcess): Promise<void> {
  if (cpus().length > 1) await run('taskset', ['-a', '-cp', '0', String(child.pid)]);
}

async function measure(server: ServerProcess, fleet: InventedFleet): Promise<Row[]> {
  const { credentials: headers } = await AdminClient.login(server);
  const visitor = { url: server.url, headers };
  const agent = new Agent({ keepAlive: true });
  const firstMs = await timed(visitor, '/api/v1/admin/tags?sort=-rate', agent);
  const lists = await listTimes(visitor, agent);
  agent.destroy();
  const rows = [firstRow(firstMs), listRow(lists), ...(await costRows(server, visitor))];
  if (fleet.failedCount > 0) throw new Error(`the database did not take ${fleet.failedCount} heartbeats`);
  return rows;
}

const LISTS = [
  ...['bizTag', '-bizTag', 'rate', '-rate', 'runway', '-runway', 'step', 'space', '-maxId'].map(
    (sort) => `sort=${sort}`,
  ),
  ...['attention', 'active', 'idle', 'paused'].map((state) => `state=${state}&sort=-rate`),
  'q=4711',
  'q=SHOP-00',
  'q=nothing-like-it',
  'sort=-rate&page=200&pageSize=50',
  'sort=runway&page=5&pageSize=100',
  `q=${tagName(123)}`,
];

async function listTimes(visitor: Visitor, agent: Agent): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < LIST_ROUNDS; round++) {
    for (const list of LISTS) times.push(await timed(visitor, `/api/v1/admin/tags?${list}`, agent));
  }
  return times;
}

function firstRow(firstMs: number): Row {
  return {
    what: 'first list from a server nobody has looked at',
    measured: `${Math.round(firstMs)} ms`,
    wanted: 'under 1 s',
    isReached: firstMs < 1_000,
  };
}

function listRow(times: readonly number[]): Row {
  const p99 = quantile(times, 0.99);
  return {
    what: `list of biz tags, ${times.length} calls one after another: ${LISTS.length} sorts, filters, searches and pages`,
    measured: `p50 ${median(times).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${Math.max(...times).toFixed(1)} ms`,
    wanted: 'p99 under 50 ms',
    isReached: p99 < 50,
  };
}

async function costRows(server: ServerProcess, visitor: Visitor): Promise<Row[]> {
  const [without, within]: [Round[], Round[]] = [[], []];
  let [bytes, watchedMs] = [0, 0];
  await measuredLoad(server);
  for (let round = 0; round < ROUNDS; round++) {
    without.push(await measuredLoad(server));
    const consoles = await Consoles.open(visitor, CONSOLES);
    const [before, startedAtMs] = [consoles.byteCount, performance.now()];
    within.push(await measuredLoad(server));
    bytes += consoles.byteCount - before;
    watchedMs += performance.now() - startedAtMs;
    consoles.close();
  }
  const ratios = (figure: (round: Round) => number) =>
    within.map((round, index) => figure(round) / figure(without[index] ?? round));
  const throughput = ratios(({ requestsPerSecond }) => requestsPerSecond);
  const cpu = ratios(({ cpuMicroseconds }) => cpuMicroseconds);
  const cost = 1 - median(throughput);
  const of = (rounds: readonly Round[], figure: (round: Round) => number) => median(rounds.map(figure));
  const perSecond = (rounds: readonly Round[]) => Math.round(of(rounds, ({ requestsPerSecond }) => requestsPerSecond));
  const p99 = (rounds: readonly Round[]) => of(rounds, ({ p99Ms }) => p99Ms).toFixed(2);
  const microseconds = (rounds: readonly Round[]) => of(rounds, ({ cpuMicroseconds }) => cpuMicroseconds).toFixed(1);
  const streamed = `${(bytes / 1e6 / (watchedMs / 1_000)).toFixed(1)} MB/s streamed`;
  return [
    {
      what: `single ID with ${CONSOLES} consoles open (50 tags streamed and a list every 10 s each), requests/s against none open`,
      measured: `${median(throughput).toFixed(3)} (${spread(throughput, 3)}; ${perSecond(within)}/s, none open ${perSecond(without)}/s; ${streamed})`,
      wanted: 'above 0.95',
      isReached: cost < 0.05,
    },
    {
      what: 'the same, time of the processor a number',
      measured: `${median(cpu).toFixed(3)} times (${spread(cpu, 3)}; ${microseconds(within)} µs, none open ${microseconds(without)} µs)`,
      wanted: 'below 1.05 times',
      isReached: median(cpu) < 1.05,
    },
    {
      what: 'the same, p99',
      measured: `${p99(within)} ms, none open ${p99(without)} ms`,
      wanted: 'reported',
      isReached: true,
    },
  ];
}

async function measuredLoad(server: ServerProcess): Promise<Round> {
  const [cpuBefore, startedAtMs] = [cpuSeconds(server), performance.now()];
  const result = await load(`${server.url}/api/v1/ids/${tagName(0)}`, { connections: CONNECTIONS, seconds: SECONDS });
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const cpuMicroseconds = ((cpuSeconds(server) - cpuBefore) * 1e6) / (result.requestsPerSecond * seconds);
  return { ...result, cpuMicroseconds };
}

function cpuSeconds({ child }: ServerProcess): number {
  const [, fields = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND;
}
