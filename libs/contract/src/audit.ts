/** Who changed what, when, from where and why; and who was refused. */
import { z } from 'zod';
import { errorCodeSchema } from './errors.js';
import { roleSchema } from './operators.js';
import { momentSchema, pageShape } from './texts.js';

export const AUDIT_ACTIONS = [
  'tag.create',
  'tag.change',
  'tag.delete',
  'tag.step',
  'tag.jump',
  'tag.skip',
  'promotion.create',
  'promotion.change',
  'promotion.cancel',
  'promotion.advance',
  'operator.create',
  'operator.change',
  'operator.delete',
  'token.create',
  'token.revoke',
  'session.login',
  'session.logout',
] as const;
export const auditActionSchema = z.enum(AUDIT_ACTIONS, { error: `must be one of ${AUDIT_ACTIONS.join(', ')}` });

export const auditEntrySchema = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime().describe("By the database's clock"),
    actor: z.string().describe("The operator's name, `token:` and the token's, or `system`"),
    role: roleSchema.nullable().describe('What the actor was when it happened'),
    address: z.string().describe('Where the request came from'),
    action: auditActionSchema,
    target: z.string().describe('The biz tag, operator or token'),
    outcome: z.enum(['done', 'refused']),
    code: errorCodeSchema.nullable().describe('Why it was refused'),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable().describe('As it is now; of a refusal, what was asked for'),
    reason: z.string().nullable(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEntry' });

const auditFilterShape = {
  q: z.string().max(128).optional().meta({ description: 'Part of actor, target or reason, case ignored' }),
  actor: z.string().max(128).optional(),
  action: auditActionSchema.optional(),
  target: z.string().max(128).optional(),
  outcome: z.enum(['done', 'refused'], { error: 'must be done or refused' }).optional(),
  from: momentSchema.optional().describe('From this moment on'),
  to: momentSchema.optional().describe('Before this moment'),
};

export const auditFilterSchema = z.strictObject(auditFilterShape);
export const auditListQuerySchema = z.strictObject({ ...auditFilterShape, ...pageShape });

export const auditListSchema = z
  .strictObject({ items: z.array(auditEntrySchema), total: z.int().min(0) })
  .meta({ id: 'AuditList', description: 'Newest first' });

export type AuditAction = z.infer<typeof auditActionSchema>;
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditFilter = z.infer<typeof auditFilterSchema>;
export type AuditListQuery = z.infer<typeof auditListQuerySchema>;
export type AuditList = z.infer<typeof auditListSchema>;
