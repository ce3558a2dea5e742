/** What the demo prints: a row for each look, and the closing table. Pure but for the machine it names. */
import { cpus } from 'node:os';
import type { Tally } from './tally.js';
import type { SplitCount } from './waits.js';

/** Fewer say that the machine was too busy to make the day. */
export const NUMBERS_WANTED = 1_000_000;
/** One look in so many stands in the closing table. */
const LOOKS_A_STEP = 5;

export interface Look {
  readonly at: string;
  readonly orders: number;
  readonly numbers: number;
  readonly step: number;
  readonly reservations: number;
  readonly note: string;
}

export interface DayOutcome {
  readonly looks: readonly Look[];
  readonly reservations: number;
  readonly refillsInSpike: SplitCount;
  /** Callers who waited for a refill. */
  readonly waitsInSpike: SplitCount;
  readonly promotion: string;
  readonly database: string;
}

export function headOf(): string {
  return '  clock   orders/s      numbers   step of order   reservations';
}

export function rowOf({ at, orders, numbers, step, reservations, note }: Look): string {
  const cells = [
    at.padStart(7),
    figure(orders).padStart(11),
    figure(numbers).padStart(13),
    figure(step).padStart(16),
    figure(reservations).padStart(15),
  ];
  return `${cells.join('')}${note === '' ? '' : `   ${note}`}`;
}

export function reportLines(tally: Tally, day: DayOutcome): string[] {
  const rows = [...numberRows(tally, day), ...dayRows(tally, day)];
  return [
    '',
    '| Double 11 in a minute | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...(tally.numbers < NUMBERS_WANTED
      ? [`Fewer than ${figure(NUMBERS_WANTED)} numbers: this machine was too busy for the whole curve.`]
      : []),
    tally.repeats === 0 ? 'No number was given twice.' : 'NUMBERS WERE GIVEN TWICE.',
  ];
}

type TableRow = readonly [name: string, value: string];

function numberRows(tally: Tally, { looks }: DayOutcome): TableRow[] {
  const peak = Math.max(...looks.map(({ orders }) => orders));
  return [
    ['numbers given', figure(tally.numbers)],
    ['repeats', figure(tally.repeats)],
    ['backwards steps per node', figure(tally.backwards)],
    ['orders numbered', `${figure(tally.orders)}, at the peak ${figure(peak)}/s`],
    ['requests', figure(tally.requests)],
    ['failed requests', `${figure(tally.failed)} (${figure(tally.retried)} were answered by the other server)`],
  ];
}

function dayRows(tally: Tally, day: DayOutcome): TableRow[] {
  const { looks, reservations, refillsInSpike, waitsInSpike, promotion, database } = day;
  const latency = (phase: 'all' | 'spike') =>
    `p50 ${tally.percentile(phase, 50).toFixed(2)} ms, p99 ${tally.percentile(phase, 99).toFixed(2)} ms`;
  const steps = looks
    .filter((_look, index) => index % LOOKS_A_STEP === LOOKS_A_STEP - 1)
    .map(({ at, step }) => `${at} ${figure(step)}`);
  return [
    ['latency, all day', latency('all')],
    ['latency, in the spike', latency('spike')],
    ['promotion', promotion],
    ['refills in the spike', splitWords(refillsInSpike)],
    ['callers who waited for a refill in the spike', splitWords(waitsInSpike)],
    [
      'database writes',
      `${figure(reservations)} reservations, one for ${figure(tally.numbers / Math.max(1, reservations))} numbers`,
    ],
    ['step of order over time', steps.join(', ')],
    [
      'machine',
      `${cpus().length} cores ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}, ${database.split(' at ')[0]}`,
    ],
  ];
}

function splitWords({ there, again }: SplitCount): string {
  return `${figure(there)}, and ${figure(again)} at the server that was started again`;
}

export function figure(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
