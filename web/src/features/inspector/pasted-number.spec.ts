import { describe, expect, it } from 'vitest';
import { readPastedNumber } from './pasted-number.js';

describe('readPastedNumber', () => {
  it.each([
    ['100000000001', '100000000001'],
    ['  100 000 000 001\n', '100000000001'],
    ['100,000,000,001', '100000000001'],
    ['100\u202f000\u00a0000\u3000001', '100000000001'],
    ['100_000_000_001', '100000000001'],
    ['"100000000001",', '100000000001'],
    ['１００，００１', '100001'],
    ['\ufeff42\u200b', '42'],
    ['000042', '42'],
    ['0', '0'],
    ['9999999999999999999', '9999999999999999999'],
  ])('reads %j as %s', (text, id) => {
    expect(readPastedNumber(text)).toEqual({ id });
  });

  it.each(['order 12', '12.5', '-3', '1e9', '0x10', '½', 'NaN', '<b>1</b>'])('does not guess at %j', (text) => {
    expect(readPastedNumber(text)).toEqual({ fault: 'not-a-number' });
  });

  it('tells nothing pasted from something that is not a number', () => {
    expect(readPastedNumber(' , ')).toEqual({ fault: 'empty' });
  });

  it('refuses more digits than any number has', () => {
    expect(readPastedNumber('1'.repeat(20))).toEqual({ fault: 'too-long' });
  });
});
