/**
 * A number as people paste it: out of a table, a log or a message, with blanks, commas or quotes in it, or in the wide digits of a
 * Chinese keyboard. Anything else in it is not guessed at. Pure.
 */
export type PastedNumber =
  | { readonly id: string; readonly fault?: never }
  | { readonly id?: never; readonly fault: 'empty' | 'not-a-number' | 'too-long' };

const DIGITS_MAX = 19;

/** What stands between or around digits without meaning anything: blanks of all kinds, marks of thousands, quotes, a final stop. */
const FILLING = /[\s\u200b\u2060\ufeff,，、'’‘"“”`_;；]/gu;

export function readPastedNumber(text: string): PastedNumber {
  const cleaned = text.normalize('NFKC').replaceAll(FILLING, '');
  if (cleaned === '') return { fault: 'empty' };
  if (!/^\d+$/.test(cleaned)) return { fault: 'not-a-number' };
  const id = cleaned.replace(/^0+(?=\d)/, '');
  return id.length > DIGITS_MAX ? { fault: 'too-long' } : { id };
}
