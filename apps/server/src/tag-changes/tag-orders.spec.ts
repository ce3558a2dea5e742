import { describe, expect, it } from 'vitest';
import type { LockedBizTag } from '#storage';
import { RequestFault } from '../http/index.js';
import { bumpedTag, jumpedTag, skippedTag } from './tag-orders.js';

const tag = (given: Partial<LockedBizTag> = {}): LockedBizTag => ({
  bizTag: 'order',
  description: 'Orders',
  step: 100,
  stepMax: 10_000,
  idLength: 6,
  paused: false,
  maxId: 200_000n,
  reservedEnd: 200_000n,
  version: 7,
  ...given,
});

function faultOf(work: () => unknown): RequestFault {
  try {
    work();
  } catch (error) {
    if (error instanceof RequestFault) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a step bump', () => {
  it('sets the step, orders it of every node, and leaves the rest as it is', () => {
    expect(bumpedTag(tag(), { step: 5_000 })).toEqual({
      description: 'Orders',
      step: 5_000,
      stepMax: 10_000,
      idLength: 6,
      paused: false,
      bump: true,
      jump: false,
    });
    expect(bumpedTag(tag(), { step: 5_000, jump: true })).toMatchObject({ bump: true, jump: true });
  });

  it('past stepMax is refused at the field, with the figure that would do', () => {
    const { message, details } = faultOf(() => bumpedTag(tag(), { step: 10_001 }));
    expect(message).toContain('at most stepMax, which is 10000');
    expect(details.fields?.[0]?.field).toBe('step');
  });

  it('past the numbers that are left is refused, with how many that are', () => {
    const last = tag({ maxId: 999_000n, reservedEnd: 999_500n });
    expect(faultOf(() => bumpedTag(last, { step: 501 })).message).toContain('at most 500');
    expect(bumpedTag(last, { step: 500 }).step).toBe(500);
  });
});

describe('a skip', () => {
  it('moves the maximum and has every node jump', () => {
    expect(skippedTag(tag(), { maxId: '300000' })).toMatchObject({ maxId: 300_000n, jump: true, step: 100 });
  });

  it('never goes below what was given out, although the maximum was set back by hand', () => {
    const setBack = tag({ maxId: 150_000n });
    expect(faultOf(() => skippedTag(setBack, { maxId: '199999' })).message).toContain('at least 200000');
    expect(skippedTag(setBack, { maxId: '200000' }).maxId).toBe(200_000n);
  });

  it('leaves a number in the space, and begins in it', () => {
    expect(faultOf(() => skippedTag(tag(), { maxId: '1000000' })).message).toContain('at most 999999');
    const fresh = tag({ maxId: 0n, reservedEnd: 0n });
    expect(faultOf(() => skippedTag(fresh, { maxId: '5' })).message).toContain('at least 100000');
  });
});

describe('the version', () => {
  it('may be left out, and given must be the present one', () => {
    expect(jumpedTag(tag(), {})).toMatchObject({ jump: true });
    expect(jumpedTag(tag(), { version: 7 })).toMatchObject({ jump: true });
    for (const work of [
      () => jumpedTag(tag(), { version: 6 }),
      () => bumpedTag(tag(), { step: 500, version: 8 }),
      () => skippedTag(tag(), { maxId: '300000', version: 0 }),
    ]) {
      expect(faultOf(work).code).toBe('VERSION_CONFLICT');
    }
  });
});
