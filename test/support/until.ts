/** Waits for something to come true by looking often, up to a bound that is an error. */
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** @param look what is waited for; undefined and false mean not yet, a throw too */
export async function until<T>(what: string, look: () => Promise<T> | T, withinMs = 30_000): Promise<NonNullable<T>> {
  const endsAtMs = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < endsAtMs) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen as NonNullable<T>;
    } catch (error) {
      last = error;
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`${what} did not come true within ${withinMs} ms`, { cause: last });
}
