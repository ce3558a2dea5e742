import { describe, expect, it } from 'vitest';
import { matchesTag } from './tag-pattern.js';

describe('a tag pattern', () => {
  it.each([
    ['order', 'order', true],
    ['order', 'orders', false],
    ['order', 'Order', false],
    ['order*', 'order', true],
    ['order*', 'order-item', true],
    ['order*', 'my-order', false],
    ['*', 'anything', true],
    ['*-item', 'order-item', true],
    ['*-item', 'order-items', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, bizTag, expected) => {
    expect(matchesTag(pattern, bizTag)).toBe(expected);
  });
});
