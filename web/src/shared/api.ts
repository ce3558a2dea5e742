/** The one way to the server: what it says is parsed by the contract, what it refuses becomes a Fault with the problem in it. */

import type { z } from 'zod';
import { type Problem, problemSchema } from '#contract';

export class Fault extends Error {
  /** The server's own words, or undefined when it could not be reached. */
  readonly problem: Problem | undefined;

  constructor(problem: Problem | undefined) {
    super(problem?.detail ?? 'the server can not be reached');
    this.problem = problem;
  }
}

export async function get<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, signal === undefined ? {} : { signal }).catch(() => {
    throw new Fault(undefined);
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Fault(problemSchema.safeParse(body).data);
  return schema.parse(body);
}
