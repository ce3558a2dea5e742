/** Changes of biz tags. Bounds that hang on the present state (numbers given out, stepMax and step together) are the server's to check. */
import { z } from 'zod';
import { bizTagSchema } from './ids.js';
import { DESCRIPTION_LENGTH_MAX, lineSchema, pageShape, reasonSchema, versionSchema } from './texts.js';

/** A step is a count of numbers in a 32-bit column. */
export const STEP_LIMIT = 2 ** 31 - 1;
/** The ceiling of the step policy unless a tag says otherwise; Leaf's own. */
export const STEP_MAX_DEFAULT = 1_000_000;
export const ID_LENGTH_MIN = 6;
export const ID_LENGTH_MAX = 19;
/** The largest number a signed 64-bit column holds. */
export const MAX_ID_LIMIT = 2n ** 63n - 1n;

const stepError = `must be a whole number from 1 to ${STEP_LIMIT}`;
const stepSchema = z.int({ error: stepError }).min(1, { error: stepError }).max(STEP_LIMIT, { error: stepError });

const maxIdError = `must be a whole number from 0 to ${MAX_ID_LIMIT}, as a string of digits`;
export const maxIdSchema = z
  .string({ error: maxIdError })
  .regex(/^\d{1,19}$/, { error: maxIdError })
  .refine((text) => !/^\d{1,19}$/.test(text) || BigInt(text) <= MAX_ID_LIMIT, { error: maxIdError })
  .meta({ description: 'The first number that has not been given out', examples: ['100000000000'] });

const idLengthError = `must be a whole number from ${ID_LENGTH_MIN} to ${ID_LENGTH_MAX}, or null for numbers of any length`;
const idLengthSchema = z
  .int({ error: idLengthError })
  .min(ID_LENGTH_MIN, { error: idLengthError })
  .max(ID_LENGTH_MAX, { error: idLengthError })
  .nullable()
  .meta({ description: 'Digits of every number, or null for any length' });

const descriptionSchema = lineSchema(DESCRIPTION_LENGTH_MAX).nullable();
const pausedSchema = z.boolean({ error: 'must be true or false' });

export const createTagSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    description: descriptionSchema.optional(),
    step: stepSchema.describe('The least count of one reservation'),
    stepMax: stepSchema.optional().describe(`${STEP_MAX_DEFAULT} unless given, and never below step`),
    maxId: maxIdSchema.optional().describe('Where to begin; where the number space begins unless given'),
    idLength: idLengthSchema.optional(),
    paused: pausedSchema.optional(),
    reason: reasonSchema,
  })
  .refine(({ step, stepMax }) => stepMax === undefined || stepMax >= step, {
    error: 'must not be below step',
    path: ['stepMax'],
  })
  .meta({ id: 'CreateBizTag' });

const TAG_CHANGES = ['description', 'step', 'stepMax', 'idLength', 'paused'] as const;

export const changeTagSchema = z
  .strictObject({
    description: descriptionSchema.optional(),
    step: stepSchema.optional(),
    stepMax: stepSchema.optional(),
    idLength: idLengthSchema.optional(),
    paused: pausedSchema.optional(),
    version: versionSchema,
    reason: reasonSchema,
  })
  .refine((change) => TAG_CHANGES.some((field) => change[field] !== undefined), {
    error: `must change something: ${TAG_CHANGES.join(', ')}`,
  })
  .meta({ id: 'ChangeBizTag', description: 'What is left out stays as it is' });

/** A version may be left out of these: each says what is to be, whatever was there before. Given, it must be the present one. */
const commandShape = { version: versionSchema.optional(), reason: reasonSchema };

export const bumpStepSchema = z
  .strictObject({
    step: stepSchema.describe('From now on the least count of one reservation, and that of the next one'),
    jump: z
      .boolean({ error: 'must be true or false' })
      .optional()
      .describe('Whether every node drops what it holds for a fresh segment of that step at once; false unless given'),
    ...commandShape,
  })
  .meta({ id: 'BumpStep' });

