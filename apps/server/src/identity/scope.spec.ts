import { describe, expect, it } from 'vitest';
import { grantOf, isAtLeast, roleOf } from './scope.js';

describe('scopes', () => {
  it('allow together what each of them allows', () => {
    const { verbs } = grantOf(
      [
        { tags: 'order*', verbs: ['id'] },
        { tags: '*-item', verbs: ['lease'] },
        { tags: 'coupon', verbs: ['admin'] },
      ],
      'order-item',
    );
    expect([...verbs].sort()).toEqual(['id', 'lease']);
  });

  it('have the largest of their quotas, and none where one has none', () => {
    const small = { tags: 'order', verbs: ['id'], dailyQuota: 10 };
    const large = { tags: 'order*', verbs: ['id'], dailyQuota: 50 };
    const free = { tags: '*', verbs: ['lease'] };
    const roleOnly = { tags: '*', verbs: ['viewer'] };
    expect(grantOf([small, large], 'order').dailyQuota).toBe(50);
    expect(grantOf([small, roleOnly], 'order').dailyQuota).toBe(10);
    expect(grantOf([small, free], 'order').dailyQuota).toBeNull();
  });

  it('give a role over everything only by the pattern for everything', () => {
    const scopes = [
      { tags: 'order*', verbs: ['operator'] },
      { tags: '*', verbs: ['viewer'] },
    ];
    expect(roleOf(scopes, null)).toBe('viewer');
    expect(roleOf(scopes, 'order-item')).toBe('operator');
    expect(roleOf(scopes, 'coupon')).toBe('viewer');
    expect(roleOf([{ tags: '*', verbs: ['id', 'lease'] }], null)).toBeUndefined();
  });
});

it('a role may do what those below it may', () => {
  expect(isAtLeast('admin', 'viewer')).toBe(true);
  expect(isAtLeast('operator', 'operator')).toBe(true);
  expect(isAtLeast('viewer', 'operator')).toBe(false);
  expect(isAtLeast('operator', 'admin')).toBe(false);
});
