/** The probes of Kubernetes, and the details for people. Only `/health` touches the database. */
import { Controller, HttpStatus, Inject, Res } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import type { Readiness } from '#contract';
import { IdAllocator } from '#segment';
import { Storage } from '#storage';
import { Operation } from '../http/index.js';
import { NodeState } from '../node/index.js';
import { readinessOf } from './readiness.js';

const PING_TIMEOUT_MS = 1_000;
/** However many ask, the database is pinged once in this time. */
const PING_CACHED_MS = 1_000;

@Controller()
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly checks: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(NodeState) private readonly state: NodeState,
  ) {}

  @Operation('livez')
  livez(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Operation('startupz')
  startupz(@Res({ passthrough: true }) reply: FastifyReply): Readiness {
    const { phase, detail } = this.state;
    if (phase === 'starting') reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: phase === 'started' ? 'ok' : phase, detail };
  }

  @Operation('readyz')
  readyz(@Res({ passthrough: true }) reply: FastifyReply): Readiness {
    const { isReady, status, detail } = this.readiness();
    if (!isReady) reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status, detail };
  }

  @Operation('health')
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const result = await this.checks
      .check([() => this.checkNode(), () => this.checkDatabase(), () => this.checkBuffers()])
      .catch(resultOf);
    if (!this.readiness().isReady) reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return result;
  }

  private readiness() {
    const { phase, detail, databaseProblem } = this.state;
    return readinessOf({ phase, detail, databaseProblem, modes: this.modes() });
  }

  private *modes() {
    for (const { mode } of this.allocator.snapshots()) yield mode;
  }

  private checkNode() {
    const { isReady, status, detail } = this.readiness();
    const check = this.indicators.check('node');
    return isReady ? check.up({ state: status, detail }) : check.down({ state: status, detail });
  }

  /** Down is for what takes the node out; a database that is away only degrades it. */
  private async checkDatabase() {
    const database = this.storage.describe();
    if (this.state.phase === 'starting')
      return this.indicators.check('database').degraded({ database, detail: this.state.detail });
    const result = await this.indicators
      .check('database')
      .attempt(async () => {
        await this.storage.ping();
        return { database };
      })
      .withTimeout(PING_TIMEOUT_MS)
      .cacheFor(PING_CACHED_MS);
    if (result.database.status === 'up') return result;
    const advice = 'look at the database and the way to it; the numbers held serve until it is back';
    return this.indicators.check('database').degraded({ database, advice });
  }

  private checkBuffers() {
    const buffers = [...this.allocator.snapshots()].map(
      ({ bizTag, mode, runwayMs, refillFailedAttempts, ...held }) => ({
        bizTag,
        mode,
        heldCount: (held.current?.idle ?? 0) + (held.next?.idle ?? 0),
        runwayMs,
        refillFailedAttempts,
      }),
    );
    const waiting = buffers
      .filter(({ mode }) => mode === 'filling' || mode === 'exhausted')
      .map(({ bizTag }) => bizTag);
    const check = this.indicators.check('buffers');
    if (buffers.some(({ mode }) => mode === 'broken')) {
      return check.down({
        advice: 'a buffer has closed itself on a fault: restart this node and report its log',
        buffers: told(buffers),
      });
    }
    return waiting.length === 0
      ? check.up({ tags: buffers.length, buffers: told(buffers) })
      : check.degraded({ tags: buffers.length, without: waiting.slice(0, TOLD_MAX), buffers: told(buffers) });
  }
}

/** However many tags there are, a person reads no more than these. */
const TOLD_MAX = 50;

function told<T extends { heldCount: number }>(buffers: readonly T[]): T[] {
  return [...buffers].sort((a, b) => a.heldCount - b.heldCount).slice(0, TOLD_MAX);
}

/** Terminus throws its result when a check is down; here the answer is the same, and the status is ours. */
function resultOf(error: unknown): unknown {
  if (
    typeof error === 'object' &&
    error !== null &&
    'getResponse' in error &&
    typeof error.getResponse === 'function'
  ) {
    return error.getResponse();
  }
  throw error;
}
