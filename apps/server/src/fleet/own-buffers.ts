/**
 * What this node's buffers hold, looked at no oftener than anybody needs. A record stays the same object as long as nothing of it
 * changes, so that whoever compares two looks compares addresses.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type BufferSnapshot, IdAllocator, type StepChange } from '#segment';
import type { HeldSegment, NodeBufferRecord } from '#storage';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';

@Injectable()
export class OwnBuffers {
  private records: ReadonlyMap<string, NodeBufferRecord> = new Map();
  private lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
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
    for (const bizTag of this.tagSync.tags.keys()) {
      if (!this.allocator.has(bizTag)) continue;
      const buffer = this.allocator.buffer(bizTag);
      const known = this.records.get(bizTag);
      // Nearly all of ten thousand tags have neither been warmed nor asked: looking at them makes nothing that has to be cleared away.
      if (known === undefined && buffer.mode === 'empty') continue;
      const record = recordOf(this.identity.nodeId, buffer.snapshot(), known);
      records.set(bizTag, known !== undefined && isSame(known, record) ? known : record);
    }
    this.records = records;
    this.lookedAtMs = nowMs;
    return records;
  }
}

function recordOf(nodeId: string, snapshot: BufferSnapshot, known: NodeBufferRecord | undefined): NodeBufferRecord {
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
    stepFloor: snapshot.stepFloor,
    jumpEpoch: snapshot.jumpEpoch,
    waitedCount: snapshot.waitedCount,
    lifetimesMs: snapshot.lifetimesMs,
    stepChange: stepChangeOf(snapshot.stepChange, known?.stepChange ?? null),
  };
}

/** The buffer's clock counts from the start of the process. The same object as long as it is the same change. */
function stepChangeOf(change: StepChange | null, known: StepChange | null): StepChange | null {
  if (change === null) return null;
  const atMs = Math.round(performance.timeOrigin + change.atMs);
  return known?.atMs === atMs && known.to === change.to ? known : { ...change, atMs };
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
    a.stepFloor === b.stepFloor &&
    a.jumpEpoch === b.jumpEpoch &&
    a.waitedCount === b.waitedCount &&
    a.lifetimesMs === b.lifetimesMs &&
    a.stepChange === b.stepChange &&
    isSameSegment(a.current, b.current) &&
    isSameSegment(a.next, b.next)
  );
}

function isSameSegment(a: HeldSegment | null, b: HeldSegment | null): boolean {
  if (a === null || b === null) return a === b;
  return a.idle === b.idle && a.start === b.start && a.end === b.end;
}
