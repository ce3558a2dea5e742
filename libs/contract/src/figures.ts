/** What the console watches: biz tags with what every node holds of them, the fleet, and the stream that keeps both moving. */
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

export const STEP_CAUSES = ['short', 'long', 'floor', 'ceiling', 'bump'] as const;
export const stepCauseSchema = z.enum(STEP_CAUSES).meta({
  description:
    'Why a step changed. short: its segment lasted under 15 minutes, so it doubled; long: over 30, so it was halved; floor: it lay below the least that is asked for; ceiling: above stepMax; bump: an operator set it',
});

export const stepChangeSchema = z
  .strictObject({
    at: z.iso.datetime(),
    from: z.int(),
    to: z.int(),
    cause: stepCauseSchema,
    lifetimeMs: z.number().min(0).nullable().describe('How long the segment lasted that it was made of'),
  })
  .meta({ id: 'StepChange' });

/** The double buffer of one biz tag on one node. */
export const bufferFigureSchema = z
  .strictObject({
    nodeId: z.string(),
    bizTag: bizTagSchema,
    mode: bufferModeSchema,
    current: segmentFigureSchema.nullable(),
    next: segmentFigureSchema.nullable(),
    step: z.int().describe('Numbers the next reservation takes'),
    stepFloor: z.int().nullable().describe('What promotions in force ask for, as far as the node has seen it'),
    lifetimesMs: z.array(z.number().min(0)).describe('How long its last segments lasted (T), the latest first'),
    stepChange: stepChangeSchema.nullable().describe('Its last change of step'),
    jumpEpoch: z.int().min(0).describe('The last jump it has carried out; the tag has the last one that was ordered'),
    ratePerSecond: z.number().min(0),
    runwayMs: z
      .number()
      .min(0)
      .nullable()
      .describe('How long the numbers held last at this rate; null when nothing is taken'),
    issuedCount: z.int().min(0).describe('Numbers handed out since the node started'),
    waiterCount: z.int().min(0),
    waitedCount: z.int().min(0).describe('Callers who waited for a refill since the node started'),
    refillFailedAttempts: z.int().min(0).describe('Failed refills in a row; 0 when the last one succeeded'),
  })
  .meta({ id: 'BufferFigure' });

/** What a node has answered in the last minute. */
export const trafficFigureSchema = z
  .strictObject({
    numbersPerSecond: z.number().min(0).describe('Numbers handed out'),
    requestsPerSecond: z.number().min(0).describe('Calls of the ID API'),
    errorShare: z.number().min(0).max(1).describe("Calls that failed through no fault of the caller's, of all calls"),
    p99Ms: z.number().min(0).nullable().describe('99 of 100 calls were answered within this; null without calls'),
  })
  .meta({ id: 'TrafficFigure' });

export const nodeFigureSchema = z
  .strictObject({
    nodeId: z.string(),
    address: z.string().describe('Where the node listens, host:port'),
    version: z.string(),
    startedAt: z.iso.datetime(),
    heartbeatAt: z.iso.datetime().describe('When it was last heard of, by the database clock'),
    alive: z.boolean().describe('Heard of within three heartbeats'),
    state: z.enum(['starting', 'ok', 'degraded', 'draining']),
    traffic: trafficFigureSchema,
    tagCount: z.int().min(0).describe('Biz tags it holds numbers of'),
  })
  .meta({ id: 'NodeFigure' });

/** What an operator should look at, the gravest first. */
export const TROUBLES = ['broken', 'exhausted', 'waiting', 'failing', 'short', 'space', 'paused'] as const;
export const troubleSchema = z.enum(TROUBLES).meta({
  description:
    'broken: a safety check closed a buffer; exhausted: the number space is used up; waiting: callers wait; failing: refills fail; short: under a minute left and nothing fetched; space: over 80 % of the number space used; paused: an operator stopped it',
});

export const bizTagFigureSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    description: z.string().nullable(),
    maxId: idSchema.describe('The exclusive end of all that was reserved'),
    step: z.int().describe('The least count of one reservation'),
    stepMax: z.int(),
    stepFloor: z.int().nullable().describe('A higher least count, while a promotion asks for it'),
    jumpEpoch: z.int().min(0).describe('The jumps ordered so far; a node has followed when its buffer has the same'),
    idLength: z.int().nullable(),
    paused: z.boolean(),
    version: z.int().min(0).describe('What a change must be based on; 0 while only a row of leaf_alloc is there'),
    ratePerSecond: z.number().min(0).describe('Numbers taken a second, over all live nodes'),
    runwayMs: z.number().min(0).nullable().describe('The shortest of any live node; null when nothing is taken'),
    spaceUsed: z.number().min(0).max(1).describe('Share of the number space that was reserved'),
    troubles: z.array(troubleSchema),
    buffers: z.array(bufferFigureSchema).describe('One a live node that has touched the tag'),
  })
  .meta({ id: 'BizTagFigure' });

