/** The fleet, its grants, its audit and the stream of its figures. */
import { z } from 'zod';
import { auditFilterSchema, auditListQuerySchema, auditListSchema } from '../audit.js';
import { figuresEventSchema, nodeListSchema, overviewSchema, STREAM_TAGS_MAX } from '../figures.js';
import {
  grantListQuerySchema,
  grantListSchema,
  idFindingListSchema,
  idFindingSchema,
  idParameterSchema,
} from '../grants.js';
import { BIZ_TAG_PATTERN, bizTagSchema } from '../ids.js';
import { type Route, reading } from './route.js';

const streamTagsError = `must be at most ${STREAM_TAGS_MAX} biz tags with commas between them`;

export const streamQuerySchema = z.strictObject({
  tags: z
    .string({ error: streamTagsError })
    .optional()
    .transform((text) => (text === '' ? [] : text === undefined ? undefined : [...new Set(text.split(','))]))
    .refine((tags = []) => tags.length <= STREAM_TAGS_MAX && tags.every((tag) => BIZ_TAG_PATTERN.test(tag)), {
      error: streamTagsError,
    })
    .meta({
      description: `The biz tags to keep up to date, with commas between them, ${STREAM_TAGS_MAX} at most, none where it is empty; unless given, the first ${STREAM_TAGS_MAX} by name`,
      examples: ['order,order-snapshot'],
    }),
});

export const FLEET_ROUTES = [
  {
    operationId: 'overview',
    method: 'GET',
    path: '/api/v1/admin/overview',
    summary: 'The fleet now and over the last hour',
    tag: 'fleet',
    access: 'viewer',
    response: overviewSchema,
    errors: reading,
  },
  {
    operationId: 'listNodes',
    method: 'GET',
    path: '/api/v1/admin/nodes',
    summary: 'Nodes, the dead ones for a day',
    tag: 'fleet',
    access: 'viewer',
    response: nodeListSchema,
    errors: reading,
  },
  {
    operationId: 'listGrants',
    method: 'GET',
    path: '/api/v1/admin/grants',
    summary: 'Reservations, newest first',
    tag: 'fleet',
    access: 'viewer',
    query: grantListQuerySchema,
    response: grantListSchema,
    errors: reading,
  },
  {
    operationId: 'inspectId',
    method: 'GET',
    path: '/api/v1/admin/ids/{bizTag}/{id}',
    summary: 'Who gave out this number, when, from which grant',
    tag: 'fleet',
    access: 'viewer',
    params: { bizTag: bizTagSchema, id: idParameterSchema },
    response: idFindingSchema,
    errors: [...reading, 'BIZ_TAG_NOT_FOUND'],
  },
  {
    operationId: 'findId',
    method: 'GET',
    path: '/api/v1/admin/ids/{id}',
    summary: 'Which biz tags have reserved this number',
    tag: 'fleet',
    access: 'viewer',
    params: { id: idParameterSchema },
    response: idFindingListSchema,
    errors: reading,
  },
  {
    operationId: 'listAudit',
    method: 'GET',
    path: '/api/v1/admin/audit',
    summary: 'Who changed what, when, why; newest first',
    tag: 'fleet',
    access: 'viewer',
    query: auditListQuerySchema,
    response: auditListSchema,
    errors: reading,
  },
  {
    operationId: 'exportAudit',
    method: 'GET',
    path: '/api/v1/admin/audit.csv',
    summary: 'The same as CSV, the newest 100,000',
    tag: 'fleet',
    access: 'viewer',
    query: auditFilterSchema,
    response: z.string(),
    responseType: 'text/csv',
    errors: reading,
  },
  {
    operationId: 'streamFigures',
    method: 'GET',
    path: '/api/v1/admin/stream',
    summary:
      'Figures as they change: server-sent events named `figures`, the first one whole; it ends with the session',
    tag: 'fleet',
    access: 'viewer',
    query: streamQuerySchema,
    response: figuresEventSchema,
    responseType: 'text/event-stream',
    errors: reading,
  },
] as const satisfies readonly Route[];
