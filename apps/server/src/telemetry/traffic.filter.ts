/** Counts the failures of the ID API where they are told. */
import { type ArgumentsHost, Catch, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemFilter } from '../http/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { TrafficService } from './traffic.service.js';

@Catch()
export class TrafficFilter extends ProblemFilter {
  constructor(
    @Inject(LOGGER) logger: Logger,
    @Inject(TrafficService) private readonly traffic: TrafficService,
  ) {
    super(logger);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    super.catch(error, host);
    const http = host.switchToHttp();
    this.traffic.failed(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>().statusCode);
  }
}
