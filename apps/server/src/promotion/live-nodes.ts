/**
 * Which nodes are alive, by their heartbeats. As a rule the database says how old a heartbeat is; when its clock has just been set
 * forward, every heartbeat looks old for a moment, and then it counts that a node has beaten since the last look. Pure but for what it
 * remembers.
 */
import type { SeenNode } from '#storage';

type Seen = Pick<SeenNode, 'nodeId' | 'heartbeatAtMs' | 'heartbeatAgeMs' | 'state'>;

interface Heard {
  readonly heartbeatAtMs: number;
  /** By the clock of whoever looks. */
  readonly atMs: number;
}

/** Looks further apart than this say nothing of when a node has beaten in between. */
const LOOK_GAP_MAX_MS = 5_000;

export class LiveNodes {
  private heard = new Map<string, Heard>();
  private lookedAtMs = Number.NEGATIVE_INFINITY;

  /**
   * @param nowMs by a clock that nobody sets
   * @param deadAfterMs a node not heard of for this long is dead
   */
  look(seen: readonly Seen[], nowMs: number, deadAfterMs: number): string[] {
    const gapMs = nowMs - this.lookedAtMs;
    const heard = new Map<string, Heard>();
    for (const { nodeId, heartbeatAtMs, heartbeatAgeMs } of seen) {
      heard.set(nodeId, {
        heartbeatAtMs,
        atMs: this.heardAt(nodeId, heartbeatAtMs, nowMs - heartbeatAgeMs, gapMs, nowMs),
      });
    }
    this.heard = heard;
    this.lookedAtMs = nowMs;
    return seen
      .filter(({ nodeId, state }) => state !== 'draining' && nowMs - (heard.get(nodeId)?.atMs ?? 0) <= deadAfterMs)
      .map(({ nodeId }) => nodeId);
  }

  private heardAt(nodeId: string, heartbeatAtMs: number, byAgeMs: number, gapMs: number, nowMs: number): number {
    const known = this.heard.get(nodeId);
    if (known === undefined || gapMs > LOOK_GAP_MAX_MS) return byAgeMs;
    if (known.heartbeatAtMs === heartbeatAtMs) return known.atMs;
    // It has beaten since the last look, whenever that was.
    return nowMs;
  }
}
