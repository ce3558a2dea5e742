/** Which range was reserved when and by whom, and what that says of one number. */
import { z } from 'zod';
import { bizTagSchema, idSchema } from './ids.js';
import { pageShape } from './texts.js';

export const grantSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    start: idSchema,
    end: idSchema.describe('The first number past the range'),
    count: z.int().min(1),
    nodeId: z.string(),
    grantedAt: z.iso.datetime(),
  })
  .meta({ id: 'Grant' });

export const grantListQuerySchema = z.strictObject({
  bizTag: bizTagSchema.optional().describe('All biz tags unless given'),
  ...pageShape,
});

export const grantListSchema = z
  .strictObject({ items: z.array(grantSchema), total: z.int().min(0) })
  .meta({ id: 'GrantList', description: 'Newest first; counted, and leafed through, up to 100,000' });

export const ID_STATUSES = ['given', 'held', 'unrecorded', 'not-reserved', 'outside'] as const;

export const idFindingSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    id: idSchema,
    status: z.enum(ID_STATUSES).meta({
      description:
        'given: reserved, and given out or abandoned since; held: reserved, and still in a buffer, so not given out yet; unrecorded: below the maximum, and no grant is kept of it (reserved before Banyan, by Leaf, or skipped); not-reserved: at or past the maximum; outside: not a number of this tag, whose numbers have another length',
    }),
    grant: grantSchema.nullable(),
    detail: z.string().describe('The same in a sentence'),
  })
  .meta({ id: 'IdFinding' });

export const idFindingListSchema = z.strictObject({ items: z.array(idFindingSchema), total: z.int().min(0) }).meta({
  id: 'IdFindingList',
  description: 'The biz tags that have reserved this number: the first 100 by name, no more are counted',
});

/** A number somebody pasted. */
export const idParameterSchema = z
  .string()
  .regex(/^\d{1,19}$/, { error: 'must be a number of 1 to 19 digits' })
  .meta({ description: 'A number', examples: ['100000000001'] });

export type Grant = z.infer<typeof grantSchema>;
export type GrantList = z.infer<typeof grantListSchema>;
export type IdStatus = (typeof ID_STATUSES)[number];
export type IdFinding = z.infer<typeof idFindingSchema>;
export type IdFindingList = z.infer<typeof idFindingListSchema>;
