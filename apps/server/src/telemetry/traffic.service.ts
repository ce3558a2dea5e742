/** The traffic meter of this node, kept in step with the clock, and what it hands on once a minute. */
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DatabaseClock } from './database-clock.js';
import { type AnsweredMinute, TrafficMeter } from './traffic-meter.js';

const TICK_MS = 1_000;

@Injectable()
export class TrafficService implements OnModuleInit, OnModuleDestroy {
  readonly meter = new TrafficMeter();
  private readonly listeners: ((minute: AnsweredMinute) => void)[] = [];
  /** When requests that could not be answered at once came in. */
  private readonly cameInAtMs = new WeakMap<FastifyRequest, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(DatabaseClock) private readonly clock: DatabaseClock) {}

  onModuleInit(): void {
    this.tick();
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @param startedAtMs by `performance.now()` */
  answered(numbers: number, startedAtMs: number): void {
    this.meter.answered(numbers, performance.now() - startedAtMs);
  }

  /** Remembers when a request came in that will take a while, should it fail. @returns that time, by `performance.now()` */
  begin(request: FastifyRequest, startedAtMs: number = performance.now()): number {
    this.cameInAtMs.set(request, startedAtMs);
    return startedAtMs;
  }

  /** @param status of the answer */
  failed(request: FastifyRequest, status: number): void {
    const nowMs = performance.now();
    this.meter.failed(status >= 500, nowMs - (this.cameInAtMs.get(request) ?? nowMs));
  }

  /** @param listener called with each minute when it has ended */
  onMinute(listener: (minute: AnsweredMinute) => void): void {
    this.listeners.push(listener);
  }

  private tick(): void {
    const ended = this.meter.tick(this.clock.nowMs());
    if (ended !== undefined) for (const listener of this.listeners) listener(ended);
  }
}
