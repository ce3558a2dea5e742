import { describe, expect, it } from 'vitest';
import { byField, ofItem } from './promotion-warnings.js';

describe('the warnings of a plan', () => {
  const warnings = byField([
    { field: 'items.1.bizTag', bizTag: 'order', message: 'stepMax is 10' },
    { field: 'startsAt', bizTag: null, message: 'has another offset' },
    { field: 'items.1.bizTag', bizTag: 'coupon', message: 'stepMax is 20' },
    { field: 'items.10.bizTag', bizTag: 'refund', message: 'stepMax is 30' },
  ]);

  it('stand at the field they name, with the biz tag they are of', () => {
    expect(warnings.get('startsAt')).toEqual(['has another offset']);
    expect(warnings.get('items.1.bizTag')).toEqual(['order: stepMax is 10', 'coupon: stepMax is 20']);
  });

  it('of a row are its own, and not those of a row whose number begins alike', () => {
    expect(ofItem(warnings, 1)).toEqual(['order: stepMax is 10', 'coupon: stepMax is 20']);
    expect(ofItem(warnings, 0)).toEqual([]);
  });
});
