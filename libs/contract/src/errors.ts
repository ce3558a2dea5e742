/**
 * The registry of error codes: one row is the HTTP status, the title, whether asking again can help, and what the
 * caller should do. docs/errors.md and the OpenAPI document are made from it.
 */

import { z } from 'zod';
import type { AllocatorErrorCode } from '#segment';

export interface ErrorDefinition {
  readonly status: number;
  readonly title: string;
  /** Whether the same call may succeed later without anybody changing it. */
  readonly retryable: boolean;
  readonly advice: string;
}

export const ERROR_CODES = {
  INVALID_REQUEST: {
    status: 400,
    title: 'The request is not valid',
    retryable: false,
    advice: 'Mend the field that `detail` names and send the request again.',
  },
  COUNT_TOO_LARGE: {
    status: 400,
    title: 'More numbers than one call may take',
    retryable: false,
    advice:
      'Ask for at most `BATCH_MAX` numbers (10,000 unless the server is set otherwise), in several calls if need be.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'Neither a valid token nor a session',
    retryable: false,
    advice:
      'Send `Authorization: Bearer bny_…` with a token that has not expired or been revoked; in the console, log in.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'The token or operator may not do this',
    retryable: false,
    advice:
      'Use a token whose scopes cover the biz tag and the verb; in the console, ask an operator whose role allows it.',
  },
  BIZ_TAG_NOT_FOUND: {
    status: 404,
    title: 'No such biz tag',
    retryable: false,
    advice:
      'Check the spelling (case counts). A tag made a moment ago reaches every node within the sync interval, 5 s by default.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'No such address',
    retryable: false,
    advice: 'Check the path against the API document at `/api/openapi.json`.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The address does not take this method',
    retryable: false,
    advice: 'Use a method that the `Allow` header names.',
  },
  BIZ_TAG_EXISTS: {
    status: 409,
    title: 'The biz tag exists',
    retryable: false,
    advice: 'Choose another name, or change the tag that is there.',
  },
  OPERATOR_EXISTS: {
    status: 409,
    title: 'The operator exists',
    retryable: false,
    advice: 'Choose another name, or change the operator who is there.',
  },
  VERSION_CONFLICT: {
    status: 409,
    title: 'Somebody else changed it first',
    retryable: false,
    advice: 'Read the present state, decide again, and send the change with its version.',
  },
  BIZ_TAG_PAUSED: {
    status: 409,
    title: 'The biz tag is paused',
    retryable: false,
    advice: 'An operator has stopped this tag; ask them, or resume it in the console.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    retryable: false,
    advice: 'Send a smaller body; the API never needs more than a few kilobytes.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is not JSON',
    retryable: false,
    advice: 'Send the body as JSON with `Content-Type: application/json`.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too much, too fast',
    retryable: true,
    advice: 'Wait as long as `Retry-After` says, then go on more slowly.',
  },
  ID_SPACE_EXHAUSTED: {
    status: 507,
    title: 'The number space is used up',
    retryable: false,
    advice: 'Every number of the length set for this tag has been given out. Raise `idLength`, or use a new tag.',
  },
  ALLOCATOR_NOT_READY: {
    status: 503,
    title: 'The node is not ready',
    retryable: true,
    advice: 'The node is starting or stopping: ask another node, or ask again after `Retry-After`.',
  },
  SEGMENT_UNAVAILABLE: {
    status: 503,
    title: 'No numbers to give out just now',
    retryable: true,
    advice:
      'The node has used up what it held and could not reserve more in time. Ask again after `Retry-After`; if it lasts, look at the database.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    title: 'The database does not answer',
    retryable: true,
    advice:
      'What was asked needs the database, and nothing was changed. Numbers are still given out of the buffers; look at the database, then try again.',
  },
  INTERNAL: {
    status: 500,
    title: 'A fault in the server',
    retryable: false,
    advice: 'Give the `requestId` to whoever runs the server: the cause stands in its log under that id.',
  },
} as const satisfies Record<string, ErrorDefinition> & Record<AllocatorErrorCode, ErrorDefinition>;

export type ErrorCode = keyof typeof ERROR_CODES;

export const errorCodeSchema = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);

/** The body of every failure, `application/problem+json` (RFC 9457). */
export const problemSchema = z
  .strictObject({
    type: z.string().describe('Where the code is explained, relative to the server: `/docs/errors#<code>`'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What is wrong with this very request, and what to do'),
    code: errorCodeSchema,
    retryable: z.boolean().describe('Whether the same call may succeed later'),
    requestId: z.string(),
    fields: z
      .array(
        z.strictObject({ field: z.string().describe('Such as `stepMax` or `scopes.0.tags`'), message: z.string() }),
      )
      .optional()
      .describe('INVALID_REQUEST: each field that is wrong, and why'),
    conflict: z
      .strictObject({
        current: z.record(z.string(), z.unknown()).describe('As it is now'),
        attempted: z.record(z.string(), z.unknown()).describe('What this request would have made of it'),
      })
      .optional()
      .describe('VERSION_CONFLICT: both states'),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;

/** What some problems carry beyond the sentence. */
export type ProblemDetails = Pick<Problem, 'fields' | 'conflict'>;

/** @param detail a sentence for the caller: what is wrong, and what to do */
export function problem(code: ErrorCode, detail: string, requestId: string, details: ProblemDetails = {}): Problem {
  const { status, title, retryable } = ERROR_CODES[code];
  return { type: `/docs/errors#${code}`, title, status, detail, code, retryable, requestId, ...details };
}
