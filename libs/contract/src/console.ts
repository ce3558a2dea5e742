/** What the console reads: biz tags with what every node holds of them, and the stream that keeps it moving. */
import { z } from 'zod';
import { bizTagSchema, idSchema } from './ids.js';

export const bufferModeSchema = z
  .enum(['empty', 'filling', 'serving', 'paused', 'exhausted', 'draining', 'closed', 'broken'])
  .meta({ description: 'The mode of a double buffer; libs/segment states them' });

/** One segment in a buffer: half open, with what is left of it. */
export const segmentFigureSchema = z
  .strictObject({
    start: idSchema,
    end: idSchema,
    idle: z.int().min(0).describe('Numbers not yet handed out'),
  })
  .meta({ id: 'SegmentFigure' });

/** The double buffer of one biz tag on one node. */
export const bufferFigureSchema = z
  .strictObject({
    nodeId: z.string(),
    bizTag: bizTagSchema,
    mode: bufferModeSchema,
    current: segmentFigureSchema.nullable(),
    next: segmentFigureSchema.nullable(),
    step: z.int().describe('Numbers the next reservation takes'),
    ratePerSecond: z.number().min(0),
    runwayMs: z
      .number()
      .min(0)
      .nullable()
      .describe('How long the numbers held last at this rate; null when nothing is taken'),
    issuedCount: z.int().min(0).describe('Numbers handed out since the node started'),
    waiterCount: z.int().min(0),
    refillFailedAttempts: z.int().min(0).describe('Failed refills in a row; 0 when the last one succeeded'),
  })
  .meta({ id: 'BufferFigure' });

export const nodeFigureSchema = z
  .strictObject({
    nodeId: z.string(),
    address: z.string().describe('Where the node listens, host:port'),
    version: z.string(),
    startedAt: z.iso.datetime(),
    heartbeatAt: z.iso.datetime().describe('When it was last heard of, by the database clock'),
    alive: z.boolean().describe('Heard of within three heartbeats'),
    state: z.enum(['starting', 'ok', 'degraded', 'draining']),
  })
  .meta({ id: 'NodeFigure' });

export const bizTagFigureSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    description: z.string().nullable(),
    maxId: idSchema.describe('The exclusive end of all that was reserved'),
    step: z.int().describe('The least count of one reservation'),
    stepMax: z.int(),
    idLength: z.int().nullable(),
    paused: z.boolean(),
    version: z.int(),
    buffers: z.array(bufferFigureSchema).describe('One a node that has touched the tag'),
  })
  .meta({ id: 'BizTagFigure' });

export const bizTagListSchema = z
  .strictObject({ items: z.array(bizTagFigureSchema), total: z.int().min(0) })
  .meta({ id: 'BizTagList' });

export const nodeListSchema = z
  .strictObject({ items: z.array(nodeFigureSchema), total: z.int().min(0) })
  .meta({ id: 'NodeList' });

/** A `figures` event of `GET /api/v1/admin/stream`: all that changed since the last one, whole at first. */
export const figuresEventSchema = z
  .strictObject({
    at: z.iso.datetime(),
    nodes: z.array(nodeFigureSchema),
    tags: z.array(bizTagFigureSchema),
  })
  .meta({ id: 'FiguresEvent' });

export type BufferMode = z.infer<typeof bufferModeSchema>;
export type SegmentFigure = z.infer<typeof segmentFigureSchema>;
export type BufferFigure = z.infer<typeof bufferFigureSchema>;
export type NodeFigure = z.infer<typeof nodeFigureSchema>;
export type BizTagFigure = z.infer<typeof bizTagFigureSchema>;
export type BizTagList = z.infer<typeof bizTagListSchema>;
export type NodeList = z.infer<typeof nodeListSchema>;
export type FiguresEvent = z.infer<typeof figuresEventSchema>;