/** One biz tag, with what it takes a look into its grants to know. */
export const bizTagDetailSchema = bizTagFigureSchema
  .extend({
    createdAt: z.iso.datetime().nullable().describe("null while only a row of Leaf's is there"),
    updatedAt: z.iso.datetime().nullable(),
    reservedLastDay: idSchema.describe('Numbers reserved in the last 24 hours'),
    spaceEndsAt: z.iso
      .datetime()
      .nullable()
      .describe("When the number space is used up at the last day's rate; null beyond a hundred years"),
    promotions: z
      .array(z.strictObject({ id: z.string(), name: z.string(), step: z.int() }))
      .describe('Promotions in force that ask for a floor of its step, the highest first'),
  })
  .meta({ id: 'BizTagDetail' });

/** One minute of one biz tag, over all nodes. */
export const tagMinuteSchema = z
  .strictObject({
    at: z.iso.datetime().describe('When the minute began'),
    numbers: z.int().min(0).describe('Numbers handed out in it'),
    step: z.int().min(0).describe('The largest step of any node in it'),
  })
  .meta({ id: 'TagMinute' });

export const tagHistorySchema = z
  .strictObject({ items: z.array(tagMinuteSchema), total: z.int().min(0) })
  .meta({ id: 'TagHistory', description: 'The last hour, oldest first; minutes without a number are left out' });

/** One minute of the fleet. */
export const fleetMinuteSchema = z
  .strictObject({
    at: z.iso.datetime().describe('When the minute began'),
    numbers: z.int().min(0),
    requests: z.int().min(0),
    errors: z.int().min(0),
    p99Ms: z.number().min(0).nullable(),
  })
  .meta({ id: 'FleetMinute' });

/** The fleet at one moment. */
export const fleetFigureSchema = z
  .strictObject({
    traffic: trafficFigureSchema,
    database: z.strictObject({
      status: z.enum(['ok', 'away']),
      description: z.string().describe('What it is and where'),
      detail: z.string().nullable().describe('Why it is held to be away'),
    }),
    nodes: z.strictObject({ alive: z.int().min(0), total: z.int().min(0) }),
    tags: z.strictObject({ total: z.int().min(0), active: z.int().min(0), paused: z.int().min(0) }),
    shortestRunway: z.strictObject({ bizTag: bizTagSchema, runwayMs: z.number().min(0) }).nullable(),
    attention: z
      .array(
        z.strictObject({
          bizTag: bizTagSchema,
          troubles: z.array(troubleSchema),
          runwayMs: z.number().min(0).nullable(),
        }),
      )
      .describe('Tags that need a look, the gravest first, 20 at most'),
    attentionCount: z.int().min(0),
  })
  .meta({ id: 'FleetFigure' });

export const overviewSchema = z
  .strictObject({
    at: z.iso.datetime(),
    fleet: fleetFigureSchema,
    history: z.array(fleetMinuteSchema).describe('The last hour, oldest first; minutes without a node are left out'),
  })
  .meta({ id: 'Overview' });

export const bizTagListSchema = z
  .strictObject({ items: z.array(bizTagFigureSchema), total: z.int().min(0) })
  .meta({ id: 'BizTagList' });

export const nodeListSchema = z
  .strictObject({ items: z.array(nodeFigureSchema), total: z.int().min(0) })
  .meta({ id: 'NodeList' });

/** The most biz tags one stream keeps up to date. */
export const STREAM_TAGS_MAX = 200;

/** A `figures` event of `GET /api/v1/admin/stream`: all that changed since the last one, whole at first. */
export const figuresEventSchema = z
  .strictObject({
    at: z.iso.datetime(),
    fleet: fleetFigureSchema.optional().describe('Left out while nothing of it changed'),
    nodes: z.array(nodeFigureSchema),
    tags: z.array(bizTagFigureSchema).describe('Of the tags that were asked for'),
    gone: z.array(bizTagSchema).describe('Tags that were asked for and are not there, or not any more'),
  })
  .meta({ id: 'FiguresEvent' });

export type BufferMode = z.infer<typeof bufferModeSchema>;
export type SegmentFigure = z.infer<typeof segmentFigureSchema>;
export type StepCause = z.infer<typeof stepCauseSchema>;
export type StepChange = z.infer<typeof stepChangeSchema>;
export type BufferFigure = z.infer<typeof bufferFigureSchema>;
export type NodeFigure = z.infer<typeof nodeFigureSchema>;
export type BizTagFigure = z.infer<typeof bizTagFigureSchema>;
export type BizTagList = z.infer<typeof bizTagListSchema>;
export type NodeList = z.infer<typeof nodeListSchema>;
export type FiguresEvent = z.infer<typeof figuresEventSchema>;
export type TrafficFigure = z.infer<typeof trafficFigureSchema>;
export type Trouble = z.infer<typeof troubleSchema>;
export type BizTagDetail = z.infer<typeof bizTagDetailSchema>;
export type TagMinute = z.infer<typeof tagMinuteSchema>;
export type TagHistory = z.infer<typeof tagHistorySchema>;
export type FleetMinute = z.infer<typeof fleetMinuteSchema>;
export type FleetFigure = z.infer<typeof fleetFigureSchema>;
export type Overview = z.infer<typeof overviewSchema>;
