/** Records as tests need them. */
import { randomBytes } from 'node:crypto';
import type { BizTagRecord, NodeBufferRecord } from '#storage';

export function newName(prefix = 'tag'): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

export function tagRecord(given: Partial<BizTagRecord> = {}): BizTagRecord {
  return {
    bizTag: newName(),
    maxId: 0n,
    step: 1_000,
    stepMax: 1_000_000,
    idLength: null,
    paused: false,
    jumpEpoch: 0,
    stepFloor: null,
    stepEpoch: 0,
    version: 1,
    description: null,
    updateTime: new Date(0),
    ...given,
  };
}

/** A buffer that nothing is the matter with. */
export function bufferRecord(given: Partial<NodeBufferRecord> = {}): NodeBufferRecord {
  return {
    nodeId: newName('node'),
    bizTag: newName(),
    mode: 'serving',
    current: { start: 0n, end: 1_000n, idle: 900 },
    next: null,
    step: 1_000,
    ratePerSecond: 1,
    runwayMs: 900_000,
    issuedCount: 100,
    waiterCount: 0,
    refillFailedAttempts: 0,
    stepFloor: null,
    jumpEpoch: 0,
    waitedCount: 0,
    lifetimesMs: [],
    stepChange: null,
    ...given,
  };
}
