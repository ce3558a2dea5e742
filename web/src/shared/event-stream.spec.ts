import { describe, expect, it } from 'vitest';
import { backoffMs } from './event-stream.js';

describe('opening the stream again', () => {
  it('waits longer after each failure, never past 15 s, never less than a quarter of a second', () => {
    const full = [0, 1, 2, 3, 4, 5, 30].map((attempt) => backoffMs(attempt, 1));
    expect(full).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(backoffMs(0, 0)).toBe(250);
  });
});
