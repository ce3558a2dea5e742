import { describe, expect, it } from 'vitest';
import { createTokenSchema, type Token } from '#contract';
import { bodyOf, newDraft, successorOf } from './token-draft.js';

const NOW_MS = Date.parse('2026-11-01T00:00:00Z');

const draft = { ...newDraft(), name: 'order-service', reason: 'first token' };

const token: Token = {
  id: 'tok_1',
  name: 'order-service',
  scopes: [{ tags: 'order*', verbs: ['id', 'lease'], dailyQuota: 5_000_000 }],
  ratePerSecond: 2_000,
  burst: null,
  state: 'live',
  createdAt: '2026-08-01T00:00:00.000Z',
  createdBy: 'root',
  expiresAt: '2026-11-05T00:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
  version: 1,
};

describe('bodyOf', () => {
  it('makes a body the contract takes, good for 90 days unless something else is chosen', () => {
    const scopes = [{ key: '0', tags: ' order* ', verbs: ['id' as const], dailyQuota: '1,000 000' }];
    expect(createTokenSchema.parse(bodyOf({ ...draft, scopes }, NOW_MS))).toEqual({
      name: 'order-service',
      scopes: [{ tags: 'order*', verbs: ['id'], dailyQuota: 1_000_000 }],
      ratePerSecond: null,
      burst: null,
      expiresAt: '2027-01-30T00:00:00.000Z',
      reason: 'first token',
    });
  });

  it('leaves it to the contract to name the field of what is no number', () => {
    const scopes = [{ key: '0', tags: 'order', verbs: [], dailyQuota: 'plenty' }];
    const { error } = createTokenSchema.safeParse(bodyOf({ ...draft, scopes, ratePerSecond: '-1' }, NOW_MS));
    expect(error?.issues.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'ratePerSecond',
      'scopes.0.dailyQuota',
      'scopes.0.verbs',
    ]);
  });

  it('does not take a moment that was not chosen for never', () => {
    expect(bodyOf({ ...draft, expiry: 'at' }, NOW_MS).expiresAt).toBe('');
    expect(bodyOf({ ...draft, expiry: 'never' }, NOW_MS).expiresAt).toBeNull();
  });
});

describe('successorOf', () => {
  it('has the same name and rights, and a life of its own', () => {
    expect(bodyOf({ ...successorOf(token), reason: 'rotation' }, NOW_MS)).toEqual({
      name: token.name,
      scopes: token.scopes,
      ratePerSecond: 2_000,
      burst: null,
      expiresAt: '2027-01-30T00:00:00.000Z',
      reason: 'rotation',
    });
  });
});
