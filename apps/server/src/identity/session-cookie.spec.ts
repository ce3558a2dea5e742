import { describe, expect, it } from 'vitest';
import { makeCookie } from './secrets.js';
import { clearCookie, readCookie, setCookie } from './session-cookie.js';

describe('the session cookie', () => {
  const value = makeCookie();

  it('can not be read by scripts, nor be sent from another site', () => {
    expect(setCookie(value, false, 60)).toBe(`banyan_session=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=60`);
  });

  it('is bound to the host and to TLS behind TLS', () => {
    const cookie = setCookie(value, true, 60);
    expect(cookie.startsWith(`__Host-banyan_session=${value}; Path=/; `)).toBe(true);
    expect(cookie).toContain('; Secure');
    expect(cookie).not.toContain('Domain');
  });

  it('is found among others, and only under the name that goes with the transport', () => {
    expect(readCookie(`a=b; banyan_session=${value}; c=d`, false)).toBe(value);
    expect(readCookie(`banyan_session=${value}`, true)).toBeUndefined();
    expect(readCookie(`__Host-banyan_session=${value}`, true)).toBe(value);
    expect(readCookie(`xbanyan_session=${value}`, false)).toBeUndefined();
  });

  it('is not taken when it has another form', () => {
    expect(readCookie('banyan_session=', false)).toBeUndefined();
    expect(readCookie(`banyan_session=${value}'--`, false)).toBeUndefined();
    expect(readCookie(undefined, false)).toBeUndefined();
  });

  it('ends at once when it is cleared', () => {
    expect(clearCookie(false)).toContain('Max-Age=0');
  });
});
