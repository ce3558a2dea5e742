/**
 * The spike of a promotion, planned and not: twenty times the ordinary traffic within a second, with a database whose answers take 5 ms
 * more. The ways take turns in one run on the same two servers, each round with a biz tag of its own.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { type BizTagDetail, type PromotionDetail, promotionDetailSchema } from '#contract';
import { type Busy, BusyMeter, busyWords, Rounds } from './busy.js';
import type { SpikeResult, SpikeTask } from './load-messages.js';
import { carryOut } from './processes.js';
import { PromotionFleet, waited } from './promotion-fleet.js';
import { median, type Row, spread } from './report.js';
import type { SpikeCurve } from './spike-curve.js';

const ROUNDS = 3;
const DELAY_MS = 5;
const NODES = 2;
/** Numbers a request takes. */
const BATCH = 100;
const BEFORE_MS = 10_000;
const FIRST_MS = 10_000;
const LEAD_MS = 12_000;
/** Ordinary traffic begins so long before what is measured of it: the promotion warms the nodes in it. */
const SETTLE_MS = 5_000;
const CURVE: SpikeCurve = {
  ordinaryPerSecond: 75,
  spikePerSecond: 1_500,
  spikeAtMs: SETTLE_MS + BEFORE_MS,
  riseMs: 1_000,
  endsAtMs: SETTLE_MS + BEFORE_MS + FIRST_MS,
};
/** What the servers are warmed with first, so that no round pays for compiling their code. */
const WARM_UP: SpikeCurve = { ...CURVE, spikeAtMs: 0, endsAtMs: 8_000 };
/** Far too small for the spike: a segment lasts 6.7 ms in it, no longer than it takes to fetch the next one. */
const STEP_SMALL = 500;
/** The least step that the policy leaves of ordinary traffic: a segment that lasts 15 minutes. */
const STEP_SETTLED = ((CURVE.ordinaryPerSecond * BATCH) / NODES) * 15 * 60;
const STEP_MAX = 100_000_000;
const RUNWAY_MINUTES = 10;
const SAFETY_FACTOR = 1.5;
const PEAK_RATE = CURVE.spikePerSecond * BATCH;
const P99_RATIO_MAX = 1.5;

export const HOW = `Spike: two servers on one MariaDB that answers ${DELAY_MS} ms later, all on this machine; ${CURVE.ordinaryPerSecond} requests/s, then ${CURVE.spikePerSecond}/s within one second, each for ${BATCH} numbers (${PEAK_RATE} numbers/s). Requests start when they are due, and latencies count from then. 10 s before the rise against the first 10 s of it, medians of ${ROUNDS} rounds of each way in turn, and the least and most of all rounds; a round in which others took more than a tenth of the machine is done once more.`;

interface Way {
  readonly name: string;
  readonly step: number;
  readonly stepMax: number;
  readonly isPlanned: boolean;
}

const WAYS: readonly Way[] = [
  { name: 'planned', step: STEP_SMALL, stepMax: STEP_MAX, isPlanned: true },
  {
    name: `unplanned, step held at ${STEP_SMALL} (stepMax too small)`,
    step: STEP_SMALL,
    stepMax: STEP_SMALL,
    isPlanned: false,
  },
  {
    name: `unplanned, a new tag: step ${STEP_SMALL}, the policy free to double`,
    step: STEP_SMALL,
    stepMax: STEP_MAX,
    isPlanned: false,
  },
  {
    name: `unplanned, step ${STEP_SETTLED}: what the policy leaves of ordinary traffic (15 minutes)`,
    step: STEP_SETTLED,
    stepMax: STEP_MAX,
    isPlanned: false,
  },
];

interface Round extends SpikeResult {
  /** Callers who waited for a refill since the nodes last told before the spike. */
  readonly waits: number;
  readonly refills: number;
  /** How long the numbers held at its end last at its rate, on the node that holds the fewest. */
  readonly runwayMs: number;
  /** Before the spike and in it. */
  readonly busy: Busy;
}

export async function spikeRows(rounds = ROUNDS): Promise<Row[]> {
  return PromotionFleet.with({ delayMs: DELAY_MS }, async (fleet) => {
    await warmUp(fleet);
    const measured = WAYS.map((way) => ({ way, results: new Rounds<Round>() }));
    for (let round = 0; round < rounds; round++) {
      for (const { way, results } of measured) await results.add(() => oneRound(fleet, way));
    }
    return measured.flatMap(({ way, results }) => rowsOf(way, results));
  });
}

async function warmUp(fleet: PromotionFleet): Promise<void> {
  const bizTag = await fleet.newTag(STEP_SETTLED, STEP_MAX);
  await load(fleet, bizTag, WARM_UP, Date.now());
}

