/** What the table of routes says of each address. */
import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { Role } from '../operators.js';

/**
 * Who may call: `public`, everybody; `id` and `lease`, whom a token lets take numbers (or anybody, where the ID API is open); `self`,
 * everybody who is logged in, even one who must change the password first; a role, whoever has that role or more, by a session or by
 * a token of that verb.
 */
export type Access = 'public' | 'id' | 'lease' | 'self' | Role;

export interface Route {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `{name}` for each parameter. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'ids' | 'tags' | 'promotions' | 'fleet' | 'people' | 'probes';
  readonly access: Access;
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Nothing where the answer has no body: 204. */
  readonly response?: z.ZodType;
  readonly responseType?: 'application/json' | 'text/event-stream' | 'text/csv' | 'text/html';
  /** Whether the answer can also be had as `text/plain`. */
  readonly hasPlainText?: boolean;
  /** The success status, unless 200, or 204 without a response. */
  readonly status?: 201;
  /** Failures. */
  readonly errors: readonly ErrorCode[];
  /** Statuses other than the success's that carry `response`. */
  readonly alsoStatus?: readonly number[];
}

export const withBody: readonly ErrorCode[] = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

export const reading: readonly ErrorCode[] = [
  'INVALID_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'ALLOCATOR_NOT_READY',
  'DATABASE_UNAVAILABLE',
  'INTERNAL',
];
