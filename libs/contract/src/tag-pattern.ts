/** Biz tags named by a pattern: by scopes of tokens and by promotions. */
import { z } from 'zod';

export const tagPatternSchema = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
  .regex(/^[A-Za-z0-9*][A-Za-z0-9._:*-]{0,127}$/, {
    error: 'must be a biz tag, in which * stands for any characters, such as order*',
  })
  .meta({ description: 'A biz tag, in which * stands for any characters', examples: ['order*'] });

export function isPattern(text: string): boolean {
  return text.includes('*');
}

/** @param pattern a biz tag in which * stands for any characters */
export function matchesTag(pattern: string, bizTag: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === bizTag;
  if (!bizTag.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = bizTag.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return bizTag.length - last.length >= at && bizTag.endsWith(last);
}
