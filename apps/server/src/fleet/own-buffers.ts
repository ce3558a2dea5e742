/**
 * What this node's buffers hold, looked at no oftener than anybody needs. A record stays the same object as long as nothing of it
 * changes, so that whoever compares two looks compares addresses.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type BufferSnapshot, IdAllocator } from '#segment';
import type { HeldSegment, NodeBufferRecord } from '#storage';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';

@Injectable()
export class OwnBuffers {
  private records: ReadonlyMap<string, NodeBufferRecord> = new Map();
  private lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
  ) {}

  /**
   * The buffers that have been warmed or asked, by biz tag.
   *
   * @param maxAgeMs how old the look may be
   */
  look(maxAgeMs: number): ReadonlyMap<string, NodeBufferRecord> {
    const nowMs = performance.now();
    if (nowMs - this.lookedAtMs < maxAgeMs) return this.records;
    const records = new Map<string, NodeBufferRecord>();
    for (const snapshot of this.allocator.snapshots()) {
      const known = this.records.get(snapshot.bizTag);
      if (known === undefined && isUntouched(snapshot)) continue;
      const record = recordOf(this.identity.nodeId, snapshot);
      records.set(snapshot.bizTag, known !== undefined && isSame(known, record) ? known : record);
    }
    this.records = records;
    this.lookedAtMs = nowMs;
    return records;
  }
}

/** A buffer that has neither been warmed nor asked. */
function isUntouched({ mode, issuedCount, fence }: BufferSnapshot): boolean {
  return mode === 'empty' && issuedCount === 0 && fence === 0n;
}

function recordOf(nodeId: string, snapshot: BufferSnapshot): NodeBufferRecord {
  const { bizTag, mode, current, next, step, issuedCount, waiterCount, refillFailedAttempts } = snapshot;
  return {
    nodeId,
    bizTag,
    mode,
    current,
    next,
    step,
    ratePerSecond: Math.round(snapshot.ratePerSecond * 1_000) / 1_000,
    runwayMs: snapshot.runwayMs === null ? null : Math.round(snapshot.runwayMs),
    issuedCount,
    waiterCount,
    refillFailedAttempts,
  };
}

function isSame(a: NodeBufferRecord, b: NodeBufferRecord): boolean {
  return (
    a.issuedCount === b.issuedCount &&
    a.ratePerSecond === b.ratePerSecond &&
    a.runwayMs === b.runwayMs &&
    a.mode === b.mode &&
    a.step === b.step &&
    a.waiterCount === b.waiterCount &&
    a.refillFailedAttempts === b.refillFailedAttempts &&
    isSameSegment(a.current, b.current) &&
    isSameSegment(a.next, b.next)
  );
}

function isSameSegment(a: HeldSegment | null, b: HeldSegment | null): boolean {
  if (a === null || b === null) return a === b;
  return a.idle === b.idle && a.start === b.start && a.end === b.end;
}
