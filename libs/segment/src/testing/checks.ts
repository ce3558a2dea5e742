/** What must hold of all holders' buffers between any two steps. */
import type { BufferSnapshot, SegmentSnapshot } from '../buffer-snapshot.js';
import type { SegmentRange } from '../segment-source.js';
import { type Ledger, Violation } from './ledger.js';
import { type SimulatedNode, WAITERS_MAX } from './simulated-node.js';

/** @throws Violation */
export function checkHolder(holder: SimulatedNode, ledger: Ledger): void {
  if (holder.fault !== undefined) throw holder.fault;
  for (const snapshot of holder.allocator.snapshots()) {
    const where = `${holder.nodeId} ${snapshot.bizTag}`;
    checkMode(snapshot, where);
    checkSegments(snapshot, where);
    checkBooks(holder, snapshot, where);
    for (const range of idleParts(snapshot)) ledger.assertHeldIsFresh(holder, snapshot.bizTag, range);
  }
}

/** What several holders hold of one tag never overlaps. SDKs hold what nodes gave out, so each kind is looked at by itself. */
export function checkDisjoint(holders: readonly SimulatedNode[]): void {
  const heldByTag = new Map<string, { range: SegmentRange; nodeId: string }[]>();
  for (const { allocator, nodeId } of holders) {
    for (const snapshot of allocator.snapshots()) {
      const held = heldByTag.get(snapshot.bizTag) ?? [];
      heldByTag.set(snapshot.bizTag, held);
      for (const range of idleParts(snapshot)) held.push({ range, nodeId });
    }
  }
  for (const [bizTag, held] of heldByTag) {
    held.sort((a, b) => (a.range.start < b.range.start ? -1 : 1));
    for (const [index, { range, nodeId }] of held.entries()) {
      const after = held[index + 1];
      must(
        after === undefined || range.end <= after.range.start,
        `${nodeId} and ${after?.nodeId} both hold ${after?.range.start} of ${bizTag}`,
      );
    }
  }
}

function checkMode({ mode, waiterCount, ...snapshot }: BufferSnapshot, where: string): void {
  const held = heldCount(snapshot);
  const figures = `${mode} with ${held} held and ${waiterCount} waiting`;
  must(waiterCount <= WAITERS_MAX, `${where}: ${waiterCount} callers wait, past the bound`);
  must(mode !== 'serving' || (held > 0 && waiterCount === 0), `${where}: ${figures}`);
  must((mode !== 'empty' && mode !== 'exhausted') || (held === 0 && waiterCount === 0), `${where}: ${figures}`);
  must(mode !== 'filling' || waiterCount > 0, `${where}: ${figures}`);
  must(mode !== 'paused' || waiterCount === 0, `${where}: ${figures}`);
  must(mode !== 'closed' || (held === 0 && waiterCount === 0), `${where}: ${figures}`);
}

function checkSegments({ current, next, fence }: BufferSnapshot, where: string): void {
  must(next === null || (current !== null && next.start >= current.end), `${where}: next does not lie above current`);
  for (const segment of [current, next]) {
    if (segment === null) continue;
    const length = Number(segment.end - segment.start);
    must(segment.idle >= 1 && segment.idle <= length, `${where}: ${segment.idle} left of ${length}`);
    must(segment.end <= fence, `${where}: a segment above the fence`);
  }
}

/** Every number fetched was given, is held, was told as a gap, or stands by for a caller who waits for more. */
function checkBooks(holder: SimulatedNode, snapshot: BufferSnapshot, where: string): void {
  const books = holder.booksOf(snapshot.bizTag);
  const { issuedCount, waiterCount } = snapshot;
  must(issuedCount >= books.issuedBefore, `${where}: issuedCount went back to ${issuedCount}`);
  books.issuedBefore = issuedCount;
  must(issuedCount >= books.given, `${where}: ${books.given} given, but only ${issuedCount} counted as issued`);
  const held = heldCount(snapshot);
  must(issuedCount + held <= books.fetched, `${where}: ${issuedCount} issued and ${held} held of ${books.fetched}`);
  const standBy = books.fetched - books.given - books.gaps - held;
  must(standBy >= 0, `${where}: ${-standBy} numbers more than were fetched`);
  const mayStandBy = waiterCount > 0 || holder.setsPending > 0;
  must(standBy === 0 || mayStandBy, `${where}: ${standBy} numbers are gone and nobody was told`);
}

function heldCount({ current, next }: Pick<BufferSnapshot, 'current' | 'next'>): number {
  return (current?.idle ?? 0) + (next?.idle ?? 0);
}

function idleParts({ current, next }: BufferSnapshot): SegmentRange[] {
  return [current, next].filter((segment): segment is SegmentSnapshot => segment !== null).map(idlePart);
}

function idlePart({ end, idle }: SegmentSnapshot): SegmentRange {
  return { start: end - BigInt(idle), end };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Violation(otherwise);
}