export const jumpTagSchema = z.strictObject(commandShape).meta({ id: 'JumpBizTag' });

export const skipTagSchema = z
  .strictObject({
    maxId: maxIdSchema.describe('The first number that may be given out from now on; not below the present maximum'),
    ...commandShape,
  })
  .meta({ id: 'SkipBizTag' });

/** One of the three, without its reason: what it would do. */
export const previewTagSchema = z
  .strictObject({ step: stepSchema.optional(), jump: z.boolean().optional(), maxId: maxIdSchema.optional() })
  .refine(({ step, jump, maxId }) => step !== undefined || jump === true || maxId !== undefined, {
    error: 'must name a step, a jump or a maxId',
  })
  .refine(({ step, maxId }) => step === undefined || maxId === undefined, {
    error: 'must be left out where step is given',
    path: ['maxId'],
  })
  .meta({ id: 'PreviewBizTag', description: 'A step bump, a jump, or a skip (which jumps by itself)' });

const outlookSchema = z
  .strictObject({
    step: z.int().describe('The largest step of any node'),
    heldCount: z.int().min(0).describe('Numbers held by all nodes'),
    runwayMs: z.number().min(0).nullable().describe('The shortest of any node; null when nothing is taken'),
    writesPerHour: z.number().min(0).describe('Reservations an hour at the present rate, over all nodes'),
    maxId: z.string(),
    spaceUsed: z.number().min(0).max(1),
  })
  .meta({ id: 'TagOutlook' });

export const tagPreviewSchema = z
  .strictObject({
    now: outlookSchema,
    after: outlookSchema.describe('When every node has followed'),
    nodes: z.int().min(0).describe('Live nodes that hold numbers of it'),
    abandoned: z.string().describe('Numbers that will never be given out: held, or skipped'),
    warnings: z.array(z.strictObject({ field: z.string(), message: z.string() })),
  })
  .meta({ id: 'TagPreview' });

/** What of a biz tag can be changed, as it stands before and after a change. */
export const bizTagStateSchema = z
  .strictObject({
    bizTag: bizTagSchema,
    description: z.string().nullable(),
    step: z.int(),
    stepMax: z.int(),
    maxId: z.string(),
    idLength: z.int().nullable(),
    paused: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'BizTagState' });

export const TAG_SORTS = ['bizTag', 'rate', 'runway', 'step', 'space', 'maxId'] as const;
export const TAG_STATES = ['attention', 'active', 'idle', 'paused'] as const;

export const tagListQuerySchema = z.strictObject({
  q: z.string().max(128).optional().meta({ description: 'Part of a name or description, case ignored' }),
  state: z
    .enum(TAG_STATES, { error: `must be one of ${TAG_STATES.join(', ')}` })
    .optional()
    .meta({ description: 'attention: with troubles; active: numbers are taken; idle: none are; paused' }),
  sort: z
    .enum(
      TAG_SORTS.flatMap((field) => [field, `-${field}`] as const),
      {
        error: `must be one of ${TAG_SORTS.join(', ')}, with a minus in front to turn the order round`,
      },
    )
    .optional()
    .meta({ description: 'What to sort by; a minus turns the order round. bizTag unless given' }),
  ...pageShape,
});

export type CreateTag = z.infer<typeof createTagSchema>;
export type ChangeTag = z.infer<typeof changeTagSchema>;
export type BumpStep = z.infer<typeof bumpStepSchema>;
export type JumpTag = z.infer<typeof jumpTagSchema>;
export type SkipTag = z.infer<typeof skipTagSchema>;
export type PreviewTag = z.infer<typeof previewTagSchema>;
export type TagOutlook = z.infer<typeof outlookSchema>;
export type TagPreview = z.infer<typeof tagPreviewSchema>;
export type BizTagState = z.infer<typeof bizTagStateSchema>;
export type TagListQuery = z.infer<typeof tagListQuerySchema>;
