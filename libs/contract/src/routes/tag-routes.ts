/** Biz tags: the list, and changes of it. */
import type { ErrorCode } from '../errors.js';
import { bizTagDetailSchema, bizTagFigureSchema, bizTagListSchema, tagHistorySchema } from '../figures.js';
import { bizTagSchema } from '../ids.js';
import { changeTagSchema, createTagSchema, tagListQuerySchema } from '../tags.js';
import { deleteQuerySchema } from '../texts.js';
import { type Route, reading, withBody } from './route.js';

const bizTag = { bizTag: bizTagSchema };
const readingOne: readonly ErrorCode[] = [...reading, 'BIZ_TAG_NOT_FOUND'];

export const TAG_ROUTES = [
  {
    operationId: 'listTags',
    method: 'GET',
    path: '/api/v1/admin/tags',
    summary: 'Biz tags, with what every node holds of them',
    tag: 'tags',
    access: 'viewer',
    query: tagListQuerySchema,
    response: bizTagListSchema,
    errors: reading,
  },
  {
    operationId: 'createTag',
    method: 'POST',
    path: '/api/v1/admin/tags',
    summary: 'A new biz tag; one that was deleted goes on above its old maximum',
    tag: 'tags',
    access: 'operator',
    body: createTagSchema,
    response: bizTagFigureSchema,
    status: 201,
    errors: [...reading, ...withBody, 'BIZ_TAG_EXISTS'],
  },
  {
    operationId: 'getTag',
    method: 'GET',
    path: '/api/v1/admin/tags/{bizTag}',
    summary: 'One biz tag, with what every node holds of it',
    tag: 'tags',
    access: 'viewer',
    params: bizTag,
    response: bizTagDetailSchema,
    errors: readingOne,
  },
  {
    operationId: 'changeTag',
    method: 'PATCH',
    path: '/api/v1/admin/tags/{bizTag}',
    summary: 'Change, pause or resume a biz tag; every node follows within the sync interval',
    tag: 'tags',
    access: 'operator',
    params: bizTag,
    body: changeTagSchema,
    response: bizTagFigureSchema,
    errors: [...readingOne, ...withBody, 'VERSION_CONFLICT'],
  },
  {
    operationId: 'deleteTag',
    method: 'DELETE',
    path: '/api/v1/admin/tags/{bizTag}',
    summary: 'Delete a biz tag; its maximum is kept, so that no number comes twice when it is made again',
    tag: 'tags',
    access: 'operator',
    params: bizTag,
    query: deleteQuerySchema,
    errors: [...readingOne, 'VERSION_CONFLICT'],
  },
  {
    operationId: 'tagHistory',
    method: 'GET',
    path: '/api/v1/admin/tags/{bizTag}/history',
    summary: 'Numbers and step of one biz tag, minute by minute, for the last hour',
    tag: 'tags',
    access: 'viewer',
    params: bizTag,
    response: tagHistorySchema,
    errors: readingOne,
  },
] as const satisfies readonly Route[];
