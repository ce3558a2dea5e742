/** What the console reads. It changes nothing. */
import { Controller, Get, Header, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type BizTagList, type NodeList, tagListQuerySchema } from '#contract';
import { RequestFault, validation } from '../http/index.js';
import { FiguresService } from './figures.service.js';
import { FiguresStream, STREAMS_MAX } from './figures-stream.js';
import { type TagListQuery, tagList } from './tag-list.js';

@Controller('api/v1/admin')
export class FleetController {
  constructor(
    @Inject(FiguresService) private readonly figures: FiguresService,
    @Inject(FiguresStream) private readonly stream: FiguresStream,
  ) {}

  @Get('tags')
  @Header('cache-control', 'no-store')
  async tags(
    @Query({ schema: tagListQuerySchema, pipes: [validation('query')] }) query: TagListQuery,
  ): Promise<BizTagList> {
    return tagList((await this.figures.now()).tags, query);
  }

  @Get('nodes')
  @Header('cache-control', 'no-store')
  async nodes(): Promise<NodeList> {
    const { nodes: items } = await this.figures.now();
    return { items, total: items.length };
  }

  @Get('stream')
  live(@Res() reply: FastifyReply): void {
    if (this.stream.isFull) {
      throw new RequestFault('ALLOCATOR_NOT_READY', `this node keeps ${STREAMS_MAX} consoles up to date already`, {
        'retry-after': '30',
      });
    }
    reply.hijack();
    this.stream.add(reply.raw);
  }
}
