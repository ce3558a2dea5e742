/** What the buffers tell, as log lines: alarms loud, failures once per run of failures and then summed, the rest for debugging. */
import type { BufferEvent } from '#segment';
import type { Logger } from '../logging/index.js';

/** A run of failed refills is told at its 1st, 2nd, 4th, 8th … attempt. */
function isTold(attempt: number): boolean {
  return (attempt & (attempt - 1)) === 0;
}

export function logBufferEvent(logger: Logger, event: BufferEvent): void {
  const { type, bizTag } = event;
  switch (event.type) {
    case 'broken':
      logger.fatal(
        { event: 'buffer_broken', bizTag, error: event.error },
        'a buffer found a fault of ours and has closed itself',
      );
      return;
    case 'regression':
      logger.error(
        { event: 'max_id_regression', bizTag, fence: String(event.fence) },
        'the maximum in the database went back; nothing below it is handed out, and it is moved forward again',
      );
      return;
    case 'refill-failed': {
      const { failure, attempt, retryInMs, error } = event;
      const message = error instanceof Error ? error.message : String(error);
      const fields = { event: 'refill_failed', bizTag, failure, attempt, retryInMs, cause: message };
      if (isTold(attempt)) logger.warn(fields, 'a refill failed');
      else logger.debug(fields, 'a refill failed');
      return;
    }
    case 'step-changed':
      logger.info(
        {
          event: 'step_changed',
          bizTag,
          from: event.from,
          to: event.to,
          cause: event.cause,
          lifetimeMs: event.lifetimeMs,
        },
        'the step changed',
      );
      return;
    case 'abandoned':
      logger.info(
        { event: 'ids_abandoned', bizTag, count: event.count, reason: event.reason },
        'numbers will never be handed out',
      );
      return;
    case 'jumped':
      logger.info({ event: 'jumped', bizTag, start: String(event.start) }, 'the buffer is on a fresh segment');
      return;
    case 'mode':
      if (event.to === 'paused' || event.to === 'exhausted') {
        logger.warn({ event: `tag_${event.to}`, bizTag, from: event.from }, `the biz tag is ${event.to}`);
      } else logger.debug({ event: 'buffer_mode', bizTag, from: event.from, to: event.to }, 'mode');
      return;
    case 'refilled':
      logger.debug(
        { event: 'refilled', bizTag, start: String(event.start), end: String(event.end), durationMs: event.durationMs },
        'a segment came',
      );
      return;
    default:
      logger.trace({ event: type, bizTag }, type);
  }
}
