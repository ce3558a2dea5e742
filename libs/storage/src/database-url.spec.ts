import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-url.js';

describe('a database URL', () => {
  it('is taken apart, its user and password decoded', () => {
    expect(parseDatabaseUrl('mysql://ban%40yan:p%3A%2Fw@db.internal:3307/orders')).toEqual({
      hosts: [{ host: 'db.internal', port: 3307 }],
      user: 'ban@yan',
      password: 'p:/w',
      database: 'orders',
    });
  });

  it('may name several hosts, IPv6 among them', () => {
    expect(parseDatabaseUrl('mariadb://u:p@a,[::1]:3310,c:1/d').hosts).toEqual([
      { host: 'a', port: 3306 },
      { host: '::1', port: 3310 },
      { host: 'c', port: 1 },
    ]);
  });

  it.each([
    ['postgres://u:hidden@h/d', 'must start with mysql://'],
    ['mysql://u:hidden@h', 'must look like'],
    ['mysql://:hidden@h/d', 'names no user'],
    ['mysql://u:hidden@h:99999/d', "host that can't be read"],
    ['mysql://u:hidden@h o/d', "host that can't be read"],
    ['mysql://u:hidden%@h/d', 'password that is not percent-encoded'],
    ['mysql://u:p@hidden@h/d', 'must look like'],
    ['', 'must start with'],
  ])('that is wrong is told why, without its password: %s', (text, why) => {
    expect(() => parseDatabaseUrl(text)).toThrow(why);
    expect(() => parseDatabaseUrl(text)).not.toThrow('hidden');
  });
});
