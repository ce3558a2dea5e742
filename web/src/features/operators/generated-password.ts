/** A password for somebody else to change at their first login: long, and without characters that are read wrongly. Pure. */

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const LENGTH = 20;
/** Bytes from here on would make the first characters of the alphabet likelier than the others. */
const FAIR_BELOW = 256 - (256 % ALPHABET.length);

/** @param randomBytes from a source fit for secrets */
export function generatedPassword(randomBytes: (count: number) => Uint8Array): string {
  let password = '';
  while (password.length < LENGTH) {
    const fair = randomBytes(LENGTH * 2).filter((byte) => byte < FAIR_BELOW);
    for (const byte of fair) password += ALPHABET[byte % ALPHABET.length];
  }
  return password.slice(0, LENGTH);
}
