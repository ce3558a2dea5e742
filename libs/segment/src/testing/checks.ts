/** What must hold of a node's buffers between any two steps. */
import type { SegmentSnapshot } from '../buffer-snapshot.js';
import { type Ledger, Violation } from './ledger.js';
import { type SimulatedNode, WAITERS_MAX } from './simulated-node.js';

/** @param isServer whether what is held can be compared with what nodes gave out; an SDK holds numbers a node gave it */
export function checkNode(node: SimulatedNode, ledger: Ledger, isServer: boolean): void {
  if (node.fault !== undefined) throw node.fault;
  for (const { bizTag, mode, current, next, waiterCount, fence } of node.allocator.snapshots()) {
    const where = `${node.nodeId} ${bizTag}`;
    const held = (current?.idle ?? 0) + (next?.idle ?? 0);
    must(waiterCount <= WAITERS_MAX, `${where}: ${waiterCount} callers wait, past the bound`);
    must(mode !== 'serving' || (held > 0 && waiterCount === 0), `${where}: serving with ${held} held and ${waiterCount} waiting`);
    must(mode !== 'empty' || (held === 0 && waiterCount === 0), `${where}: empty with ${held} held and ${waiterCount} waiting`);
    must(next === null || (current !== null && next.start >= current.end), `${where}: next does not lie above current`);
    for (const segment of [current, next]) {
      if (segment === null) continue;
      const length = Number(segment.end - segment.start);
      must(segment.idle >= 1 && segment.idle <= length, `${where}: ${segment.idle} left of ${length}`);
      must(segment.end <= fence, `${where}: a segment above the fence`);
      if (isServer) ledger.assertHeldIsFresh(node.nodeId, bizTag, idlePart(segment));
    }
  }
}

function idlePart({ end, idle }: SegmentSnapshot) {
  return { start: end - BigInt(idle), end };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Violation(otherwise);
}
