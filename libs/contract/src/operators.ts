/** People who log in, and their sessions. */
import { z } from 'zod';
import { lineSchema, reasonSchema, versionSchema } from './texts.js';

/** Each may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export const roleSchema = z
  .enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` })
  .meta({ description: 'viewer reads; operator also changes biz tags; admin also operators and tokens' });

export const PASSWORD_LENGTH_MIN = 8;
/** Longer ones would only cost time to hash. */
export const PASSWORD_LENGTH_MAX = 256;

export const usernameSchema = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,63}$/, {
    error: 'must be 1 to 64 letters, digits, dots, underscores, hyphens or at signs, the first a letter or digit',
  })
  .meta({ description: 'Small and capital letters are the same', examples: ['li.wei'] });

/** A password that is being set. */
export const newPasswordSchema = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
  .min(PASSWORD_LENGTH_MIN, { error: `must have at least ${PASSWORD_LENGTH_MIN} characters` })
  .max(PASSWORD_LENGTH_MAX, { error: `must not be longer than ${PASSWORD_LENGTH_MAX} characters` })
  .meta({ description: 'Never shown again', format: 'password' });

/** A password that is being tried: only bounded. */
const triedPasswordSchema = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
  .min(1, { error: 'is missing' })
  .max(PASSWORD_LENGTH_MAX, { error: `must not be longer than ${PASSWORD_LENGTH_MAX} characters` })
  .meta({ format: 'password' });

export const loginSchema = z
  .strictObject({ username: lineSchema(128).min(1, { error: 'is missing' }), password: triedPasswordSchema })
  .meta({ id: 'Login' });

export const sessionSchema = z
  .strictObject({
    username: z.string(),
    role: roleSchema,
    version: z.int().describe("The operator's version, for a change of the password"),
    mustChangePassword: z.boolean().describe('Whether nothing else is allowed before the password is changed'),
    asksCurrentPassword: z
      .boolean()
      .describe('Whether a change of the password needs the present one: not right after logging in'),
    expiresAt: z.iso.datetime().describe('When it ends however much it is used'),
    idleExpiresAt: z.iso.datetime().describe('When it ends unless it is used'),
  })
  .meta({ id: 'Session' });

export const operatorSchema = z
  .strictObject({
    username: z.string(),
    role: roleSchema,
    mustChangePassword: z.boolean(),
    createdAt: z.iso.datetime(),
    lastLoginAt: z.iso.datetime().nullable(),
    sessionCount: z.int().min(0).describe('Live sessions'),
    version: z.int(),
  })
  .meta({ id: 'Operator' });

export const operatorListSchema = z
  .strictObject({ items: z.array(operatorSchema), total: z.int().min(0) })
  .meta({ id: 'OperatorList' });

export const createOperatorSchema = z
  .strictObject({
    username: usernameSchema,
    password: newPasswordSchema,
    role: roleSchema,
    mustChangePassword: z.boolean().optional().describe('Whether the first login must change it; false unless given'),
    reason: reasonSchema,
  })
  .meta({ id: 'CreateOperator' });

export const changeOperatorSchema = z
  .strictObject({
    password: newPasswordSchema.optional(),
    currentPassword: triedPasswordSchema
      .optional()
      .describe("One's own present password, for a change of one's own; not needed right after logging in"),
    role: roleSchema.optional(),
    mustChangePassword: z.boolean({ error: 'must be true or false' }).optional(),
    version: versionSchema,
    reason: reasonSchema,
  })
  .refine(
    ({ password, role, mustChangePassword }) =>
      password !== undefined || role !== undefined || mustChangePassword !== undefined,
    { error: 'must change something: password, role, mustChangePassword' },
  )
  .meta({ id: 'ChangeOperator', description: 'An admin may change anybody; everybody may change their own password' });

export type Role = z.infer<typeof roleSchema>;
export type Login = z.infer<typeof loginSchema>;
export type Session = z.infer<typeof sessionSchema>;
export type Operator = z.infer<typeof operatorSchema>;
export type OperatorList = z.infer<typeof operatorListSchema>;
export type CreateOperator = z.infer<typeof createOperatorSchema>;
export type ChangeOperator = z.infer<typeof changeOperatorSchema>;
