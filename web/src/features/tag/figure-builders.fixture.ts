/** Figures for tests: what a test does not name is random or of no account. */
import type { BizTagFigure, BufferFigure, SegmentFigure, TagOutlook, TagPreview } from '#contract';

export function someSegment(total: number, idle: number, start = 100_000_000_000n): SegmentFigure {
  return { start: String(start), end: String(start + BigInt(total)), idle };
}

export function someBuffer(figures: Partial<BufferFigure> = {}): BufferFigure {
  return {
    nodeId: crypto.randomUUID(),
    bizTag: `tag-${crypto.randomUUID()}`,
    mode: 'serving',
    current: someSegment(1_000, 1_000),
    next: null,
    step: 1_000,
    stepFloor: null,
    lifetimesMs: [],
    stepChange: null,
    jumpEpoch: 0,
    ratePerSecond: 0,
    runwayMs: null,
    issuedCount: 0,
    waiterCount: 0,
    waitedCount: 0,
    refillFailedAttempts: 0,
    ...figures,
  };
}

export function someTag(figures: Partial<BizTagFigure> = {}): BizTagFigure {
  return {
    bizTag: `tag-${crypto.randomUUID()}`,
    description: null,
    maxId: '1',
    step: 1_000,
    stepMax: 1_000_000,
    stepFloor: null,
    jumpEpoch: 0,
    idLength: null,
    paused: false,
    version: 1,
    ratePerSecond: 0,
    runwayMs: null,
    spaceUsed: 0,
    troubles: [],
    buffers: [],
    ...figures,
  };
}

const OUTLOOK: TagOutlook = {
  step: 1_000,
  heldCount: 1_000,
  runwayMs: null,
  writesPerHour: 0,
  maxId: '1001',
  spaceUsed: 0,
};

/** @param after what differs afterwards from what is now */
export function somePreview(now: Partial<TagOutlook> = {}, after: Partial<TagOutlook> = {}): TagPreview {
  return {
    now: { ...OUTLOOK, ...now },
    after: { ...OUTLOOK, ...now, ...after },
    nodes: 1,
    abandoned: '0',
    warnings: [],
  };
}
