/** The demo's day as it goes by: what is seen of it every two seconds, and a server killed in the spike and started again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BufferFigure } from '#contract';
import { clockAt, DEMO_MS, MIDNIGHT_MS, SPIKE_MS } from './curve.js';
import type { Fleet } from './fleet.js';
import type { PlannedSpike } from './promotion.js';
import type { DayOutcome, Look } from './table.js';
import type { Tally } from './tally.js';
import { WaitCount } from './waits.js';

const CRASH_AT_MS = MIDNIGHT_MS + 1_500;
const RESTART_AT_MS = CRASH_AT_MS + 5_000;
const LOOK_EVERY_MS = 2_000;
/** Until when refills and waits count as those of the spike: all nodes have told of it by then. */
const SPIKE_TOLD_MS = MIDNIGHT_MS + SPIKE_MS + 2_000;

interface Event {
  readonly atMs: number;
  readonly note: string;
  readonly run: () => Promise<void>;
}

export class Day {
  private readonly looks: Look[] = [];
  private readonly waits = new WaitCount();
  private nodesAtMidnight: ReadonlySet<string> = new Set();
  private readonly events: Event[];
  private before: { readonly orders: number; readonly atMs: number };

  constructor(
    private readonly fleet: Fleet,
    private readonly tally: Tally,
    private readonly promotion: PlannedSpike,
    private readonly startsAtMs: number,
  ) {
    this.before = { orders: 0, atMs: startsAtMs };
    this.events = [
      { atMs: CRASH_AT_MS, note: 'server 2 killed (SIGKILL)', run: () => fleet.crash() },
      { atMs: RESTART_AT_MS, note: 'server 2 started again', run: () => fleet.restart() },
    ];
  }

  async watch(show: (look: Look) => void): Promise<void> {
    for (let nextMs = LOOK_EVERY_MS; nextMs <= DEMO_MS; nextMs += LOOK_EVERY_MS) {
      const notes = nextMs === MIDNIGHT_MS ? ['midnight'] : [];
      notes.push(...(await this.runEvents(nextMs)));
      await this.until(nextMs);
      const look = await this.look(nextMs, notes);
      this.looks.push(look);
      show(look);
    }
  }

  async outcome(): Promise<DayOutcome> {
    return {
      looks: this.looks,
      waitsInSpike: this.waits.counts,
      refillsInSpike: await this.refillsInSpike(),
      reservations: await this.fleet.reservationCount(),
      promotion: await this.promotion.life(),
      database: this.fleet.describe(),
    };
  }

  private async runEvents(beforeMs: number): Promise<string[]> {
    const notes: string[] = [];
    for (let event = this.events[0]; event !== undefined && event.atMs < beforeMs; event = this.events[0]) {
      await this.until(event.atMs);
      await event.run();
      notes.push(event.note);
      this.events.shift();
    }
    return notes;
  }

  private async look(atMs: number, notes: readonly string[]): Promise<Look> {
    const orders = this.ordersPerSecond();
    const [seen, reservations, news] = await Promise.all([
      this.fleet.buffers(),
      this.fleet.reservationCount(),
      this.promotion.look(this.fleet),
    ]);
    this.countWaits(atMs, seen);
    const step = Math.max(0, ...seen.filter(({ bizTag }) => bizTag === 'order').map((buffer) => buffer.step));
    const note = [...notes, ...news].join('; ');
    return { at: clockAt(atMs), orders, numbers: this.tally.numbers, step, reservations, note };
  }

  private countWaits(atMs: number, seen: readonly BufferFigure[]): void {
    if (atMs === MIDNIGHT_MS) {
      this.nodesAtMidnight = new Set(seen.map(({ nodeId }) => nodeId));
      this.waits.begin(seen);
    } else if (atMs > MIDNIGHT_MS && atMs <= SPIKE_TOLD_MS) this.waits.look(seen);
  }

  /** Since the last look. */
  private ordersPerSecond(): number {
    const { before } = this;
    this.before = { orders: this.tally.orders, atMs: Date.now() };
    return ((this.before.orders - before.orders) / (this.before.atMs - before.atMs)) * 1_000;
  }

  private async refillsInSpike(): Promise<DayOutcome['refillsInSpike']> {
    const { startsAtMs } = this;
    const count = { there: 0, again: 0 };
    for (const [nodeId, refills] of await this.fleet.reservationsBetween(
      startsAtMs + MIDNIGHT_MS,
      startsAtMs + SPIKE_TOLD_MS,
    )) {
      count[this.nodesAtMidnight.has(nodeId) ? 'there' : 'again'] += refills;
    }
    return count;
  }

  private until(atMs: number): Promise<void> {
    return sleep(Math.max(0, this.startsAtMs + atMs - Date.now()));
  }
}
