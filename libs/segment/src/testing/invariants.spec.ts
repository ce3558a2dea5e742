import { describe, expect, it } from 'vitest';
import * as lib from '../index.js';
import { INVARIANTS } from './invariants.js';

describe.each(Object.entries(INVARIANTS))('invariant: %s', (_name, checks) => {
  it.each(checks.map((check) => [check.name, check] as const))('%s', async (_check, check) => {
    await expect(check(lib)).resolves.toBeUndefined();
  });
});
