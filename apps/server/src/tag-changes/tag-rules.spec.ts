import { describe, expect, it } from 'vitest';
import type { ChangeTag, CreateTag } from '#contract';
import { MAX_ID_END } from '#segment';
import type { LockedBizTag } from '#storage';
import { RequestFault } from '../http/index.js';
import { assertVersion, changedTag, newTag } from './tag-rules.js';

const wish = (more: Partial<CreateTag> = {}): CreateTag => ({ bizTag: 'order', step: 10, reason: 'a test', ...more });

const present = (more: Partial<LockedBizTag> = {}): LockedBizTag => ({
  bizTag: 'order',
  description: 'orders',
  step: 10,
  stepMax: 100,
  idLength: null,
  paused: false,
  maxId: 500n,
  reservedEnd: more.maxId ?? 500n,
  version: 4,
  ...more,
});

const change = (more: Partial<ChangeTag>): ChangeTag => ({ version: 4, reason: 'a test', ...more });

function refusalOf(work: () => unknown): { field: string; message: string } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    expect(error.code).toBe('INVALID_REQUEST');
    return error.details.fields?.[0];
  }
}

describe('a new biz tag begins', () => {
  it.each<[string, Partial<CreateTag>, bigint, bigint]>([
    ['at 1, as in Leaf, when nothing is said', {}, 0n, 1n],
    ['where it is told to', { maxId: '0' }, 0n, 0n],
    ['where its length begins', { idLength: 12 }, 0n, 100_000_000_000n],
    ['inside its length where it is told to', { idLength: 12, maxId: '100000000005' }, 0n, 100_000_000_005n],
    ['above what was given out before', {}, 4_321n, 4_321n],
    ['where its length begins when less was given out before', { idLength: 6 }, 4_321n, 100_000n],
    ['inside its length above what was given out before', { idLength: 6 }, 123_456n, 123_456n],
    ['further on than what was given out before, when told to', { maxId: '9000' }, 4_321n, 9_000n],
    ['at the last number there is', { maxId: String(MAX_ID_END - 1n), step: 1 }, 0n, MAX_ID_END - 1n],
  ])('%s', (_where, more, reservedEnd, maxId) => {
    expect(newTag(wish(more), reservedEnd).maxId).toBe(maxId);
  });

  it('with a ceiling of the step that is never below the step', () => {
    expect(newTag(wish(), 0n).stepMax).toBe(1_000_000);
    expect(newTag(wish({ step: 5_000_000 }), 0n).stepMax).toBe(5_000_000);
    expect(newTag(wish({ stepMax: 20 }), 0n).stepMax).toBe(20);
  });

  it('without a description when an empty one is given', () => {
    expect(newTag(wish({ description: '' }), 0n).description).toBeNull();
  });
});

describe('a new biz tag is refused at the field, with the figure that would do, when', () => {
  it.each<[string, Partial<CreateTag>, bigint, string, string]>([
    ['its maximum lies below what was given out', { maxId: '4320' }, 4_321n, 'maxId', '4321'],
    ['both that and its length are against it', { maxId: '5', idLength: 6 }, 4_321n, 'maxId', '100000'],
    ['its maximum lies below its length', { maxId: '99999', idLength: 6 }, 0n, 'maxId', 'from 100000 to 999999'],
    ['its maximum lies past its length', { maxId: '1000000', idLength: 6 }, 0n, 'maxId', 'from 100000 to 999999'],
    ['its maximum leaves nothing', { maxId: String(MAX_ID_END) }, 0n, 'maxId', String(MAX_ID_END - 1n)],
    ['longer numbers were given out', { idLength: 6 }, 1_000_001n, 'idLength', 'at least 7'],
    ['much longer numbers were given out', { idLength: 6 }, 10n ** 17n + 1n, 'idLength', 'at least 18'],
    ['all numbers of its length were given out', { idLength: 6 }, 1_000_000n, 'idLength', 'at least 7'],
    ['all numbers were given out', {}, MAX_ID_END, 'bizTag', 'another one'],
    ['all numbers were given out, of any length', { idLength: 19 }, MAX_ID_END, 'bizTag', 'another one'],
    ['its step is larger than what is left', { maxId: '999991', idLength: 6 }, 0n, 'step', 'at most 9'],
  ])('%s', (_why, more, reservedEnd, field, figure) => {
    expect(refusalOf(() => newTag(wish(more), reservedEnd))).toMatchObject({
      field,
      message: expect.stringContaining(figure),
    });
  });
});

describe('a change', () => {
  it('leaves what it does not name', () => {
    const { description, step, stepMax, idLength, paused } = present();
    expect(changedTag(present(), change({ paused: true }))).toEqual({
      description,
      step,
      stepMax,
      idLength,
      paused: !paused,
    });
    expect(changedTag(present(), change({ description: null })).description).toBeNull();
    expect(changedTag(present({ idLength: 12 }), change({ idLength: null })).idLength).toBeNull();
  });

  it.each<[string, Partial<LockedBizTag>, Partial<ChangeTag>, string, string]>([
    ['the step passes the ceiling that stays', {}, { step: 101 }, 'step', '100'],
    ['the ceiling falls below the step that stays', {}, { stepMax: 9 }, 'stepMax', '10'],
    ['both change and do not fit', {}, { step: 50, stepMax: 49 }, 'stepMax', '50'],
    ['longer numbers were given out', { maxId: 1_000_001n }, { idLength: 6 }, 'idLength', 'at least 7'],
    ['the grants know of longer numbers', { reservedEnd: 10n ** 12n + 1n }, { idLength: 6 }, 'idLength', 'at least 13'],
  ])('is refused at the field when %s', (_why, tag, more, field, figure) => {
    expect(refusalOf(() => changedTag(present(tag), change(more)))).toMatchObject({
      field,
      message: expect.stringContaining(figure),
    });
  });

  it('of the length is taken while all that was given out fits, and when the tag goes on in a longer one', () => {
    expect(changedTag(present({ maxId: 1_000_000n }), change({ idLength: 6 })).idLength).toBe(6);
    expect(changedTag(present({ maxId: 999_999n, idLength: 6 }), change({ idLength: 19 })).idLength).toBe(19);
  });

  it('of something else is taken by a tag that has passed its length by other means', () => {
    expect(changedTag(present({ idLength: 6, maxId: 2_000_000n }), change({ paused: true })).paused).toBe(true);
  });

  it.each([3, 5])('based on version %i of a tag at version 4 is refused with both states', (version) => {
    const refusal = expect(() => changedTag(present(), { ...change({ step: 20 }), version }));
    const current = { bizTag: 'order', step: 10, maxId: '500', version: 4 };
    refusal.toThrow(
      expect.objectContaining({
        code: 'VERSION_CONFLICT',
        details: {
          conflict: {
            current: expect.objectContaining(current),
            attempted: expect.objectContaining({ ...current, step: 20, version }),
          },
        },
      }),
    );
  });

  it('is told of another version before anything else that is wrong with it', () => {
    expect(() => changedTag(present(), { ...change({ step: 101 }), version: 3 })).toThrow(
      expect.objectContaining({ code: 'VERSION_CONFLICT' }),
    );
  });

  it('at the right version passes', () => {
    expect(() => assertVersion(present(), 4, () => ({}))).not.toThrow();
  });
});
