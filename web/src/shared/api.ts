/**
 * The one way to ask the server. What it says is parsed by the contract; whatever goes wrong becomes an ApiFault, which is all that a
 * page has to know of failures. The session's cookie goes along by itself.
 */
import type { z } from 'zod';
import { type ErrorCode, type Problem, problemSchema } from '#contract';
import { backgroundHeaders } from './activity.js';

const ANSWER_WITHIN_MS = 15_000;

/** The server's codes; `UNREACHABLE`: no answer came; `UNREADABLE`: something other than this server answered. */
export type FaultCode = ErrorCode | 'UNREACHABLE' | 'UNREADABLE';

export class ApiFault extends Error {
  readonly code: FaultCode;
  /** 0 where no answer came. */
  readonly status: number;
  /** The server's own sentence; undefined when it gave none. */
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly fields: NonNullable<Problem['fields']>;
  readonly conflict: Problem['conflict'];
  /** How long the server wants to be left alone. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FaultCode, status = 0, problem?: Problem, retryAfterSeconds?: number) {
    super(problem?.detail ?? code);
    this.code = code;
    this.status = status;
    this.detail = problem?.detail;
    this.requestId = problem?.requestId;
    this.fields = problem?.fields ?? [];
    this.conflict = problem?.conflict;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function asFault(error: unknown): ApiFault {
  return error instanceof ApiFault ? error : new ApiFault('UNREADABLE');
}

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

type UnauthenticatedListener = () => void;
const unauthenticatedListeners = new Set<UnauthenticatedListener>();

/** @returns how to stop listening. Whoever listens is told of every answer that says that nobody is logged in. */
export function onUnauthenticated(listener: UnauthenticatedListener): () => void {
  unauthenticatedListeners.add(listener);
  return () => unauthenticatedListeners.delete(listener);
}

/** @throws {ApiFault} */
export async function fetchJson<T>(schema: z.ZodType<T>, path: string, asking: Asking = {}): Promise<T> {
  const response = await ask(path, { ...asking, signal: withinTime(asking.signal) });
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiFault('UNREADABLE', response.status);
  return parsed.data;
}

/** A change. @param schema of what comes back; null where nothing does @throws {ApiFault} */
export async function sendJson(
  schema: null,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<null>;
export async function sendJson<T>(
  schema: z.ZodType<T>,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T>;
export async function sendJson<T>(
  schema: z.ZodType<T> | null,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T | null> {
  const asking = { method, ...(body !== undefined && { body }) };
  if (schema !== null) return fetchJson(schema, path, asking);
  await ask(path, { ...asking, signal: withinTime(undefined) });
  return null;
}

/** @returns a successful answer whose body has not been read @throws {ApiFault} */
export async function ask(path: string, { method = 'GET', body, signal }: Asking): Promise<Response> {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    ...(signal && { signal }),
    headers: { ...backgroundHeaders(), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiFault('UNREACHABLE');
  });
  if (response.ok) return response;
  const fault = faultOf(response, await response.json().catch(() => undefined));
  if (fault.code === 'UNAUTHENTICATED') for (const listener of unauthenticatedListeners) listener();
  throw fault;
}

function faultOf(response: Response, body: unknown): ApiFault {
  const { data } = problemSchema.safeParse(body);
  if (data === undefined) return new ApiFault('UNREADABLE', response.status);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiFault(data.code, data.status, data, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

function withinTime(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}
