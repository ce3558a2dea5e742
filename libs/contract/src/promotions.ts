/**
 * Promotions: what is expected when, and the plan that makes every node ready for it. Bounds that hang on the present state (the
 * database's clock, which biz tags there are, how many numbers they have left) are the server's to check.
 */
import { z } from 'zod';
import { bizTagSchema } from './ids.js';
import { tagPatternSchema } from './tag-pattern.js';
import { lineSchema, momentSchema, pageShape, reasonSchema, versionSchema } from './texts.js';
import { isZone } from './zones.js';

/**
 * - `draft`: nothing will be done.
 * - `scheduled`: waits for its lead time.
 * - `warming`: the floor of the step is raised, and every node fills both segments with it.
 * - `active`: between start and end.
 * - `restoring`: it is over, and the nodes are letting go of the floor.
 * - `done`, `cancelled`, `missed` (the whole of it went by with nobody to carry it out), `failed` (it could not be carried out): ended.
 */
export const PROMOTION_STATES = [
  'draft',
  'scheduled',
  'warming',
  'active',
  'restoring',
  'done',
  'cancelled',
  'missed',
  'failed',
] as const;
export const promotionStateSchema = z.enum(PROMOTION_STATES, {
  error: `must be one of ${PROMOTION_STATES.join(', ')}`,
});

/** Those that something still has to be done for. */
export const LIVE_PROMOTION_STATES = ['draft', 'scheduled', 'warming', 'active', 'restoring'] as const;

/** Of one biz tag over all nodes. The largest shop in the world has taken 583,000 orders a second; this is past any order. */
export const PEAK_RATE_MAX = 10_000_000;
export const PROMOTION_ITEMS_MAX = 50;
/** The most biz tags one promotion may cover, patterns spelt out. */
export const PROMOTION_TAGS_MAX = 500;
export const PROMOTION_NAME_LENGTH_MAX = 100;
export const LEAD_MINUTES_MAX = 7 * 24 * 60;
export const LEAD_MINUTES_DEFAULT = 60;
export const SAFETY_FACTOR_DEFAULT = 1.5;
export const SAFETY_FACTOR_MAX = 10;
export const RUNWAY_MINUTES_DEFAULT = 10;
export const RUNWAY_MINUTES_MAX = 24 * 60;
export const MULTIPLE_MAX = 1_000;
/** The peaks of a day are kept this long, so that last year's Double 11 is still known. */
export const PEAK_DAYS_MAX = 400;
/** What nodes say of each minute is kept until the report is made. */
export const PROMOTION_DAYS_MAX = 31;

