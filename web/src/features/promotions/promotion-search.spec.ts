import { describe, expect, it } from 'vitest';
import { promotionsPath, readPlannerSearch, readPromotionSearch } from './promotion-search.js';

describe('the address of the list', () => {
  it('keeps what it knows, and leaves out what is so anyway', () => {
    expect(readPromotionSearch({ state: 'live', page: '3' })).toEqual({ state: 'live', page: 3 });
    expect(readPromotionSearch({ state: 'dead', page: '1', more: 1 })).toEqual({});
    expect(readPromotionSearch({ page: '-2' })).toEqual({});
  });

  it('asks for a page', () => {
    expect(promotionsPath({}, 50)).toBe('/api/v1/admin/promotions?page=1&pageSize=50');
    expect(promotionsPath({ state: 'live', page: 2 }, 50)).toBe(
      '/api/v1/admin/promotions?state=live&page=2&pageSize=50',
    );
  });
});

describe('the address of the planner', () => {
  it('names the promotion to plan again, if it is an id', () => {
    expect(readPlannerSearch({ from: 'p-1' })).toEqual({ from: 'p-1' });
    expect(readPlannerSearch({ from: '../x' })).toEqual({});
    expect(readPlannerSearch({})).toEqual({});
  });
});
