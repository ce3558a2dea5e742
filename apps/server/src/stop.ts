/**
 * How the process ends: not ready first, then no new connections, then requests in flight finished, then the buffers and the
 * database, and out, all within ten seconds.
 */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IdAllocator } from '#segment';
import { Storage } from '#storage';
import type { Logger } from './logging/index.js';
import type { NodeState } from './node/index.js';

/** How long requests are still taken after SIGTERM, so that load balancers see the 503 of `/readyz` before the port closes. */
const NOTICE_MS = 1_500;
/** Orchestrators give ten seconds and more; what is not done by then is cut. */
const STOP_WITHIN_MS = 9_000;

export interface Stoppable {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  readonly state: NodeState;
  /** Ends a start that is still waiting for its database. */
  readonly starting: AbortController;
}

export function stopInOrder(parts: Stoppable): void {
  let isStopping = false;
  const on = (signal: 'SIGTERM' | 'SIGINT') => {
    if (isStopping) {
      if (signal === 'SIGINT') process.exit(130);
      return;
    }
    isStopping = true;
    void stop(parts, signal);
  };
  process.on('SIGTERM', () => on('SIGTERM'));
  process.on('SIGINT', () => on('SIGINT'));
}

async function stop({ app, logger, state, starting }: Stoppable, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  const wasServing = state.phase === 'started';
  state.draining();
  starting.abort();
  logger.info({ event: 'stopping', signal }, 'finishing the requests in flight');
  const cut = setTimeout(() => {
    logger.warn({ event: 'stop_cut' }, 'requests in flight did not finish in time and were cut off');
    app.getHttpServer().closeAllConnections();
    setTimeout(() => process.exit(0), 500);
  }, STOP_WITHIN_MS);
  // Somebody at a terminal has no load balancer to wait for.
  if (signal === 'SIGTERM' && wasServing) await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  try {
    await app.close();
    await app.get(IdAllocator).close();
    await app.get(Storage).close();
    logger.info({ event: 'stopped' }, 'stopped');
  } catch (error) {
    logger.error({ event: 'stop_failed', error }, 'a fault while stopping; no number is lost but those held');
  }
  clearTimeout(cut);
  process.exit(0);
}
