import { describe, expect, it } from 'vitest';
import { findingPath, readInspectorSearch } from './inspector-search.js';

describe('readInspectorSearch', () => {
  it('cleans a number that was typed into the address', () => {
    expect(readInspectorSearch({ id: '100,001', bizTag: 'order' })).toEqual({ id: '100001', bizTag: 'order' });
  });

  it('drops what is neither a number nor a tag', () => {
    expect(readInspectorSearch({ id: 'order', bizTag: '../operators' })).toEqual({});
  });
});

describe('findingPath', () => {
  it('asks for one tag when one is chosen, else for all', () => {
    expect(findingPath('42', undefined)).toBe('/api/v1/admin/ids/42');
    expect(findingPath('42', 'a:b')).toBe('/api/v1/admin/ids/a%3Ab/42');
  });
});
