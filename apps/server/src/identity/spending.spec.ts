import { describe, expect, it } from 'vitest';
import type { TokenRecord } from '#storage';
import { RequestFault } from '../http/index.js';
import { LiveToken } from './live-token.js';
import { Spending } from './spending.service.js';

function liveToken(of: Partial<TokenRecord>): LiveToken {
  const record: TokenRecord = {
    id: 'tok_1',
    name: 'etl',
    secretHash: '',
    scopes: [{ tags: '*', verbs: ['id', 'lease'] }],
    ratePerSecond: null,
    burst: null,
    version: 1,
    createdAt: new Date(),
    createdBy: 'admin',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...of,
  };
  return new LiveToken(record, performance.now());
}

function faultOf(work: () => void): RequestFault {
  try {
    work();
  } catch (error) {
    if (error instanceof RequestFault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what a token takes', () => {
  const spending = new Spending();

  it('is refused outside its scopes', () => {
    const token = liveToken({ scopes: [{ tags: 'order', verbs: ['id'] }] });
    spending.spend(token, 'id', 'order', 1);
    expect(faultOf(() => spending.spend(token, 'lease', 'order', 1)).code).toBe('FORBIDDEN');
    expect(faultOf(() => spending.spend(token, 'id', 'coupon', 1)).code).toBe('FORBIDDEN');
  });

  it('is priced in numbers, not in requests', () => {
    const token = liveToken({ ratePerSecond: 1, burst: 100 });
    spending.spend(token, 'id', 'order', 60);
    const fault = faultOf(() => spending.spend(token, 'id', 'order', 60));
    expect(fault.code).toBe('RATE_LIMITED');
    expect(Number(fault.headers['retry-after'])).toBeGreaterThanOrEqual(19);
    spending.spend(token, 'id', 'order', 40);
  });

  it('is a fault of the request when it could never be had at once', () => {
    const token = liveToken({ ratePerSecond: 1, burst: 10 });
    expect(faultOf(() => spending.spend(token, 'id', 'order', 11)).code).toBe('INVALID_REQUEST');
  });

  it('ends at the daily quota of each tag, with a time to come back', () => {
    const token = liveToken({ scopes: [{ tags: '*', verbs: ['id'], dailyQuota: 10 }] });
    spending.spend(token, 'id', 'order', 10);
    const fault = faultOf(() => spending.spend(token, 'id', 'order', 1));
    expect(fault.code).toBe('RATE_LIMITED');
    expect(Number(fault.headers['retry-after'])).toBeGreaterThan(0);
    spending.spend(token, 'id', 'coupon', 10);
  });

  it('counts what other nodes gave, and what the database was not told yet', () => {
    const token = liveToken({ scopes: [{ tags: '*', verbs: ['id'], dailyQuota: 10 }] });
    spending.spend(token, 'id', 'order', 2);
    expect(token.takeUntold()).toEqual([{ bizTag: 'order', numberCount: 2 }]);
    spending.spend(token, 'id', 'order', 1);
    token.setUsed(new Map([['order', 9]]));
    expect(faultOf(() => spending.spend(token, 'id', 'order', 1)).code).toBe('RATE_LIMITED');
  });

  it('stays within its quota of a tag, however many names that are none were asked for before', () => {
    const token = liveToken({ scopes: [{ tags: '*', verbs: ['id'], dailyQuota: 10 }] });
    spending.spend(token, 'id', 'used', 10);
    for (let name = 0; name < 20_001; name++) {
      spending.spend(token, 'id', `none-${name}`, 1);
      spending.giveBack(token, `none-${name}`, 1);
    }
    spending.spend(token, 'id', 'order', 10);
    expect(faultOf(() => spending.spend(token, 'id', 'order', 1)).code).toBe('RATE_LIMITED');
    expect(faultOf(() => spending.spend(token, 'id', 'used', 1)).code).toBe('RATE_LIMITED');
  });

  it('is all or none for a set, and comes back when nothing was given', () => {
    const token = liveToken({ scopes: [{ tags: 'order*', verbs: ['id'], dailyQuota: 5 }] });
    const set = new Map([
      ['order', 1],
      ['coupon', 1],
    ]);
    expect(faultOf(() => spending.spendAll(token, 'id', set)).code).toBe('FORBIDDEN');
    spending.spend(token, 'id', 'order', 5);
    spending.giveBack(token, 'order', 5);
    spending.spend(token, 'id', 'order', 5);
  });
});
