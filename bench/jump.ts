/** A jump ordered every second under full load: what the callers notice of it, beside the same load without one. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Busy, BusyMeter, busyWords, Rounds } from './busy.js';
import type { FullTiltResult, FullTiltTask } from './load-messages.js';
import { carryOut } from './processes.js';
import { PromotionFleet } from './promotion-fleet.js';
import { median, type Row, spread } from './report.js';

const ROUNDS = 3;
const SECONDS = 15;
const CONNECTIONS = 16;
const JUMP_EVERY_MS = 1_000;
/** Short enough for every node to follow each of the jumps. */
const SYNC_INTERVAL_MS = 300;
const STEP = 1_000_000;
const P999_MAX_MS = 20;

export const HOW = `Jump: two servers on one MariaDB, all on this machine; ${CONNECTIONS} connections to each server that ask for single numbers as fast as they are answered, ${ROUNDS} rounds of ${SECONDS} s each way in turn, a jump ordered by the two servers in turn; SYNC_INTERVAL_MS ${SYNC_INTERVAL_MS}, a step of ${STEP}.`;

interface Round extends FullTiltResult {
  /** Of both nodes: without jumps, a segment lasts longer than a round. */
  readonly refills: number;
  readonly ordered: number;
  readonly busy: Busy;
}

export async function jumpRows(rounds = ROUNDS): Promise<Row[]> {
  return PromotionFleet.with({ settings: { SYNC_INTERVAL_MS: String(SYNC_INTERVAL_MS) } }, async (fleet) => {
    const bizTag = await fleet.newTag(STEP, STEP);
    await oneRound(fleet, bizTag, false);
    const [still, jumping] = [new Rounds<Round>(), new Rounds<Round>()];
    for (let round = 0; round < rounds; round++) {
      await still.add(() => oneRound(fleet, bizTag, false));
      await jumping.add(() => oneRound(fleet, bizTag, true));
    }
    return rowsOf(still, jumping);
  });
}

async function oneRound(fleet: PromotionFleet, bizTag: string, isJumping: boolean): Promise<Round> {
  const task: FullTiltTask = {
    urls: fleet.urls(`/api/v1/ids/${bizTag}`),
    connections: CONNECTIONS,
    seconds: SECONDS,
  };
  const grants = await fleet.grantCount(bizTag);
  const meter = new BusyMeter();
  const [result, ordered] = await Promise.all([
    carryOut<FullTiltResult>('./full-tilt-load.js', task),
    isJumping ? orderJumps(fleet, bizTag) : 0,
  ]);
  return { ...result, ordered, busy: meter.read(), refills: (await fleet.grantCount(bizTag)) - grants };
}

/** By the two servers in turn. @returns how many */
async function orderJumps(fleet: PromotionFleet, bizTag: string): Promise<number> {
  const startedAtMs = performance.now();
  const count = (SECONDS * 1_000) / JUMP_EVERY_MS - 1;
  for (let jump = 1; jump <= count; jump++) {
    await sleep(startedAtMs + jump * JUMP_EVERY_MS - performance.now());
    await fleet.post(`/tags/${bizTag}/jump`, { reason: 'a bench' }, jump);
  }
  return count;
}

function rowsOf(still: Rounds<Round>, jumping: Rounds<Round>): Row[] {
  const p999 = median(jumping.kept.map(({ latencies }) => latencies.p999Ms));
  const failed = sum(jumping.made.map((round) => round.failed));
  const { count, repeats } = repeatsIn([...still.made, ...jumping.made].map(({ numbers }) => numbers));
  return [
    {
      what: 'full load, a jump every second: p99.9',
      measured: `${figures(jumping.kept)}; ${jumpWords(jumping.kept)}`,
      wanted: `under ${P999_MAX_MS} ms`,
      isReached: p999 < P999_MAX_MS,
    },
    { what: 'the same load, no jumps', measured: figures(still.kept), wanted: 'reported', isReached: true },
    {
      what: 'failed requests with jumps',
      measured: `${failed} of ${sum(jumping.made.map(({ requests }) => requests))}`,
      wanted: 'none',
      isReached: failed === 0,
    },
    {
      what: 'numbers given in all these rounds, looked up among each other',
      measured: `${count}, ${repeats} given twice`,
      wanted: 'none twice',
      isReached: repeats === 0,
    },
  ];
}

function jumpWords(rounds: readonly Round[]): string {
  const followed = rounds.map(({ refills }) => refills);
  return `${median(rounds.map(({ ordered }) => ordered))} jumps ordered, ${median(followed)} fresh segments on both nodes (${spread(followed, 0)})`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function figures(rounds: readonly Round[]): string {
  const of = (figure: (round: Round) => number) => median(rounds.map(figure));
  const longest = Math.max(...rounds.map((round) => round.latencies.longestMs)).toFixed(1);
  const p999s = rounds.map(({ latencies }) => latencies.p999Ms);
  const latencies = `p50 ${of((round) => round.latencies.p50Ms).toFixed(2)}, p99 ${of((round) => round.latencies.p99Ms).toFixed(2)}, p99.9 ${median(p999s).toFixed(2)} (${spread(p999s, 2)}), longest ${longest} ms`;
  const rate = Math.round(of(({ requests }) => requests) / SECONDS);
  return `${latencies}; ${rate} requests/s; ${busyWords(rounds)}`;
}

/** Every number of every round, put in order: one that came twice stands beside itself. */
function repeatsIn(parts: readonly Float64Array[]): { readonly count: number; readonly repeats: number } {
  const all = new Float64Array(sum(parts.map(({ length }) => length)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  all.sort();
  const repeats = all.filter((number, index) => number === all[index - 1]).length;
  return { count: all.length, repeats };
}
