/**
 * The one way to ask the server. What it says is parsed by the contract; whatever goes wrong becomes a Fault, which is all that a page
 * has to know of failures.
 */
import type { z } from 'zod';
import { type Problem, problemSchema } from '#contract';

const ANSWER_WITHIN_MS = 15_000;

export type FaultKind = 'refused' | 'unreachable' | 'unreadable';

export class Fault extends Error {
  readonly kind: FaultKind;
  /** The server's own words; undefined when it gave none. */
  readonly problem: Problem | undefined;

  constructor(kind: FaultKind, problem?: Problem) {
    super(problem?.detail ?? kind);
    this.kind = kind;
    this.problem = problem;
  }

  /** Whether the server wants to know first who is asking: asking again changes nothing. */
  get isAccess(): boolean {
    return this.problem?.status === 401 || this.problem?.status === 403;
  }
}

/** @throws {Fault} */
export async function get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const response = await ask(path, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]));
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Fault('unreadable');
  return parsed.data;
}

/** @returns a successful answer whose body has not been read @throws {Fault} */
export async function ask(path: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(path, { signal, cache: 'no-store' }).catch(() => {
    throw new Fault('unreachable');
  });
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => undefined);
  const { data } = problemSchema.safeParse(body);
  throw data === undefined ? new Fault('unreadable') : new Fault('refused', data);
}
