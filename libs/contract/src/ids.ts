/** The ID API on the wire: names, bounds and shapes. IDs are decimal strings, for JSON numbers end at 2^53. */
import { z } from 'zod';

/** The most numbers one call may take unless the server is set otherwise. */
export const BATCH_MAX_DEFAULT = 10_000;
/** The most biz tags one id-set may name. */
export const ID_SET_TAGS_MAX = 20;

export const BIZ_TAG_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

export const bizTagSchema = z
  .string({ error: 'must be a string' })
  .regex(BIZ_TAG_PATTERN, {
    error: 'must be 1 to 128 letters, digits, dots, underscores, colons or hyphens, the first a letter or digit',
  })
  .meta({ description: 'Biz tag: whose numbers', examples: ['order'] });

export const idSchema = z
  .string()
  .regex(/^\d{1,19}$/)
  .meta({ description: 'A number, as a decimal string', examples: ['100000000001'] });

const wholeNumber = 'must be a whole number of at least 1, written in digits';
const once = 'must be given once';

/** A count in a query string: digits only, so that `1e3`, `+5` and ` 7` are refused rather than guessed at. */
export const countParameterSchema = z
  .string({ error: (issue) => (Array.isArray(issue.input) ? once : `is missing: ${wholeNumber}`) })
  .regex(/^[1-9]\d{0,14}$/, { error: wholeNumber })
  .transform(Number)
  .meta({ description: 'How many numbers' });

/** A count in a JSON body. */
export const countSchema = z
  .number({ error: (issue) => (issue.input === undefined ? `is missing: ${wholeNumber}` : wholeNumber) })
  .int({ error: wholeNumber })
  .min(1, { error: wholeNumber })
  .meta({ description: 'How many numbers' });

export const idResponseSchema = z.strictObject({ id: idSchema }).meta({ id: 'Id' });

export const batchQuerySchema = z.strictObject({ count: countParameterSchema });
export const batchResponseSchema = z
  .strictObject({ ids: z.array(idSchema).describe('Exactly `count` numbers, increasing') })
  .meta({ id: 'IdBatch' });

export const leaseRequestSchema = z.strictObject({ count: countSchema }).meta({ id: 'LeaseRequest' });
export const leaseResponseSchema = z
  .strictObject({
    start: idSchema.describe('The first number of the range'),
    end: idSchema.describe('The first number past the range'),
  })
  .meta({
    id: 'Lease',
    description: "A half-open range, the caller's for ever: at least 1 and at most `count` numbers",
  });

export const idSetRequestSchema = z
  .record(bizTagSchema, countSchema, { error: 'must be an object of biz tag to count, such as {"order":1}' })
  .refine((counts) => Object.keys(counts).length >= 1, { error: 'must name at least one biz tag' })
  .refine((counts) => Object.keys(counts).length <= ID_SET_TAGS_MAX, {
    error: `must name at most ${ID_SET_TAGS_MAX} biz tags`,
  })
  .meta({ id: 'IdSetRequest', examples: [{ order: 1, 'order-snapshot': 1, 'order-item-snapshot': 5 }] });
export const idSetResponseSchema = z
  .strictObject({ ids: z.record(bizTagSchema, z.array(idSchema)) })
  .meta({ id: 'IdSet', description: 'All the numbers asked for, or an error and none' });

export type IdResponse = z.infer<typeof idResponseSchema>;
export type BatchResponse = z.infer<typeof batchResponseSchema>;
export type LeaseRequest = z.infer<typeof leaseRequestSchema>;
export type LeaseResponse = z.infer<typeof leaseResponseSchema>;
export type IdSetRequest = z.infer<typeof idSetRequestSchema>;
export type IdSetResponse = z.infer<typeof idSetResponseSchema>;
