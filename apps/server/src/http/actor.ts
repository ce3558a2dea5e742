/** Who makes a request of the admin API. The guard finds out; whatever changes something writes it to the audit. */
import type { FastifyRequest } from 'fastify';
import type { Role } from '#contract';

export interface Actor {
  /** The operator's name, or `token:` and the token's. */
  readonly name: string;
  /** What they are for this request. */
  readonly role: Role;
}

const ACTORS = new WeakMap<FastifyRequest, Actor>();

export function setActor(request: FastifyRequest, actor: Actor): void {
  ACTORS.set(request, actor);
}

/** @throws Error where no guard has let anybody in */
export function actorOf(request: FastifyRequest): Actor {
  const actor = ACTORS.get(request);
  if (actor === undefined) throw new Error('the request has no actor');
  return actor;
}

export function findActor(request: FastifyRequest): Actor | undefined {
  return ACTORS.get(request);
}
