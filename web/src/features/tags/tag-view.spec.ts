import { describe, expect, it } from 'vitest';
import { pagesInView, rowAfterKey } from './tag-view.js';

describe('the pages to read', () => {
  it('are those in view, and always the first, which tells how many there are', () => {
    expect(pagesInView({ first: 0, last: 20 }, 100)).toEqual([0]);
    expect(pagesInView({ first: 95, last: 115 }, 100)).toEqual([0, 1]);
    expect(pagesInView({ first: 7_095, last: 7_115 }, 100)).toEqual([0, 70, 71]);
  });

  it('are never none, even before anything has been drawn', () => {
    expect(pagesInView({ first: -1, last: -1 }, 100)).toEqual([0]);
  });
});

describe('the keys of a long list', () => {
  it('lead up and down, and stop at both ends', () => {
    expect(rowAfterKey('ArrowDown', 3, 10)).toBe(4);
    expect(rowAfterKey('ArrowDown', 9, 10)).toBe(9);
    expect(rowAfterKey('ArrowUp', 0, 10)).toBe(0);
    expect(rowAfterKey('PageDown', 0, 10_000)).toBe(10);
    expect(rowAfterKey('End', 0, 10_000)).toBe(9_999);
    expect(rowAfterKey('Home', 5_000, 10_000)).toBe(0);
  });

  it('are no others, and lead nowhere in a list without rows', () => {
    expect(rowAfterKey('a', 3, 10)).toBeUndefined();
    expect(rowAfterKey('ArrowDown', 0, 0)).toBeUndefined();
  });
});