function numberFrom(min: number, max: number, what: string) {
  const error = `must be a number from ${min} to ${max}${what}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

const daysError = `must be a whole number from 1 to ${PEAK_DAYS_MAX}: so many days of peaks are kept`;

export const promotionItemSchema = z
  .strictObject({
    bizTag: tagPatternSchema,
    peakRate: numberFrom(1, PEAK_RATE_MAX, ', numbers a second over all nodes')
      .optional()
      .describe('Numbers a second at the peak, of each biz tag over all nodes'),
    multiple: numberFrom(0.1, MULTIPLE_MAX, ', times what was seen')
      .optional()
      .describe('Times the peak that was seen; with ofDays or ofLastPromotion'),
    ofDays: z
      .int({ error: daysError })
      .min(1, { error: daysError })
      .max(PEAK_DAYS_MAX, { error: daysError })
      .optional()
      .describe('The highest peak of so many days until now'),
    ofLastPromotion: z
      .literal(true, { error: 'must be true, or left out' })
      .optional()
      .describe('The peak of the last promotion that covered the biz tag'),
  })
  .superRefine(({ peakRate, multiple, ofDays, ofLastPromotion }, context) => {
    const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (peakRate === undefined && multiple === undefined) {
      fault('peakRate', 'is missing: give peakRate, or multiple with ofDays or ofLastPromotion');
    } else if (peakRate !== undefined && multiple !== undefined) {
      fault('multiple', 'must be left out where peakRate is given');
    } else if (multiple !== undefined && ofDays === undefined && ofLastPromotion === undefined) {
      fault('ofDays', 'is missing: a multiple is of the last days (ofDays) or of the last promotion (ofLastPromotion)');
    } else if (multiple !== undefined && ofDays !== undefined && ofLastPromotion !== undefined) {
      fault('ofLastPromotion', 'must be left out where ofDays is given');
    } else if (peakRate !== undefined && (ofDays !== undefined || ofLastPromotion !== undefined)) {
      fault(ofDays === undefined ? 'ofLastPromotion' : 'ofDays', 'goes with multiple, not with peakRate');
    }
  })
  .meta({ id: 'PromotionItem', description: 'What is expected of a biz tag, or of each that a pattern names' });

const itemsSchema = z
  .array(promotionItemSchema, { error: 'must be a list, such as [{"bizTag":"order","peakRate":20000}]' })
  .min(1, { error: 'must name at least one biz tag' })
  .max(PROMOTION_ITEMS_MAX, { error: `must have at most ${PROMOTION_ITEMS_MAX} entries: use patterns` });

const nameSchema = lineSchema(PROMOTION_NAME_LENGTH_MAX).min(1, { error: 'is missing' });

const zoneSchema = z
  .string({ error: 'must be text' })
  .refine(isZone, { error: 'must be an IANA time zone, such as Asia/Shanghai or UTC' })
  .meta({ description: 'The zone people think in; moments carry their own offset', examples: ['Asia/Shanghai'] });

const wishShape = {
  startsAt: momentSchema,
  endsAt: momentSchema,
  zone: zoneSchema,
  leadMinutes: numberFrom(0, LEAD_MINUTES_MAX, ' minutes').describe('How long before the start the nodes are warmed'),
  safetyFactor: numberFrom(1, SAFETY_FACTOR_MAX, '').describe('Times the expected peak'),
  runwayMinutes: numberFrom(0.01, RUNWAY_MINUTES_MAX, ' minutes').describe(
    'How long one segment of each node is to last at the peak; every node holds two',
  ),
  items: itemsSchema,
};

const plannedSchema = z
  .enum(['draft', 'scheduled'], { error: 'must be draft or scheduled' })
  .describe('draft: kept, and not carried out until it is scheduled');

/** What a promotion is, without its name: enough to work a plan out of. */
const wishSchema = z.strictObject({
  startsAt: wishShape.startsAt,
  endsAt: wishShape.endsAt,
  zone: wishShape.zone.optional().describe('UTC unless given'),
  leadMinutes: wishShape.leadMinutes
    .optional()
    .describe(`${LEAD_MINUTES_DEFAULT} unless given, and no more than the time left`),
  safetyFactor: wishShape.safetyFactor.optional().describe(`${SAFETY_FACTOR_DEFAULT} unless given`),
  runwayMinutes: wishShape.runwayMinutes.optional().describe(`${RUNWAY_MINUTES_DEFAULT} unless given`),
  items: wishShape.items,
});

interface Times {
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}

const endsLater = ({ startsAt, endsAt }: Times) =>
  startsAt === undefined || endsAt === undefined || !(Date.parse(endsAt) <= Date.parse(startsAt));
const ENDS_LATER = { error: 'must be after startsAt', path: ['endsAt'] };
const isShort = ({ startsAt, endsAt }: Times) =>
  startsAt === undefined ||
  endsAt === undefined ||
  !(Date.parse(endsAt) - Date.parse(startsAt) > PROMOTION_DAYS_MAX * 86_400_000);
const IS_SHORT = { error: `must be within ${PROMOTION_DAYS_MAX} days of startsAt`, path: ['endsAt'] };

export const createPromotionSchema = wishSchema
  .extend({ name: nameSchema, state: plannedSchema.optional(), reason: reasonSchema })
  .refine(endsLater, ENDS_LATER)
  .refine(isShort, IS_SHORT)
  .meta({ id: 'CreatePromotion' });

export const previewPromotionSchema = wishSchema
  .extend({
    name: z.string().optional(),
    state: plannedSchema.optional(),
    reason: z.string().optional(),
    id: z.string().max(64).optional().describe('Of the promotion this is a change of'),
  })
  .refine(endsLater, ENDS_LATER)
  .refine(isShort, IS_SHORT)
  .meta({ id: 'PreviewPromotion', description: 'As for a new promotion; name and reason may be left out' });

const PROMOTION_CHANGES = [
  'name',
  'state',
  'startsAt',
  'endsAt',
  'zone',
  'leadMinutes',
  'safetyFactor',
  'runwayMinutes',
  'items',
] as const;

export const changePromotionSchema = z
  .strictObject({
    name: nameSchema.optional(),
    state: plannedSchema.optional(),
    startsAt: wishShape.startsAt.optional(),
    endsAt: wishShape.endsAt.optional(),
    zone: wishShape.zone.optional(),
    leadMinutes: wishShape.leadMinutes.optional(),
    safetyFactor: wishShape.safetyFactor.optional(),
    runwayMinutes: wishShape.runwayMinutes.optional(),
    items: wishShape.items.optional(),
    version: versionSchema,
    reason: reasonSchema,
  })
  .refine((change) => PROMOTION_CHANGES.some((field) => change[field] !== undefined), {
    error: `must change something: ${PROMOTION_CHANGES.join(', ')}`,
  })
  .meta({ id: 'ChangePromotion', description: 'What is left out stays as it is' });

export const PEAK_BASES = ['given', 'days', 'promotion', 'none'] as const;

/** What the plan is for one biz tag. */
export const promotionPlanSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    peakRate: z.number().min(0).describe('Numbers a second expected at the peak, over all nodes'),
    basis: z.enum(PEAK_BASES).meta({
      description:
        'Where the peak comes from: given; the highest of the last days; the last promotion; none: nothing was seen to take a multiple of',
    }),
    seenRate: z.number().min(0).nullable().describe('The peak that was seen, where it is a multiple of it'),
    nodes: z.int().min(1).describe('Live nodes the peak is divided among'),
    step: z.int().min(1).describe('The floor of the step on every node while the promotion is on'),
    stepWanted: z.int().min(1).describe('What the runway asks for; more than step where stepMax is too small'),
    stepNow: z.int().min(1).describe('The least step of any node now'),
    rateNow: z.number().min(0).describe('Numbers taken a second now, over all nodes'),
    runwayMs: z.number().min(0).describe('How long one segment lasts at the peak with the safety factor'),
    writesPerSecond: z.number().min(0).describe('Reservations a second at the peak, over all nodes'),
    numbers: z.number().min(0).describe('Numbers that warming and a peak from start to end would take'),
    numbersLeft: z.string().describe('Numbers left in the number space'),
    spaceShare: z.number().min(0).describe('Share of the numbers left that it would take; above 1: too many'),
  })
  .meta({ id: 'PromotionPlan' });

export const promotionWarningSchema = z
  .strictObject({
    field: z.string().describe('Such as `items.0.bizTag`'),
    bizTag: bizTagSchema.nullable(),
    message: z.string().describe('What is not as it should be, with the figure that would do'),
  })
  .meta({ id: 'PromotionWarning' });

export const promotionPreviewSchema = z
  .strictObject({
    now: z.iso.datetime().describe("By the database's clock"),
    warmsAt: z.iso.datetime({ offset: true }),
    leadMinutes: z.number(),
    nodes: z.int().min(1),
    plan: z.array(promotionPlanSchema),
    warnings: z.array(promotionWarningSchema),
  })
  .meta({ id: 'PromotionPreview' });

/** One step in its life. */
export const promotionEventSchema = z
  .strictObject({
    at: z.iso.datetime().describe("By the database's clock"),
    from: promotionStateSchema.nullable(),
    state: promotionStateSchema.describe('The same as from where only the plan was made anew'),
    nodeId: z.string().describe('The node that carried it out'),
    actor: z.string().describe('Who asked for it, or `system`'),
    lateMs: z.number().min(0).describe('How long after its time'),
    detail: z.string().nullable(),
  })
  .meta({ id: 'PromotionEvent' });

export const promotionSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    state: promotionStateSchema,
    version: z.int().min(1),
    startsAt: z.iso.datetime({ offset: true }).describe('With the offset that its zone has then, as all its times'),
    endsAt: z.iso.datetime({ offset: true }),
    warmsAt: z.iso.datetime({ offset: true }).describe('The start less the lead'),
    zone: z.string(),
    leadMinutes: z.number(),
    safetyFactor: z.number(),
    runwayMinutes: z.number(),
    items: z.array(promotionItemSchema),
    nodes: z.int().min(1).describe('Live nodes the plan was made for'),
    plan: z.array(promotionPlanSchema),
    warnings: z.array(promotionWarningSchema),
    detail: z.string().nullable().describe('What there is to say of its state'),
    last: promotionEventSchema.nullable().describe('What was done last, by which node'),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
  })
  .meta({ id: 'Promotion' });

export const WARM_STATES = ['warm', 'unseen', 'jumping', 'filling', 'short', 'paused', 'exhausted'] as const;
export const warmStateSchema = z.enum(WARM_STATES).meta({
  description:
    'warm: holds two segments of the plan; unseen: has not read the plan yet; jumping: its fresh segment is on the way; filling: its second one is; short: holds what is left of the number space; paused; exhausted',
});

/** How far one node is. */
export const promotionNodeSchema = z
  .strictObject({
    nodeId: z.string(),
    tagCount: z.int().min(0),
    warmCount: z.int().min(0),
    runwayMs: z.number().min(0).nullable().describe('The shortest of its biz tags now; null when nothing is taken'),
    waiting: z
      .array(z.strictObject({ bizTag: bizTagSchema, state: warmStateSchema }))
      .describe('Biz tags that are not warm, 20 at most'),
  })
  .meta({ id: 'PromotionNode' });

export const promotionTagReportSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    plannedRate: z.number().min(0),
    actualRate: z.number().min(0).describe('The highest second of each node in a minute, added up'),
    numbers: z.int().min(0).describe('Numbers given out'),
    refills: z.int().min(0),
    waits: z.int().min(0).describe('Callers who waited for a refill'),
    abandoned: z.int().min(0).describe('Numbers that will never be given out'),
  })
  .meta({ id: 'PromotionTagReport' });

export const promotionReportSchema = z
  .strictObject({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    isFinal: z.boolean().describe('false while the nodes have not written down their last minute'),
    items: z.array(promotionTagReportSchema),
  })
  .meta({ id: 'PromotionReport', description: 'From warming to the end: planned against actual' });

export const promotionDetailSchema = promotionSchema
  .extend({
    events: z.array(promotionEventSchema).describe('Oldest first'),
    progress: z.array(promotionNodeSchema).describe('While it is warming or active: the live nodes'),
    report: promotionReportSchema.nullable().describe('When it has ended after it was warming'),
  })
  .meta({ id: 'PromotionDetail' });

export const promotionListQuerySchema = z.strictObject({
  state: promotionStateSchema.or(z.literal('live')).optional().meta({
    description: 'live: those that something still has to be done for',
  }),
  ...pageShape,
});

export const promotionListSchema = z
  .strictObject({ items: z.array(promotionSchema), total: z.int().min(0) })
  .meta({ id: 'PromotionList', description: 'The latest start first' });

export const promotionIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'must be the id of a promotion' })
  .meta({ description: 'Which promotion' });

export type PromotionState = z.infer<typeof promotionStateSchema>;
export type PromotionItem = z.infer<typeof promotionItemSchema>;
export type CreatePromotion = z.infer<typeof createPromotionSchema>;
export type PreviewPromotion = z.infer<typeof previewPromotionSchema>;
export type ChangePromotion = z.infer<typeof changePromotionSchema>;
export type PromotionPlan = z.infer<typeof promotionPlanSchema>;
export type PromotionWarning = z.infer<typeof promotionWarningSchema>;
export type PromotionPreview = z.infer<typeof promotionPreviewSchema>;
export type PromotionEvent = z.infer<typeof promotionEventSchema>;
export type Promotion = z.infer<typeof promotionSchema>;
export type PromotionList = z.infer<typeof promotionListSchema>;
export type PromotionListQuery = z.infer<typeof promotionListQuerySchema>;
export type WarmState = z.infer<typeof warmStateSchema>;
export type PromotionNode = z.infer<typeof promotionNodeSchema>;
export type PromotionTagReport = z.infer<typeof promotionTagReportSchema>;
export type PromotionReport = z.infer<typeof promotionReportSchema>;
export type PromotionDetail = z.infer<typeof promotionDetailSchema>;
