/** Waiting that ends: whoever looks at the console gets what is known rather than nothing. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns when `work` has ended, well or not, or the time is over */
export async function within(waitMs: number, work: Promise<unknown>): Promise<void> {
  const ended = work.then(
    () => undefined,
    () => undefined,
  );
  if (waitMs <= 0) return;
  const patience = new AbortController();
  const over = sleep(waitMs, undefined, { ref: false, signal: patience.signal }).catch(() => undefined);
  await Promise.race([ended, over]);
  patience.abort();
}
