import { describe, expect, it } from 'vitest';
import type { Scope, Token } from '#contract';
import { curlExample, daysLeft, liveFirst, rotatingNames } from './token-facts.js';

const NOW_MS = Date.parse('2026-11-01T00:00:00Z');
let count = 0;

function aToken(facts: Partial<Token> = {}): Token {
  count += 1;
  return {
    id: `tok_${count}`,
    name: `service-${count}`,
    scopes: [{ tags: '*', verbs: ['id'] }],
    ratePerSecond: null,
    burst: null,
    state: 'live',
    createdAt: '2026-10-01T00:00:00.000Z',
    createdBy: 'root',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    version: 1,
    ...facts,
  };
}

describe('daysLeft', () => {
  it('counts whole days, the last one as none', () => {
    expect(daysLeft(aToken({ expiresAt: '2026-11-14T23:59:00Z' }), NOW_MS)).toBe(13);
    expect(daysLeft(aToken({ expiresAt: '2026-11-01T08:00:00Z' }), NOW_MS)).toBe(0);
  });

  it('warns of no token that never expires or is dead already', () => {
    expect(daysLeft(aToken(), NOW_MS)).toBeNull();
    expect(daysLeft(aToken({ state: 'revoked', expiresAt: '2026-11-02T00:00:00Z' }), NOW_MS)).toBeNull();
  });
});

describe('rotatingNames', () => {
  it('names those of which two are live', () => {
    const tokens = [
      aToken({ name: 'a' }),
      aToken({ name: 'a' }),
      aToken({ name: 'b' }),
      aToken({ name: 'b', state: 'revoked' }),
    ];
    expect([...rotatingNames(tokens)]).toEqual(['a']);
  });
});

describe('liveFirst', () => {
  it('keeps the order among the live and among the dead', () => {
    const tokens = [aToken({ state: 'expired' }), aToken(), aToken({ state: 'revoked' }), aToken()];
    const [expired, first, revoked, second] = tokens;
    expect(liveFirst(tokens)).toEqual([first, second, expired, revoked]);
  });
});

describe('curlExample', () => {
  const example = (...scopes: Scope[]) => curlExample('https://ids.example.com', scopes).split('\n')[1];

  it('takes a number of a tag that the pattern covers', () => {
    expect(example({ tags: 'order-*', verbs: ['id'] })).toContain('/api/v1/ids/order ');
    expect(example({ tags: '*', verbs: ['lease'] }, { tags: 'pay', verbs: ['id'] })).toContain('/api/v1/ids/pay ');
  });

  it('leases, or reads, when the token may do no more', () => {
    expect(example({ tags: 'order', verbs: ['lease'] })).toContain('/api/v1/segments/order ');
    expect(example({ tags: '*', verbs: ['viewer'] })).toContain('/api/v1/admin/tags ');
  });

  it('never has the secret on the command line', () => {
    expect(curlExample('http://x', [{ tags: '*', verbs: ['id'] }])).toMatch(/^read -rs BANYAN_TOKEN\n/);
  });
});
