/** The ID API. */
import type { ErrorCode } from '../errors.js';
import {
  batchQuerySchema,
  batchResponseSchema,
  bizTagSchema,
  idResponseSchema,
  idSetRequestSchema,
  idSetResponseSchema,
  leaseRequestSchema,
  leaseResponseSchema,
} from '../ids.js';
import { type Route, withBody } from './route.js';

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
const bizTag = { bizTag: bizTagSchema };

export const ID_ROUTES = [
  {
    operationId: 'nextId',
    method: 'GET',
    path: '/api/v1/ids/{bizTag}',
    summary: 'One number',
    tag: 'ids',
    access: 'id',
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
    access: 'id',
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
    access: 'lease',
    params: bizTag,
    body: leaseRequestSchema,
    response: leaseResponseSchema,
    errors: [...allocation, 'COUNT_TOO_LARGE', ...withBody],
  },
  {
    operationId: 'nextIdSet',
    method: 'POST',
    path: '/api/v1/id-sets',
    summary: 'Numbers of several biz tags in one call, all or none',
    tag: 'ids',
    access: 'id',
    body: idSetRequestSchema,
    response: idSetResponseSchema,
    errors: [...allocation, 'COUNT_TOO_LARGE', ...withBody],
  },
] as const satisfies readonly Route[];
