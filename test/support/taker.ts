/** Somebody who takes numbers of a biz tag from a server until told to stop, and keeps book of what was given and refused. */
import type { Problem } from '#contract';
import { IntervalSet } from '../../libs/segment/src/testing/interval-set.js';
import type { ServerProcess } from './server.js';

export interface Taken {
  readonly numbers: readonly bigint[];
  /** Why there are none. */
  readonly code?: string;
}

export async function take(server: ServerProcess, bizTag: string, count: number): Promise<Taken> {
  const response = await server.get(`/api/v1/ids/${bizTag}/batch?count=${count}`);
  if (!response.ok) return { numbers: [], code: ((await response.json()) as Problem).code };
  const { ids } = (await response.json()) as { ids: string[] };
  return { numbers: ids.map(BigInt) };
}

const PER_CALL = 20;

export class Taker {
  /** The codes of the refusals. */
  readonly refusals = new Set<string>();
  /** Numbers that somebody who shares `seen` was given before. */
  readonly repeats: bigint[] = [];
  count = 0;
  /** The last number given. */
  last = -1n;
  private readonly server: ServerProcess;
  private readonly bizTag: string;
  private readonly seen: IntervalSet;
  private readonly running: Promise<void>;
  private isStopped = false;

  /** @param seen what all of them have been given */
  constructor(server: ServerProcess, bizTag: string, seen: IntervalSet) {
    this.server = server;
    this.bizTag = bizTag;
    this.seen = seen;
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const { numbers, code } = await take(this.server, this.bizTag, PER_CALL);
      if (code !== undefined) this.refusals.add(code);
      this.count += numbers.length;
      this.last = numbers.at(-1) ?? this.last;
      for (const start of numbers) {
        if (this.seen.add({ start, end: start + 1n }) !== undefined) this.repeats.push(start);
      }
    }
  }
}
