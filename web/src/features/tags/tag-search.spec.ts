import { describe, expect, it } from 'vitest';
import { filterQuery, readTagSearch, sortAfterPress } from './tag-search.js';

describe('what of the page of biz tags stands in the address', () => {
  it('is only what the page knows', () => {
    expect(readTagSearch({ q: 'x', state: 'paused', sort: '-rate', evil: 1 })).toEqual({
      q: 'x',
      state: 'paused',
      sort: '-rate',
    });
    expect(readTagSearch({ sort: 'nonsense', state: 'nonsense', q: '', create: 'no' })).toEqual({});
  });

  it('is nothing of what is so anyway', () => {
    expect(readTagSearch({ sort: 'bizTag', q: '' })).toEqual({});
  });

  it('is cut to what the server takes', () => {
    expect(readTagSearch({ q: 'a'.repeat(500) }).q).toHaveLength(128);
  });

  it('comes back from an address, where all is text', () => {
    expect(readTagSearch({ create: 'true' })).toEqual({ create: true });
  });
});

describe('pressing the head of a column', () => {
  it('begins with the end that one looks for, and turns round at the second press', () => {
    expect(sortAfterPress('rate', 'bizTag')).toBe('-rate');
    expect(sortAfterPress('rate', '-rate')).toBe('rate');
    expect(sortAfterPress('rate', 'rate')).toBe('-rate');
    expect(sortAfterPress('runway', 'bizTag')).toBe('runway');
    expect(sortAfterPress('runway', 'runway')).toBe('-runway');
    expect(sortAfterPress('bizTag', 'bizTag')).toBe('-bizTag');
  });
});

describe('the question to the server', () => {
  it('leaves out what is not asked, and what only the page knows', () => {
    expect(String(filterQuery({}))).toBe('');
    expect(String(filterQuery({ q: 'a&b', state: 'idle', sort: '-step' }))).toBe('q=a%26b&state=idle&sort=-step');
  });
});
