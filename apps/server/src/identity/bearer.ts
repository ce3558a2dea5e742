/** The secret of an `Authorization: Bearer …` header. Pure. */

const SCHEME = 'bearer ';

/** @returns undefined for no header, or one of another scheme */
export function secretOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length <= SCHEME.length) return undefined;
  // The scheme's name may be written in any case.
  const isBearer = authorization.slice(0, SCHEME.length).toLowerCase() === SCHEME;
  return isBearer ? authorization.slice(SCHEME.length).trim() : undefined;
}
