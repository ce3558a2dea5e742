/**
 * How busy the machine is, and with what: with the bench and all processes it has started, or with what others run on it. A round that
 * others have disturbed says nothing of what is measured, and is done again. Linux only; elsewhere nothing is known, and nothing repeated.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { median } from './report.js';

/** Shares of all cores, from 0 to 1. */
export interface Busy {
  readonly all: number;
  readonly others: number;
}

export interface Ticks {
  readonly total: number;
  readonly idle: number;
  /** Of the bench and its processes, those that have ended among them. */
  readonly own: number;
}

/** Above so much of the machine taken by others, a round is done again. */
const OTHERS_MAX = 0.1;
const TRIES_MAX = 2;

export class BusyMeter {
  private before = ticksNow();

  /** @returns since the last reading */
  read(): Busy {
    const { before } = this;
    this.before = ticksNow();
    return busyBetween(before, this.before);
  }
}

export function busyBetween(from: Ticks, to: Ticks): Busy {
  const total = to.total - from.total;
  if (total <= 0) return { all: 0, others: 0 };
  const busy = total - (to.idle - from.idle);
  return { all: busy / total, others: Math.max(0, busy - (to.own - from.own)) / total };
}

export class Rounds<T extends { readonly busy: Busy }> {
  /** Those that times are taken from. */
  readonly kept: T[] = [];
  /** All, the disturbed ones too: what must never happen must not happen in them either. */
  readonly made: T[] = [];

  /** Keeps the first round that others left alone, or the one that they disturbed least. */
  async add(round: () => Promise<T>): Promise<void> {
    let best: T | undefined;
    for (let tries = 0; tries < TRIES_MAX && (best === undefined || best.busy.others > OTHERS_MAX); tries++) {
      const made = await round();
      this.made.push(made);
      if (best === undefined || made.busy.others < best.busy.others) best = made;
    }
    if (best !== undefined) this.kept.push(best);
  }
}

/** @returns such as `machine 34 % busy, others took at most 2 %` */
export function busyWords(rounds: readonly { readonly busy: Busy }[]): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const others = Math.max(...rounds.map(({ busy }) => busy.others));
  return `machine ${percent(median(rounds.map(({ busy }) => busy.all)))} busy, others took at most ${percent(others)}`;
}

function ticksNow(): Ticks {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const times = line.trim().split(/\s+/).slice(1, 9).map(Number);
    const [, , , idle = 0, waiting = 0, interrupts = 0, softInterrupts = 0] = times;
    // Packets on the loopback address are the bench's, and the kernel handles them on nobody's account.
    const own = ownTicks() + interrupts + softInterrupts;
    return { total: times.reduce((sum, time) => sum + time, 0), idle: idle + waiting, own };
  } catch {
    return { total: 0, idle: 0, own: 0 };
  }
}

/** A parent counts those of its children that have ended. */
function ownTicks(): number {
  const processes = new Map<number, { readonly parent: number; readonly ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    if (stat !== undefined) processes.set(Number(name), stat);
  }
  const isOwn = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const known = processes.get(pid);
    return known !== undefined && known.parent > 1 && isOwn(known.parent);
  };
  return [...processes].reduce((sum, [pid, { ticks }]) => sum + (isOwn(pid) ? ticks : 0), 0);
}

/** @returns undefined for a process that has ended meanwhile */
function statOf(pid: string): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [, parent = 0, ...more] = fields.split(' ').map(Number);
    return { parent, ticks: more.slice(9, 13).reduce((sum, ticks) => sum + ticks, 0) };
  } catch {
    return undefined;
  }
}
