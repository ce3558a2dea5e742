import { describe, expect, it } from 'vitest';
import { grantsPath, readGrantSearch } from './grant-search.js';

describe('readGrantSearch', () => {
  it('keeps a tag and a page', () => {
    expect(readGrantSearch({ bizTag: 'order-1', page: '3' })).toEqual({ bizTag: 'order-1', page: 3 });
  });

  it('drops what is neither a tag nor a page, and the first page', () => {
    expect(readGrantSearch({ bizTag: '<b>', page: '0', foreign: 'x' })).toEqual({});
    expect(readGrantSearch({ bizTag: '', page: '1' })).toEqual({});
    expect(readGrantSearch({ page: '-2' })).toEqual({});
    expect(readGrantSearch({ page: '2.5' })).toEqual({});
  });

  it('never asks for a page past what the server takes', () => {
    expect(readGrantSearch({ page: '9999999' })).toEqual({ page: 1_000_000 });
  });
});

describe('grantsPath', () => {
  it('names the tag only when there is one', () => {
    expect(grantsPath({}, 50)).toBe('/api/v1/admin/grants?page=1&pageSize=50');
    expect(grantsPath({ bizTag: 'a:b', page: 2 }, 50)).toBe('/api/v1/admin/grants?bizTag=a%3Ab&page=2&pageSize=50');
  });
});
