/** Callers who waited for a refill, counted from one moment on over nodes that come and go. Pure. */

export interface NodeWaits {
  readonly nodeId: string;
  readonly bizTag: string;
  /** Since the node started. */
  readonly waitedCount: number;
}

/** Of the nodes that were there at the beginning, and of those that came later. */
export interface SplitCount {
  readonly there: number;
  readonly again: number;
}

export class WaitCount {
  private readonly before = new Map<string, number>();
  private readonly last = new Map<string, number>();

  /** From now on: what was counted until now is left out. */
  begin(seen: readonly NodeWaits[]): void {
    for (const waits of seen) this.before.set(keyOf(waits), waits.waitedCount);
    this.look(seen);
  }

  /** A node that is gone keeps what it said last; a new one has counted from nothing. */
  look(seen: readonly NodeWaits[]): void {
    for (const waits of seen) this.last.set(keyOf(waits), waits.waitedCount);
  }

  get counts(): SplitCount {
    const counts = { there: 0, again: 0 };
    for (const [key, count] of this.last) {
      const before = this.before.get(key);
      if (before === undefined) counts.again += count;
      else counts.there += count - before;
    }
    return counts;
  }
}

function keyOf({ nodeId, bizTag }: NodeWaits): string {
  return `${nodeId} ${bizTag}`;
}
