/** Whether a node may be sent requests. Pure: what it stands on is handed in. */
import type { Readiness } from '#contract';
import type { BufferMode } from '#segment';
import type { Phase } from '../node/index.js';

export interface ReadinessFacts {
  readonly phase: Phase;
  readonly detail: string;
  /** Why the database is held to be away, or undefined. */
  readonly databaseProblem: string | undefined;
  readonly modes: Iterable<BufferMode>;
}

/**
 * A database that is away is no reason to be taken out while numbers are held: every other node has the same database. A buffer
 * that closed itself on a fault is one: this process can't mend it.
 */
export function readinessOf({
  phase,
  detail,
  databaseProblem,
  modes,
}: ReadinessFacts): Readiness & { isReady: boolean } {
  if (phase !== 'started') return { isReady: false, status: phase, detail };
  const seen = new Set(modes);
  if (seen.has('broken')) {
    return { isReady: false, status: 'broken', detail: 'a buffer has closed itself on a fault: restart this node' };
  }
  if (databaseProblem === undefined) return { isReady: true, status: 'ok', detail };
  const isServing = seen.has('serving');
  const held = isServing ? 'the numbers held still serve' : 'and no numbers are held any more';
  return {
    isReady: isServing,
    status: 'degraded',
    detail: `the database does not answer (${databaseProblem}), ${held}`,
  };
}
