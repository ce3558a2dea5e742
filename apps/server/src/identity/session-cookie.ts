/** The cookie of a session. Behind TLS it has the `__Host-` prefix, which no other host and no plain HTTP can set. */

const PLAIN = 'banyan_session';
const SECURE = `__Host-${PLAIN}`;
const WELL_FORMED = /^[A-Za-z0-9_-]{43}$/;

/** @param header of the request @returns the cookie's value, if it is one that this server could have set */
export function readCookie(header: string | undefined, isSecure: boolean): string | undefined {
  if (header === undefined) return undefined;
  const name = isSecure ? SECURE : PLAIN;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    if (WELL_FORMED.test(value)) return value;
  }
  return undefined;
}

export function setCookie(value: string, isSecure: boolean, maxAgeS: number): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}`;
  return isSecure ? `${SECURE}=${value}; ${attributes}; Secure` : `${PLAIN}=${value}; ${attributes}`;
}

export function clearCookie(isSecure: boolean): string {
  return setCookie('', isSecure, 0);
}
