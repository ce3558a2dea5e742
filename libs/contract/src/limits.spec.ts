import { describe, expect, it } from 'vitest';
import * as segment from '#segment';
import * as contract from './index.js';

describe('the bounds on the wire', () => {
  it("are the core's", () => {
    expect(contract.STEP_LIMIT).toBe(segment.STEP_LIMIT);
    expect(contract.STEP_MAX_DEFAULT).toBe(segment.STEP_MAX_DEFAULT);
    expect(contract.ID_LENGTH_MIN).toBe(segment.ID_LENGTH_MIN);
    expect(contract.ID_LENGTH_MAX).toBe(segment.ID_LENGTH_MAX);
    expect(contract.MAX_ID_LIMIT).toBe(segment.MAX_ID_END);
  });
});
