/** What must hold of a node's buffers between any two steps. */
import type { BufferSnapshot, SegmentSnapshot } from '../buffer-snapshot.js';
import { type Ledger, Violation } from './ledger.js';
import { type SimulatedNode, WAITERS_MAX } from './simulated-node.js';

/** @param isServer whether what is held can be compared with what nodes gave out; an SDK holds numbers a node gave it */
export function checkNode(node: SimulatedNode, ledger: Ledger, isServer: boolean): void {
  if (node.fault !== undefined) throw node.fault;
  for (const snapshot of node.allocator.snapshots()) {
    const where = `${node.nodeId} ${snapshot.bizTag}`;
    checkMode(snapshot, where);
    const { current, next, fence, bizTag } = snapshot;
    must(next === null || (current !== null && next.start >= current.end), `${where}: next does not lie above current`);
    for (const segment of [current, next]) {
      if (segment === null) continue;
      checkSegment(segment, fence, where);
      if (isServer) ledger.assertHeldIsFresh(node.nodeId, bizTag, idlePart(segment));
    }
  }
}

function checkMode({ mode, current, next, waiterCount }: BufferSnapshot, where: string): void {
  const held = (current?.idle ?? 0) + (next?.idle ?? 0);
  must(waiterCount <= WAITERS_MAX, `${where}: ${waiterCount} callers wait, past the bound`);
  must(
    mode !== 'serving' || (held > 0 && waiterCount === 0),
    `${where}: serving with ${held} held and ${waiterCount} waiting`,
  );
  must(
    mode !== 'empty' || (held === 0 && waiterCount === 0),
    `${where}: empty with ${held} held and ${waiterCount} waiting`,
  );
}

function checkSegment({ start, end, idle }: SegmentSnapshot, fence: bigint, where: string): void {
  const length = Number(end - start);
  must(idle >= 1 && idle <= length, `${where}: ${idle} left of ${length}`);
  must(end <= fence, `${where}: a segment above the fence`);
}

function idlePart({ end, idle }: SegmentSnapshot) {
  return { start: end - BigInt(idle), end };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Violation(otherwise);
}
