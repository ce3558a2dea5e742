/**
 * `npm run demo`: a Double 11 in a minute. Two servers on one database, three client processes, the midnight spike that was planned as a
 * promotion, one server killed in it and started again, and every number given looked at. Ends with a table, and with exit code 1 if a
 * number came twice.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ADMIN } from '../../test/support/server.js';
import { DEMO_MS, MIDNIGHT_MS, ordersPerSecond } from './curve.js';
import { Day } from './day.js';
import { Fleet } from './fleet.js';
import type { ClientTask, Progress } from './messages.js';
import { PlannedSpike } from './promotion.js';
import { figure, headOf, NUMBERS_WANTED, reportLines, rowOf } from './table.js';
import { Tally } from './tally.js';

const CLIENTS = 3;

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
    const startsAtMs = Date.now() + 1_000;
    const promotion = await PlannedSpike.plan(fleet, startsAtMs);
    const clients = Array.from({ length: CLIENTS }, () => startClient(fleet, tally, startsAtMs));
    const day = new Day(fleet, tally, promotion, startsAtMs);
    say();
    say(headOf());
    await day.watch((look) => say(rowOf(look)));
    await Promise.all(clients.map(ended));
    for (const line of reportLines(tally, await day.outcome())) say(line);
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

say(
  `A day's orders in ${DEMO_MS / 1_000} s: ${figure(ordersPerSecond(0))}/s at noon, ${figure(ordersPerSecond(MIDNIGHT_MS))}/s at midnight.`,
);
await main();
