/** API tokens: who may take which numbers, how fast and until when. */
import { z } from 'zod';
import { ROLES } from './operators.js';
import { tagPatternSchema } from './tag-pattern.js';
import { lineSchema, momentSchema, reasonSchema } from './texts.js';

export const TOKEN_PREFIX = 'bny_';
/** `bny_` and 32 random bytes in base64url. */
export const TOKEN_PATTERN = /^bny_[A-Za-z0-9_-]{43}$/;
export const SCOPES_MAX = 20;

/** `id`: single numbers, batches and sets; `lease`: ranges; a role: what somebody of that role may do in the admin API. */
export const VERBS = ['id', 'lease', ...ROLES] as const;
export const verbSchema = z.enum(VERBS, { error: `must be one of ${VERBS.join(', ')}` });

/** More numbers than anybody takes in a second or a day. */
const COUNT_MAX = 1_000_000_000_000;
const countError = `must be a whole number from 1 to ${COUNT_MAX}, or null for no limit`;
const limitSchema = z
  .int({ error: countError })
  .min(1, { error: countError })
  .max(COUNT_MAX, { error: countError })
  .nullable();

export const scopeSchema = z
  .strictObject({
    tags: tagPatternSchema,
    verbs: z.array(verbSchema).min(1, { error: `must name at least one of ${VERBS.join(', ')}` }),
    dailyQuota: limitSchema
      .optional()
      .describe('The most numbers of each biz tag in a day (UTC), over all nodes; null or left out: no limit'),
  })
  .meta({ id: 'Scope' });

const scopesSchema = z
  .array(scopeSchema, { error: 'must be a list of scopes, such as [{"tags":"order*","verbs":["id"]}]' })
  .min(1, { error: 'must have at least one scope: a token without one could do nothing' })
  .max(SCOPES_MAX, { error: `must have at most ${SCOPES_MAX} scopes` });

export const createTokenSchema = z
  .strictObject({
    name: lineSchema(64)
      .min(1, { error: 'is missing' })
      .describe('Who uses it. Two live tokens may share a name, for rotation'),
    scopes: scopesSchema,
    ratePerSecond: limitSchema.optional().describe('Numbers a second, on each node; null or left out: no limit'),
    burst: limitSchema.optional().describe('Numbers that may be taken at once; ten seconds of the rate unless given'),
    expiresAt: momentSchema.nullable().optional().describe('null or left out: never'),
    reason: reasonSchema,
  })
  .refine(({ ratePerSecond, burst }) => (burst ?? null) === null || (ratePerSecond ?? null) !== null, {
    error: 'means nothing without ratePerSecond',
    path: ['burst'],
  })
  .meta({ id: 'CreateToken' });

export const tokenSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    scopes: z.array(scopeSchema),
    ratePerSecond: z.int().nullable(),
    burst: z.int().nullable(),
    state: z.enum(['live', 'expired', 'revoked']),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute'),
    revokedAt: z.iso.datetime().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Token' });

export const tokenListSchema = z
  .strictObject({ items: z.array(tokenSchema), total: z.int().min(0) })
  .meta({ id: 'TokenList', description: 'Newest first; the revoked and expired stay listed for 30 days' });

export const createdTokenSchema = tokenSchema
  .extend({ token: z.string().regex(TOKEN_PATTERN).describe('The secret, here and never again') })
  .meta({ id: 'CreatedToken' });

export type Verb = (typeof VERBS)[number];
export type Scope = z.infer<typeof scopeSchema>;
export type CreateToken = z.infer<typeof createTokenSchema>;
export type Token = z.infer<typeof tokenSchema>;
export type TokenList = z.infer<typeof tokenListSchema>;
export type CreatedToken = z.infer<typeof createdTokenSchema>;
