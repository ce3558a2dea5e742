import { describe, expect, it } from 'vitest';
import { smallRate } from './small-rate.js';

describe('a rate of what happens seldom', () => {
  it.each([
    [0, '0'],
    [0.000_1, '< 0.001'],
    [0.003_33, '0.0033'],
    [0.05, '0.05'],
    [0.25, '0.25'],
    [1.26, '1.3'],
    [12_000, '12\u202f000'],
  ])('%d is %s', (rate, text) => {
    expect(smallRate(rate)).toBe(text);
  });
});
