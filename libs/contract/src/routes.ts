/** Every address of the API: the one table that the OpenAPI document and the refusal of wrong methods are made from. */
import { z } from 'zod';
import { bizTagListSchema, figuresEventSchema, nodeListSchema } from './console.js';
import type { ErrorCode } from './errors.js';
import { healthSchema, livenessSchema, readinessSchema } from './health.js';
import {
  batchQuerySchema,
  batchResponseSchema,
  bizTagSchema,
  idResponseSchema,
  idSetRequestSchema,
  idSetResponseSchema,
  leaseRequestSchema,
  leaseResponseSchema,
} from './ids.js';

export interface Route {
  readonly operationId: string;
  readonly method: 'GET' | 'POST';
  /** With `{name}` for each parameter. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'ids' | 'admin' | 'probes';
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  readonly responseType?: 'application/json' | 'text/event-stream';
  /** Whether the answer can also be had as `text/plain`. */
  readonly hasPlainText?: boolean;
  /** The success status; 200 unless said. Failures are `errors`. */
  readonly errors: readonly ErrorCode[];
  /** Statuses other than 200 that carry `response`. */
  readonly alsoStatus?: readonly number[];
}

const allocation: readonly ErrorCode[] = [
  'INVALID_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BIZ_TAG_NOT_FOUND',
  'BIZ_TAG_PAUSED',
  'ID_SPACE_EXHAUSTED',
  'RATE_LIMITED',
  'ALLOCATOR_NOT_READY',
  'SEGMENT_UNAVAILABLE',
  'INTERNAL',
];
const withBody: readonly ErrorCode[] = ['COUNT_TOO_LARGE', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];
const reading: readonly ErrorCode[] = [
  'INVALID_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'ALLOCATOR_NOT_READY',
  'INTERNAL',
];
const bizTag = { bizTag: bizTagSchema };

export const tagListQuerySchema = z.strictObject({
  q: z.string().max(128).optional().meta({ description: 'Part of a name or description, case ignored' }),
  sort: z
    .enum(['bizTag', '-bizTag', 'rate', '-rate', 'runway', '-runway'])
    .optional()
    .meta({ description: 'What to sort by; a minus turns the order round' }),
  page: z.coerce.number().int().min(1).max(1_000_000).optional().meta({ description: 'From 1' }),
  pageSize: z.coerce.number().int().min(1).max(500).optional().meta({ description: '50 unless given' }),
});

export const ROUTES: readonly Route[] = [
  {
    operationId: 'nextId',
    method: 'GET',
    path: '/api/v1/ids/{bizTag}',
    summary: 'One number',
    tag: 'ids',
    params: bizTag,
    response: idResponseSchema,
    hasPlainText: true,
    errors: allocation,
  },
  {
    operationId: 'nextIds',
    method: 'GET',
    path: '/api/v1/ids/{bizTag}/batch',
    summary: 'Several numbers, increasing, all or none',
    tag: 'ids',
    params: bizTag,
    query: batchQuerySchema,
    response: batchResponseSchema,
    errors: [...allocation, 'COUNT_TOO_LARGE'],
  },
  {
    operationId: 'leaseSegment',
    method: 'POST',
    path: '/api/v1/segments/{bizTag}',
    summary: 'A range of numbers for a buffer of your own',
    tag: 'ids',
    params: bizTag,
    body: leaseRequestSchema,
    response: leaseResponseSchema,
    errors: [...allocation, ...withBody],
  },
  {
    operationId: 'nextIdSet',
    method: 'POST',
    path: '/api/v1/id-sets',
    summary: 'Numbers of several biz tags in one call, all or none',
    tag: 'ids',
    body: idSetRequestSchema,
    response: idSetResponseSchema,
    errors: [...allocation, ...withBody],
  },
  {
    operationId: 'listTags',
    method: 'GET',
    path: '/api/v1/admin/tags',
    summary: 'Biz tags, with what every node holds of them',
    tag: 'admin',
    query: tagListQuerySchema,
    response: bizTagListSchema,
    errors: reading,
  },
  {
    operationId: 'listNodes',
    method: 'GET',
    path: '/api/v1/admin/nodes',
    summary: 'Nodes, the dead ones for a day',
    tag: 'admin',
    response: nodeListSchema,
    errors: reading,
  },
  {
    operationId: 'streamFigures',
    method: 'GET',
    path: '/api/v1/admin/stream',
    summary: 'Figures as they change: server-sent events named `figures`, the first one whole',
    tag: 'admin',
    response: figuresEventSchema,
    responseType: 'text/event-stream',
    errors: reading,
  },
  {
    operationId: 'livez',
    method: 'GET',
    path: '/livez',
    summary: 'Whether the event loop turns',
    tag: 'probes',
    response: livenessSchema,
    errors: [],
  },
  {
    operationId: 'startupz',
    method: 'GET',
    path: '/startupz',
    summary: 'Whether the node has migrated, loaded its tags and warmed up',
    tag: 'probes',
    response: readinessSchema,
    alsoStatus: [503],
    errors: [],
  },
  {
    operationId: 'readyz',
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the node can serve from its buffers and is not draining',
    tag: 'probes',
    response: readinessSchema,
    alsoStatus: [503],
    errors: [],
  },
  {
    operationId: 'health',
    method: 'GET',
    path: '/health',
    summary: 'Each check, for people',
    tag: 'probes',
    response: healthSchema,
    alsoStatus: [503],
    errors: [],
  },
  {
    operationId: 'openapi',
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document',
    tag: 'probes',
    response: z.looseObject({ openapi: z.string() }),
    errors: [],
  },
];
