/** Sessions, operators and tokens. */
import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import {
  changeOperatorSchema,
  createOperatorSchema,
  loginSchema,
  operatorListSchema,
  operatorSchema,
  sessionSchema,
  usernameSchema,
} from '../operators.js';
import { deleteQuerySchema, reasonSchema } from '../texts.js';
import { createdTokenSchema, createTokenSchema, tokenListSchema } from '../tokens.js';
import { type Route, reading, withBody } from './route.js';

const username = { username: usernameSchema };
const readingOne: readonly ErrorCode[] = [...reading, 'NOT_FOUND'];

export const revokeQuerySchema = z.strictObject({
  reason: reasonSchema,
  version: z.string().optional().meta({ description: 'Not needed: a token changes only once' }),
});

export const PEOPLE_ROUTES = [
  {
    operationId: 'login',
    method: 'POST',
    path: '/api/v1/admin/session',
    summary: 'Log in: sets a session cookie',
    tag: 'people',
    access: 'public',
    body: loginSchema,
    response: sessionSchema,
    errors: [...reading, ...withBody, 'RATE_LIMITED'],
  },
  {
    operationId: 'session',
    method: 'GET',
    path: '/api/v1/admin/session',
    summary: 'Who is logged in',
    tag: 'people',
    access: 'self',
    response: sessionSchema,
    errors: reading,
  },
  {
    operationId: 'logout',
    method: 'DELETE',
    path: '/api/v1/admin/session',
    summary: 'Log out',
    tag: 'people',
    access: 'self',
    errors: reading,
  },
  {
    operationId: 'listOperators',
    method: 'GET',
    path: '/api/v1/admin/operators',
    summary: 'Who can log in',
    tag: 'people',
    access: 'viewer',
    response: operatorListSchema,
    errors: reading,
  },
  {
    operationId: 'createOperator',
    method: 'POST',
    path: '/api/v1/admin/operators',
    summary: 'Somebody more who can log in',
    tag: 'people',
    access: 'admin',
    body: createOperatorSchema,
    response: operatorSchema,
    status: 201,
    errors: [...reading, ...withBody, 'OPERATOR_EXISTS'],
  },
  {
    operationId: 'changeOperator',
    method: 'PATCH',
    path: '/api/v1/admin/operators/{username}',
    summary: 'Change role or password; everybody may change their own password',
    tag: 'people',
    access: 'self',
    params: username,
    body: changeOperatorSchema,
    response: operatorSchema,
    errors: [...readingOne, ...withBody, 'VERSION_CONFLICT', 'RATE_LIMITED'],
  },
  {
    operationId: 'deleteOperator',
    method: 'DELETE',
    path: '/api/v1/admin/operators/{username}',
    summary: 'Take somebody off; their sessions end at once',
    tag: 'people',
    access: 'admin',
    params: username,
    query: deleteQuerySchema,
    errors: [...readingOne, 'VERSION_CONFLICT'],
  },
  {
    operationId: 'listTokens',
    method: 'GET',
    path: '/api/v1/admin/tokens',
    summary: 'API tokens, without their secrets',
    tag: 'people',
    access: 'viewer',
    response: tokenListSchema,
    errors: reading,
  },
  {
    operationId: 'createToken',
    method: 'POST',
    path: '/api/v1/admin/tokens',
    summary: 'A new API token; its secret is in this answer and never again',
    tag: 'people',
    access: 'admin',
    body: createTokenSchema,
    response: createdTokenSchema,
    status: 201,
    errors: [...reading, ...withBody],
  },
  {
    operationId: 'revokeToken',
    method: 'DELETE',
    path: '/api/v1/admin/tokens/{id}',
    summary: 'Revoke a token; every node refuses it within the sync interval',
    tag: 'people',
    access: 'admin',
    params: { id: z.string().max(64) },
    query: revokeQuerySchema,
    errors: readingOne,
  },
] as const satisfies readonly Route[];
