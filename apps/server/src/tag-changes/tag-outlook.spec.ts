import { describe, expect, it } from 'vitest';
import type { BizTagFigure, BufferFigure } from '#contract';
import { spaceUsedOf } from '../fleet/index.js';
import { previewOf } from './tag-outlook.js';

const segment = (start: number, length: number, idle = length) => ({
  start: String(start),
  end: String(start + length),
  idle,
});

const buffer = (given: Partial<BufferFigure> = {}): BufferFigure => ({
  nodeId: 'node-a',
  bizTag: 'order',
  mode: 'serving',
  current: segment(100_000, 1_000, 600),
  next: segment(101_000, 1_000),
  step: 1_000,
  stepFloor: null,
  lifetimesMs: [],
  stepChange: null,
  jumpEpoch: 0,
  ratePerSecond: 10,
  runwayMs: 160_000,
  issuedCount: 400,
  waiterCount: 0,
  waitedCount: 0,
  refillFailedAttempts: 0,
  ...given,
});

const figure = (given: Partial<BizTagFigure> = {}): BizTagFigure => ({
  bizTag: 'order',
  description: null,
  maxId: '104000',
  step: 1_000,
  stepMax: 100_000,
  stepFloor: null,
  jumpEpoch: 0,
  idLength: 6,
  paused: false,
  version: 3,
  ratePerSecond: 20,
  runwayMs: 160_000,
  spaceUsed: 0,
  troubles: [],
  buffers: [buffer(), buffer({ nodeId: 'node-b', next: null })],
  ...given,
});

const preview = (wish: Parameters<typeof previewOf>[1], given: Partial<BizTagFigure> = {}) =>
  previewOf(figure(given), wish, spaceUsedOf);

describe('the preview', () => {
  it('of a bump without a jump loses nothing, and shows the new step and the writes it saves', () => {
    const { now, after, abandoned, nodes, warnings } = preview({ step: 10_000 });
    expect(now).toMatchObject({ step: 1_000, heldCount: 2_200, runwayMs: 60_000, writesPerHour: 72 });
    expect(after).toMatchObject({
      step: 10_000,
      heldCount: 12_200,
      runwayMs: 160_000,
      writesPerHour: 7.2,
      maxId: '104000',
    });
    expect([abandoned, nodes, warnings]).toEqual(['0', 2, []]);
  });

  it('of a bump with a jump loses what is held, and reserves a segment on each node', () => {
    const { after, abandoned } = preview({ step: 10_000, jump: true });
    expect(after).toMatchObject({ heldCount: 20_000, runwayMs: 1_000_000, maxId: '124000' });
    expect(abandoned).toBe('2200');
  });

  it('of a jump keeps the step of each node', () => {
    const { after, abandoned } = preview({ jump: true });
    expect(after).toMatchObject({ step: 1_000, heldCount: 2_000, runwayMs: 100_000, maxId: '106000' });
    expect(abandoned).toBe('2200');
  });

  it('of a skip counts the numbers skipped as well as those held', () => {
    const { after, abandoned } = preview({ maxId: '500000' });
    expect(abandoned).toBe(String(500_000 - 104_000 + 2_200));
    expect(after.maxId).toBe('502000');
    expect(after.spaceUsed).toBeCloseTo(402 / 900, 3);
  });

  it('warns of what would be refused, with the figure that would do', () => {
    expect(preview({ step: 200_000 }).warnings).toMatchObject([
      { field: 'step', message: expect.stringContaining('at most stepMax, which is 100000') },
    ]);
    expect(preview({ maxId: '5' }).warnings[0]?.message).toContain('at least 104000');
    expect(preview({ maxId: '1000000' }).warnings[0]?.message).toContain('at most 999999');
  });

  it('warns of segments of seconds, of a promotion that holds the floor, and of a space that is too small', () => {
    expect(preview({ step: 50 }).warnings[0]?.message).toContain('9000 would last 15 minutes');
    expect(preview({ step: 1_000 }, { stepFloor: 5_000 }).warnings[0]?.message).toContain('asks for 5000');
    expect(preview({ step: 100_000 }, { maxId: '700000' }).warnings[0]?.message).toContain('300000 are left');
  });

  it('of a tag that nobody holds has nothing to lose', () => {
    const { now, after, abandoned, nodes } = preview({ step: 2_000, jump: true }, { buffers: [] });
    expect([now.runwayMs, after.step, abandoned, nodes]).toEqual([null, 2_000, '0', 0]);
  });
});
