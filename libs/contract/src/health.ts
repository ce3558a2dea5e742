/** What the probes say. */
import { z } from 'zod';

export const livenessSchema = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Liveness' });

export const readinessSchema = z
  .strictObject({
    status: z
      .enum(['ok', 'degraded', 'starting', 'draining', 'broken'])
      .describe('`degraded`: the database does not answer, and the numbers held still serve'),
    detail: z.string().describe('What holds now, and what is waited for'),
  })
  .meta({ id: 'Readiness' });

export const healthSchema = z
  .looseObject({
    status: z.string(),
    info: z.record(z.string(), z.unknown()).optional(),
    error: z.record(z.string(), z.unknown()).optional(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Health' });

export type Readiness = z.infer<typeof readinessSchema>;
