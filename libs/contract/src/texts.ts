/** Text that people type: bounded, and without characters that could hide or forge what stands in the audit. */
import { z } from 'zod';

export const REASON_LENGTH_MAX = 500;
/** `leaf_alloc.description` is as long. */
export const DESCRIPTION_LENGTH_MAX = 256;

/** Control characters, halves of characters, and those that turn the direction of writing round. */
const HIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A token pasted into a text would be read by everybody who may read the audit. */
const TOKEN = /bny_[\w-]{43}/;

/** @param lengthMax in UTF-16 units @returns a schema for one line of text in any script; blanks around it are dropped */
export function lineSchema(lengthMax: number) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
    .trim()
    .max(lengthMax, { error: `must not be longer than ${lengthMax} characters` })
    .refine((text) => !HIDDEN.test(text), {
      error: 'must be one line of text, without control characters',
    })
    .refine((text) => !TOKEN.test(text), { error: 'must not hold a token: this text is shown to others' });
}

export const reasonSchema = lineSchema(REASON_LENGTH_MAX)
  .min(1, { error: 'must say why, for the audit' })
  .meta({ description: 'Why, for the audit', examples: ['more stock for Double 11'] });

export const versionSchema = z
  .int({
    error: (issue) => (issue.input === undefined ? 'is missing: send the version you read' : 'must be a whole number'),
  })
  .min(0, { error: 'must be a whole number' })
  .meta({ description: 'The version the change is based on' });

/** The same in a query string. */
export const versionParameterSchema = z
  .string({ error: 'is missing: send the version you read' })
  .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
  .transform(Number)
  .meta({ description: 'The version the change is based on' });

/** What a DELETE carries in its query. */
export const deleteQuerySchema = z.strictObject({ reason: reasonSchema, version: versionParameterSchema });

export const PAGE_SIZE_DEFAULT = 50;

function pageParameter(max: number, description: string) {
  const error = `must be a whole number from 1 to ${max}`;
  return z
    .string({ error })
    .regex(/^\d{1,7}$/, { error })
    .transform(Number)
    .pipe(z.number().min(1, { error }).max(max, { error }))
    .optional()
    .meta({ description });
}

/** The fields of every list's query. */
export const pageShape = {
  page: pageParameter(1_000_000, 'From 1'),
  pageSize: pageParameter(500, `${PAGE_SIZE_DEFAULT} unless given`),
};

/** A moment in ISO 8601, with its offset. */
export const momentSchema = z.iso
  .datetime({ offset: true, error: 'must be a time in ISO 8601 with its offset, such as 2026-11-11T00:00:00+08:00' })
  .meta({ examples: ['2026-11-11T00:00:00+08:00'] });
