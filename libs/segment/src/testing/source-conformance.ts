/** What every SegmentSource promises (segment-source.ts), as one suite that each of them has to pass. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MAX_ID_END,
  numberSpace,
  type SegmentRange,
  type SegmentSource,
  SegmentSourceError,
} from '../segment-source.js';

export interface SourceHarness {
  readonly source: SegmentSource;
  /** Another source on the same store, as another node would have. */
  readonly second: SegmentSource;
  createTag(bizTag: string, maxId: bigint): Promise<void>;
  readMaxId(bizTag: string): Promise<bigint>;
  /** Sets the maximum past every rule, as somebody with a database client might. */
  setMaxId(bizTag: string, maxId: bigint): Promise<void>;
  close(): Promise<void>;
}

const ANY_LENGTH = numberSpace(null);

export function sourceConformance(name: string, open: () => Promise<SourceHarness>): void {
  describe(`${name} as a segment source`, () => {
    let harness: SourceHarness;
    let bizTag: string;
    const reserve = (count: number, space = ANY_LENGTH, source = harness.source) =>
      source.reserve({ bizTag, count, ...space });

    beforeEach(async () => {
      harness = await open();
      bizTag = `tag-${Math.random().toString(36).slice(2)}`;
    });
    afterEach(() => harness.close());

    it('grants from the maximum upwards, as many as asked', async () => {
      await harness.createTag(bizTag, 1n);
      expect(await reserve(10)).toEqual({ start: 1n, end: 11n });
      expect(await reserve(5)).toEqual({ start: 11n, end: 16n });
      expect(await harness.readMaxId(bizTag)).toBe(16n);
    });

    it('never grants a number twice to fifty at once over two sources', async () => {
      await harness.createTag(bizTag, 1n);
      const granted = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          reserve(1 + (index % 7), ANY_LENGTH, index % 2 ? harness.source : harness.second),
        ),
      );
      expectDisjoint(granted);
      const total = granted.reduce((sum, { start, end }) => sum + (end - start), 0n);
      expect(await harness.readMaxId(bizTag)).toBe(1n + total);
    });

    it('goes by the count of each reservation when steps differ between nodes', async () => {
      await harness.createTag(bizTag, 1n);
      const first = await reserve(1_000);
      const second = await reserve(10, ANY_LENGTH, harness.second);
      const third = await reserve(1_000);
      expectDisjoint([first, second, third]);
      expect(third).toEqual({ start: 1_011n, end: 2_011n });
    });

    it('starts a fixed length at its first number and stays inside', async () => {
      await harness.createTag(bizTag, 1n);
      expect(await reserve(10, numberSpace(6))).toEqual({ start: 100_000n, end: 100_010n });
    });

    it('cuts the last segment to what is left, and then says that the space is exhausted', async () => {
      await harness.createTag(bizTag, 999_990n);
      expect(await reserve(7, numberSpace(6))).toEqual({ start: 999_990n, end: 999_997n });
      expect(await reserve(100, numberSpace(6))).toEqual({ start: 999_997n, end: 1_000_000n });
      await expectFailure(reserve(1, numberSpace(6)), 'exhausted');
      expect(await harness.readMaxId(bizTag)).toBe(1_000_000n);
    });

    it('cuts one segment only when two sources want what is left', async () => {
      await harness.createTag(bizTag, 999_900n);
      const wanted = Array.from({ length: 8 }, (_, index) =>
        reserve(40, numberSpace(6), index % 2 ? harness.source : harness.second).catch((error: unknown) => error),
      );
      const answers = await Promise.all(wanted);
      const granted = answers.filter((answer): answer is SegmentRange => !(answer instanceof Error));
      expectDisjoint(granted);
      expect(granted.reduce((sum, { start, end }) => sum + (end - start), 0n)).toBe(100n);
    });

    it('is exact past 2^53', async () => {
      await harness.createTag(bizTag, 2n ** 53n + 1n);
      expect(await reserve(2)).toEqual({ start: 2n ** 53n + 1n, end: 2n ** 53n + 3n });
      expect(await reserve(1)).toEqual({ start: 2n ** 53n + 3n, end: 2n ** 53n + 4n });
    });

    it('is exact up to 2^63 - 1 and stops there', async () => {
      await harness.createTag(bizTag, MAX_ID_END - 3n);
      expect(await reserve(2)).toEqual({ start: MAX_ID_END - 3n, end: MAX_ID_END - 1n });
      expect(await reserve(2)).toEqual({ start: MAX_ID_END - 1n, end: MAX_ID_END });
      await expectFailure(reserve(1), 'exhausted');
    });

    it('says that a tag is not there, and makes none', async () => {
      await expectFailure(reserve(1), 'not-found');
      await expectFailure(harness.source.advance(bizTag, 5n), 'not-found');
    });

    it('tells tags apart by case', async () => {
      await harness.createTag(bizTag, 1n);
      await expectFailure(
        harness.source.reserve({ bizTag: bizTag.toUpperCase(), count: 1, ...ANY_LENGTH }),
        'not-found',
      );
    });

    it('grants nothing below what was granted when the maximum was set back, to whichever node', async () => {
      await harness.createTag(bizTag, 1n);
      await reserve(100);
      await harness.setMaxId(bizTag, 50n);
      await expectFailure(reserve(10), 'regressed');
      await expectFailure(reserve(10, ANY_LENGTH, harness.second), 'regressed');
      expect(await harness.source.advance(bizTag, 0n)).toBe(101n);
      expect(await reserve(10)).toEqual({ start: 101n, end: 111n });
    });

    it('moves a maximum forward, never back', async () => {
      await harness.createTag(bizTag, 10n);
      expect(await harness.source.advance(bizTag, 2n ** 60n)).toBe(2n ** 60n);
      expect(await harness.source.advance(bizTag, 5n)).toBe(2n ** 60n);
      expect((await reserve(1)).start).toBe(2n ** 60n);
    });

    it('takes a maximum moved forward by hand as it is', async () => {
      await harness.createTag(bizTag, 1n);
      await reserve(10);
      await harness.setMaxId(bizTag, 5_000n);
      expect(await reserve(1)).toEqual({ start: 5_000n, end: 5_001n });
    });
  });
}

function expectDisjoint(ranges: readonly SegmentRange[]): void {
  const sorted = [...ranges].sort((a, b) => (a.start < b.start ? -1 : 1));
  for (const [index, range] of sorted.entries()) {
    expect(range.start < range.end).toBe(true);
    const following = sorted[index + 1];
    if (following !== undefined) expect(range.end <= following.start).toBe(true);
  }
}

async function expectFailure(answer: Promise<unknown>, failure: SegmentSourceError['failure']): Promise<void> {
  const error = await answer.then(
    () => undefined,
    (rejection: unknown) => rejection,
  );
  expect(error).toBeInstanceOf(SegmentSourceError);
  expect(error).toMatchObject({ failure });
}
