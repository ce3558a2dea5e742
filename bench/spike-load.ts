/**
 * The load of a spike, a process of its own: requests start when they are due, whether earlier ones were answered or not, and the latency
 * of each is measured from the moment it was due, so that no wait is left out.
 */
import { Worker } from 'node:worker_threads';
import { HttpLine } from './http-line.js';
import { latenciesOf } from './latencies.js';
import type { SpikeResult, SpikeTask } from './load-messages.js';

/** Past so many connections to one server, requests wait for one, and their latency says so. */
const LINES_MAX = 256;

class Pool {
  private readonly idle: HttpLine[] = [];
  private readonly queued: ((line: HttpLine) => void)[] = [];
  private count = 0;
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** @param done with the status of the answer, 0 for none */
  ask(done: (status: number) => void): void {
    const send = (line: HttpLine) =>
      line.ask((answer) => {
        this.release(line);
        done(answer?.status ?? 0);
      });
    const line = this.idle.pop() ?? this.opened();
    if (line === undefined) this.queued.push(send);
    else send(line);
  }

  private opened(): HttpLine | undefined {
    if (this.count >= LINES_MAX) return undefined;
    this.count++;
    return new HttpLine(this.url);
  }

  private release(line: HttpLine): void {
    const alive = line.isOpen ? line : new HttpLine(this.url);
    const next = this.queued.shift();
    if (next === undefined) this.idle.push(alive);
    else next(alive);
  }
}

process.once('message', ({ urls, curve, beforeMs, firstMs, startsAtMs }: SpikeTask) => {
  const pools = urls.map((url) => new Pool(url));
  const before: number[] = [];
  const spike: number[] = [];
  const late: number[] = [];
  let [turn, failed, underWay, isOver] = [0, 0, 0, false];
  const now = () => performance.timeOrigin + performance.now() - startsAtMs;

  const keep = (dueMs: number, latencyMs: number, status: number) => {
    if (status !== 200) failed++;
    const sinceMs = dueMs - curve.spikeAtMs;
    if (sinceMs >= -beforeMs && sinceMs < 0) before.push(latencyMs);
    else if (sinceMs >= 0 && sinceMs < firstMs) spike.push(latencyMs);
  };
  const start = (dueMs: number) => {
    late.push(now() - dueMs);
    underWay++;
    pools[turn++ % pools.length]?.ask((status) => {
      keep(dueMs, now() - dueMs, status);
      underWay--;
      endIfDone();
    });
  };
  const endIfDone = () => {
    if (!isOver || underWay > 0) return;
    const counts = { failed, requests: turn };
    const result: SpikeResult = {
      ...counts,
      ...{ before: latenciesOf(before), spike: latenciesOf(spike) },
      late: latenciesOf(late),
    };
    process.send?.(result, () => process.exit(0));
  };

  const metronome = new Worker(new URL('./metronome.js', import.meta.url), { workerData: { curve, startsAtMs } });
  metronome.on('message', (dueMs: number | null) => {
    if (dueMs !== null) {
      start(dueMs);
      return;
    }
    isOver = true;
    endIfDone();
  });
});
process.on('disconnect', () => process.exit(1));
