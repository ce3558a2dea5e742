/** Figures for tests: what a test does not name is random or of no account. */
import type { BizTagFigure, BufferFigure, SegmentFigure } from '#contract';

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
    ratePerSecond: 0,
    runwayMs: null,
    issuedCount: 0,
    waiterCount: 0,
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
