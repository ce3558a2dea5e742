/** All that the clients told, put together; every number is looked up among all that were given before. */
import { IntervalSet } from '../../libs/segment/src/testing/interval-set.js';
import type { Phase, Progress } from './messages.js';

export class Tally {
  orders = 0;
  requests = 0;
  retried = 0;
  failed = 0;
  backwards = 0;
  repeats = 0;
  numbers = 0;
  private readonly seen = new Map<string, IntervalSet>();
  private readonly latencies: Record<Phase, Map<number, number>> = { ordinary: new Map(), spike: new Map() };

  add(progress: Progress): void {
    for (const count of ['orders', 'requests', 'retried', 'failed', 'backwards'] as const)
      this[count] += progress[count];
    for (const [tag, runs] of Object.entries(progress.numbers)) {
      for (const [first, count] of runs) this.keep(tag, BigInt(first), count);
    }
    for (const phase of ['ordinary', 'spike'] as const) {
      const known = this.latencies[phase];
      for (const [hundredths, count] of progress.latencies[phase])
        known.set(hundredths, (known.get(hundredths) ?? 0) + count);
    }
  }

  /** @returns the latency in ms that so many percent of the requests of a phase stayed within */
  percentile(phase: Phase | 'all', percent: number): number {
    const phases = phase === 'all' ? (['ordinary', 'spike'] as const) : [phase];
    const sorted = phases.flatMap((name) => [...this.latencies[name]]).sort(([a], [b]) => a - b);
    const total = sorted.reduce((sum, [, count]) => sum + count, 0);
    let left = (total * percent) / 100;
    for (const [hundredths, count] of sorted) {
      left -= count;
      if (left <= 0) return hundredths / 100;
    }
    return 0;
  }

  private keep(tag: string, first: bigint, count: number): void {
    const set = this.seen.get(tag) ?? new IntervalSet();
    this.seen.set(tag, set);
    this.numbers += count;
    if (set.add({ start: first, end: first + BigInt(count) }) === undefined) return;
    // Some of the run was there: find out which, number by number.
    for (let id = first; id < first + BigInt(count); id++)
      if (set.add({ start: id, end: id + 1n }) !== undefined) this.repeats++;
  }
}
