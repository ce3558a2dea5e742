/** What is read of the fleet. It changes nothing. */
import { Controller, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type NodeList, type Overview, streamQuerySchema } from '#contract';
import { Operation, RequestFault, validation } from '../http/index.js';
import { AccessCheck } from '../identity/index.js';
import { FiguresService } from './figures.service.js';
import { FiguresStream, STREAMS_MAX } from './figures-stream.js';
import { HistoryService } from './history.service.js';

@Controller()
export class FleetController {
  constructor(
    @Inject(FiguresService) private readonly figures: FiguresService,
    @Inject(HistoryService) private readonly histories: HistoryService,
    @Inject(FiguresStream) private readonly stream: FiguresStream,
    @Inject(AccessCheck) private readonly access: AccessCheck,
  ) {}

  @Operation('overview')
  async overview(): Promise<Overview> {
    await this.figures.refreshed([]);
    const history = await this.histories.ofFleet();
    return { at: new Date().toISOString(), fleet: this.figures.fleet(), history };
  }

  @Operation('listNodes')
  async nodes(): Promise<NodeList> {
    await this.figures.refreshed([]);
    const items = this.figures.nodes();
    return { items, total: items.length };
  }

  @Operation('streamFigures')
  live(
    @Req() request: FastifyRequest,
    @Query({ schema: streamQuerySchema, pipes: [validation('query')] })
    { tags }: z.infer<typeof streamQuerySchema>,
    @Res() reply: FastifyReply,
  ): void {
    if (this.stream.isFull) {
      throw new RequestFault('ALLOCATOR_NOT_READY', `this node keeps ${STREAMS_MAX} consoles up to date already`, {
        'retry-after': '30',
      });
    }
    reply.hijack();
    this.stream.add(reply.raw, { tags, isAllowed: () => this.access.mayStillRead(request) });
  }
}
