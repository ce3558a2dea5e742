/** What is made by chance and known to one person: cookies, tokens, first passwords. Only their hashes are kept. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { TOKEN_PREFIX } from '#contract';

const SECRET_BYTES = 32;
/** Without letters that look like digits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

export function makeCookie(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

export function makeToken(): string {
  return TOKEN_PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
}

/** Twenty letters, 99 bits, easy to type: `h7kmp-…`. */
export function makeOneTimePassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)];
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Of secrets with 256 random bits, which nobody can guess from a plain hash. @returns SHA-256 in hex */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
