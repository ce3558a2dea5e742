import { describe, expect, it } from 'vitest';
import { ApiFault } from '../../shared/api.js';
import { bumpWish, faultAt, skippedCount, skipWish } from './action-wish.js';
import { somePreview } from './figure-builders.fixture.js';

describe('what is typed', () => {
  it('is asked about as people write numbers', () => {
    expect(bumpWish('1,000,000', true)).toEqual({ step: 1_000_000, jump: true });
    expect(skipWish('1 000 000')).toEqual({ maxId: '1000000' });
  });

  it('is not asked about while there is nothing', () => {
    expect(bumpWish(' ', true)).toBeUndefined();
    expect(skipWish('')).toBeUndefined();
  });

  it('that is no number goes to the server as it is', () => {
    expect(bumpWish('many', false)).toEqual({ step: 'many', jump: false });
    expect(skipWish('-1')).toEqual({ maxId: '-1' });
  });
});

describe('a skip', () => {
  const preview = somePreview({ maxId: '9007199254740993' });

  it('passes over exactly so many numbers, past what JavaScript counts too', () => {
    expect(skippedCount('9 007 199 254 740 995', preview)).toBe(2n);
    expect(skippedCount('9007199254740993', preview)).toBe(0n);
  });

  it('back, or to what is no number, passes over none', () => {
    expect(skippedCount('9007199254740992', preview)).toBeUndefined();
    expect(skippedCount('', preview)).toBeUndefined();
    expect(skippedCount('1e9', preview)).toBeUndefined();
  });
});

describe('what a server said of a field', () => {
  const error = new ApiFault('INVALID_REQUEST', 400, {
    type: 'about:blank',
    title: 'Invalid request',
    status: 400,
    detail: 'step must be at most 100',
    code: 'INVALID_REQUEST',
    retryable: false,
    requestId: 'r',
    fields: [{ field: 'step', message: 'must be at most 100' }],
  });

  it('stands there while the field holds what it was said of', () => {
    const of = { step: 101, jump: false };
    expect(faultAt('step', { step: 101, jump: true }, [{ of, error }])).toBe('must be at most 100');
    expect(faultAt('step', { step: 99, jump: false }, [{ of, error }])).toBeUndefined();
    expect(faultAt('maxId', { maxId: '1' }, [{ of, error }])).toBeUndefined();
  });

  it('is told once, and not before anything was asked', () => {
    const of = { step: 101 };
    const silent = { of, error: null };
    expect(faultAt('step', of, [silent, { of, error }])).toBe('must be at most 100');
    expect(faultAt('step', of, [{ of: undefined, error }])).toBeUndefined();
  });
});
