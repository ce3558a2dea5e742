import { describe, expect, it } from 'vitest';
import { numberSpace } from '#segment';
import { Storage } from './storage.js';

describe.each([
  ['a database server', { databaseUrl: 'mysql://u:p@127.0.0.1:1/d' }],
  ['an embedded database', {}],
])('%s that was never connected', (_name, where) => {
  const { source } = new Storage({ ...where, dataDir: '/nonexistent', nodeId: 'node-a' });

  it('refuses, for nothing can have been committed', async () => {
    const request = { bizTag: 'order', count: 10, ...numberSpace(null) };
    await expect(source.reserve(request)).rejects.toMatchObject({ failure: 'refused' });
    await expect(source.advance('order', 5n)).rejects.toMatchObject({ failure: 'refused' });
  });
});
