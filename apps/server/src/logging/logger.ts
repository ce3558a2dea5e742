/** The log: JSON lines on stdout, one an event, each with a stable `event` name. */
import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { Config } from '../config.js';

export type Logger = pino.Logger;

/** The injection token of the process's logger. */
export const LOGGER = Symbol('LOGGER');

export function createLogger(level: Config['logLevel'], nodeId: string): Logger {
  return pino({
    level,
    base: { nodeId },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
  });
}

/** Nest's own words, in our lines. What Nest tells of routes and modules is for whoever debugs it. */
export class NestLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ event: 'nest', context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.logger.trace({ event: 'nest', context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.logger.trace({ event: 'nest', context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ event: 'nest', context }, String(message));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    const error = message instanceof Error ? message : undefined;
    this.logger.error({ event: 'nest_error', context, stack, error }, String(message));
  }

  fatal(message: unknown, context?: unknown): void {
    this.logger.fatal({ event: 'nest_error', context }, String(message));
  }
}
