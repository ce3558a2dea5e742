/**
 * `npm run demo`: a Double 11 in a minute. Two servers on one database, three client processes, the midnight spike, one server killed in
 * it and started again, and every number given looked at. Ends with a table, and with exit code 1 if a number came twice.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ADMIN } from '../../test/support/server.js';
import { clockAt, DEMO_MS, MIDNIGHT_MS, ordersPerSecond } from './curve.js';
import { Fleet } from './fleet.js';
import type { ClientTask, Progress } from './messages.js';
import { Tally } from './tally.js';

const CLIENTS = 3;
const CRASH_AT_MS = MIDNIGHT_MS + 1_500;
const RESTART_AT_MS = CRASH_AT_MS + 5_000;
const LOOK_EVERY_MS = 2_000;
const NUMBERS_WANTED = 1_000_000;

interface Look {
  readonly at: string;
  readonly orders: number;
  readonly numbers: number;
  readonly step: number;
  readonly reservations: number;
  readonly note: string;
}

const say = (text = '') => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  say('Starting a database and two servers …');
  const fleet = await Fleet.start();
  const tally = new Tally();
  try {
    say(`Database: ${fleet.describe()}`);
    say(
      `Consoles: ${fleet.servers.map(({ url }) => url).join('  ')} (open one, log in as ${ADMIN.username} with ${ADMIN.password}, and watch)`,
    );
    const startsAtMs = Date.now() + 500;
    const clients = Array.from({ length: CLIENTS }, () => startClient(fleet, tally, startsAtMs));
    const looks = await watchDay(fleet, tally, startsAtMs);
    await Promise.all(clients.map(ended));
    await report(fleet, tally, looks);
  } finally {
    await fleet.stop();
  }
  process.exitCode = tally.repeats === 0 && tally.backwards === 0 && tally.numbers >= NUMBERS_WANTED ? 0 : 1;
}

function startClient(fleet: Fleet, tally: Tally, startsAtMs: number): ChildProcess {
  const child = fork(fileURLToPath(new URL('./client.js', import.meta.url)), { serialization: 'json' });
  child.on('message', (progress: Progress) => tally.add(progress));
  const task: ClientTask = { servers: fleet.servers.map(({ url }) => url), share: 1 / CLIENTS, startsAtMs };
  child.send(task);
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** Shows the day as it goes by, and kills and restarts a server in the spike. */
async function watchDay(fleet: Fleet, tally: Tally, startsAtMs: number): Promise<Look[]> {
  const looks: Look[] = [];
  const events = [
    { atMs: CRASH_AT_MS, note: 'server 2 killed (SIGKILL)', run: () => fleet.crash() },
    { atMs: RESTART_AT_MS, note: 'server 2 started again', run: () => fleet.restart() },
  ];
  let before = { orders: 0, atMs: startsAtMs };
  say();
  say('  clock   orders/s      numbers   step of order   reservations');
  for (let nextMs = LOOK_EVERY_MS; nextMs <= DEMO_MS; nextMs += LOOK_EVERY_MS) {
    let note = nextMs === MIDNIGHT_MS ? 'midnight' : '';
    for (let event = events[0]; event !== undefined && event.atMs < nextMs; event = events[0]) {
      await sleep(Math.max(0, startsAtMs + event.atMs - Date.now()));
      await event.run();
      note = event.note;
      events.shift();
    }
    await sleep(Math.max(0, startsAtMs + nextMs - Date.now()));
    const nowMs = Date.now();
    const orders = ((tally.orders - before.orders) / (nowMs - before.atMs)) * 1_000;
    before = { orders: tally.orders, atMs: nowMs };
    const [step, reservations] = await Promise.all([fleet.stepOf('order'), fleet.reservationCount()]);
    const look = { at: clockAt(nextMs), orders, numbers: tally.numbers, step, reservations, note };
    looks.push(look);
    say(rowOf(look));
  }
  return looks;
}

function rowOf({ at, orders, numbers, step, reservations, note }: Look): string {
  const cells = [
    at.padStart(7),
    figure(orders).padStart(11),
    figure(numbers).padStart(13),
    figure(step).padStart(16),
    figure(reservations).padStart(15),
  ];
  return `${cells.join('')}${note === '' ? '' : `   ${note}`}`;
}

async function report(fleet: Fleet, tally: Tally, looks: readonly Look[]): Promise<void> {
  const reservations = await fleet.reservationCount();
  const steps = looks.filter((_look, index) => index % 5 === 4).map(({ at, step }) => `${at} ${figure(step)}`);
  const peak = Math.max(...looks.map(({ orders }) => orders));
  const latency = (phase: 'all' | 'spike') =>
    `p50 ${tally.percentile(phase, 50).toFixed(2)} ms, p99 ${tally.percentile(phase, 99).toFixed(2)} ms`;
  const rows = [
    ['numbers given', figure(tally.numbers)],
    ['repeats', figure(tally.repeats)],
    ['backwards steps per node', figure(tally.backwards)],
    ['orders numbered', `${figure(tally.orders)}, at the peak ${figure(peak)}/s`],
    ['requests', figure(tally.requests)],
    ['failed requests', `${figure(tally.failed)} (${figure(tally.retried)} were answered by the other server)`],
    ['latency, all day', latency('all')],
    ['latency, in the spike', latency('spike')],
    [
      'database writes',
      `${figure(reservations)} reservations, one for ${figure(tally.numbers / Math.max(1, reservations))} numbers`,
    ],
    ['step of order over time', steps.join(', ')],
    [
      'machine',
      `${cpus().length} cores ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}, ${fleet.describe().split(' at ')[0]}`,
    ],
  ] as const;
  say();
  say('| Double 11 in a minute | |');
  say('|---|---|');
  for (const [name, value] of rows) say(`| ${name} | ${value} |`);
  say();
  if (tally.numbers < NUMBERS_WANTED)
    say(`Fewer than ${figure(NUMBERS_WANTED)} numbers: this machine was too busy for the whole curve.`);
  say(tally.repeats === 0 ? 'No number was given twice.' : 'NUMBERS WERE GIVEN TWICE.');
}

function figure(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

say(
  `A day's orders in ${DEMO_MS / 1_000} s: ${figure(ordersPerSecond(0))}/s at noon, ${figure(ordersPerSecond(MIDNIGHT_MS))}/s at midnight.`,
);
await main();