async function oneRound(fleet: PromotionFleet, way: Way): Promise<Round> {
  const bizTag = await fleet.newTag(way.step, way.stepMax);
  const startsAtMs = Date.now() + 500;
  const spikeAtMs = startsAtMs + CURVE.spikeAtMs;
  const promotion = way.isPlanned ? await plan(fleet, bizTag, spikeAtMs) : undefined;
  const loading = load(fleet, bizTag, CURVE, startsAtMs);
  const meter = new BusyMeter();
  const [result, before] = await Promise.all([loading, atSpike(fleet, bizTag, spikeAtMs)]);
  const busy = meter.read();
  const refills = (await fleet.grantCount(bizTag)) - before.grants;
  const after = await fleet.tagAfter(bizTag, result.requests * BATCH + NODES);
  if (promotion !== undefined) await assertCarriedOut(fleet, promotion);
  return { ...result, waits: waited(after) - before.waits, refills, runwayMs: runwayOf(after), busy };
}

function runwayOf({ buffers }: BizTagDetail): number {
  const held = buffers.map(({ current, next }) => (current?.idle ?? 0) + (next?.idle ?? 0));
  return (Math.min(...held) / (PEAK_RATE / NODES)) * 1_000;
}

function load(fleet: PromotionFleet, bizTag: string, curve: SpikeCurve, startsAtMs: number): Promise<SpikeResult> {
  const urls = fleet.urls(`/api/v1/ids/${bizTag}/batch?count=${BATCH}`);
  const task: SpikeTask = { urls, curve, beforeMs: BEFORE_MS, firstMs: FIRST_MS, startsAtMs };
  return carryOut<SpikeResult>('./spike-load.js', task);
}

async function plan(fleet: PromotionFleet, bizTag: string, spikeAtMs: number): Promise<PromotionDetail> {
  const promotion = {
    name: `the spike of ${bizTag}`,
    startsAt: new Date(spikeAtMs).toISOString(),
    endsAt: new Date(spikeAtMs + FIRST_MS + 5_000).toISOString(),
    leadMinutes: LEAD_MS / 60_000,
    safetyFactor: SAFETY_FACTOR,
    runwayMinutes: RUNWAY_MINUTES,
    items: [{ bizTag, peakRate: PEAK_RATE }],
    reason: 'a bench',
  };
  return promotionDetailSchema.parse(await fleet.post('/promotions', promotion));
}

async function atSpike(fleet: PromotionFleet, bizTag: string, spikeAtMs: number) {
  await sleep(spikeAtMs - Date.now());
  const [tag, grants] = await Promise.all([fleet.tag(bizTag), fleet.grantCount(bizTag)]);
  return { grants, waits: waited(tag) };
}

/** A promotion that was not carried out in time measures something else. */
async function assertCarriedOut(fleet: PromotionFleet, { id }: PromotionDetail): Promise<void> {
  const { events } = await fleet.promotion(id);
  const active = events.find(({ state }) => state === 'active');
  if (active?.detail?.endsWith(`${NODES} of ${NODES} nodes were warm`) !== true) {
    throw new Error(`the promotion was not carried out as planned: ${JSON.stringify(events)}`);
  }
}

function rowsOf({ name, isPlanned }: Way, { kept, made }: Rounds<Round>): Row[] {
  const ratios = kept.map(({ before, spike }) => spike.p99Ms / before.p99Ms);
  const [waits, failed] = [made.map((round) => round.waits), made.map((round) => round.failed)];
  const requests = median(kept.map(({ spike }) => spike.count));
  const lasts = (median(kept.map(({ runwayMs }) => runwayMs)) / 1_000).toFixed(2);
  return [
    {
      what: `${name}: p99 in the spike against before`,
      measured: `${median(ratios).toFixed(2)} times (${spread(ratios, 2)}); ${latencyWords(kept)}; ${busyWords(kept)}`,
      wanted: isPlanned ? `within ${P99_RATIO_MAX} times` : 'reported',
      isReached: !isPlanned || median(ratios) <= P99_RATIO_MAX,
    },
    {
      what: `${name}: callers who waited for a refill in the spike, and failed requests`,
      measured: `${counts(waits)} waited and ${counts(failed)} failed of ${requests} requests; ${counts(kept.map(({ refills }) => refills))} refills; what is held at its end lasts ${lasts} s more`,
      wanted: isPlanned ? 'none waited, none failed' : 'none failed',
      isReached: Math.max(...failed) === 0 && (!isPlanned || Math.max(...waits) === 0),
    },
  ];
}

function latencyWords(rounds: readonly Round[]): string {
  const ms = (figure: (round: Round) => number) => median(rounds.map(figure)).toFixed(2);
  const p99s = rounds.map(({ spike }) => spike.p99Ms);
  const before = `before p50 ${ms((round) => round.before.p50Ms)}, p99 ${ms((round) => round.before.p99Ms)} ms`;
  const spike = `spike p50 ${ms((round) => round.spike.p50Ms)}, p99 ${ms((round) => round.spike.p99Ms)} (${spread(p99s, 2)}), p99.9 ${ms((round) => round.spike.p999Ms)} ms`;
  return `${before}; ${spike}; of it sent late, p99 ${ms(({ late }) => late.p99Ms)} ms`;
}

/** Of all rounds: the median, the least and the most. */
function counts(values: readonly number[]): string {
  return `${median(values)} (${spread(values, 0)})`;
}
