import { describe, expect, it } from 'vitest';
import { auditFilterSchema, auditListQuerySchema } from '#contract';
import { auditFilePath, auditPath, isFiltered, readAuditSearch } from './audit-search.js';

const FULL = {
  q: 'Double 11 & more',
  actor: 'li.wei',
  action: 'tag.change',
  target: 'order',
  outcome: 'refused',
  from: '2026-11-11T00:00:00+08:00',
  to: '2026-11-12T00:00:00Z',
};

const queryOf = (path: string) => Object.fromEntries(new URL(path, 'http://console').searchParams);

describe('readAuditSearch', () => {
  it('keeps every filter', () => {
    expect(readAuditSearch({ ...FULL, page: '2' })).toEqual({ ...FULL, page: 2 });
  });

  it('drops what the server would refuse', () => {
    const typed = { q: '  ', action: 'tag.explode', outcome: 'maybe', from: 'yesterday', to: '2026-11-11', page: '0' };
    expect(readAuditSearch({ ...typed, foreign: 'x' })).toEqual({});
  });

  it('never keeps a text longer than the server takes', () => {
    expect(auditFilterSchema.safeParse(readAuditSearch({ q: 'x'.repeat(500) })).success).toBe(true);
  });
});

describe('the addresses asked for', () => {
  it('are what the contract takes, with every filter', () => {
    const search = readAuditSearch({ ...FULL, page: '2' });
    expect(auditListQuerySchema.parse(queryOf(auditPath(search, 50)))).toEqual({ ...FULL, page: 2, pageSize: 50 });
    expect(auditFilterSchema.parse(queryOf(auditFilePath(search)))).toEqual(FULL);
  });

  it('are short without a filter', () => {
    expect(auditFilePath({ page: 4 })).toBe('/api/v1/admin/audit.csv');
  });
});

describe('isFiltered', () => {
  it('does not take a page for a filter', () => {
    expect(isFiltered({ page: 2 })).toBe(false);
    expect(isFiltered({ page: 2, q: 'x' })).toBe(true);
  });
});
