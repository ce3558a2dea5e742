import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from './address.js';

describe('the address', () => {
  it.each(['42', 'true', 'null', '{"a":1}', '订单 & co', '100%'])('brings back "%s" as it was typed', (q) => {
    expect(parseAddress(formatAddress({ q }))).toEqual({ q });
  });

  it('is bare when there is nothing to say', () => {
    expect(formatAddress({ q: undefined })).toBe('');
    expect(parseAddress('')).toEqual({});
  });
});
