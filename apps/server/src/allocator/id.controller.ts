/**
 * The ID API. Each route takes numbers out of the allocator's memory and writes the answer itself, as bytes: what Nest would do
 * with a returned value costs more than the number.
 */
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { batchQuerySchema, bizTagSchema, idSetRequestSchema, leaseRequestSchema } from '#contract';
import { IdAllocator } from '#segment';
import { invalidRequest, validation } from '../http/index.js';
import { batchJson, setJson } from './id-json.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

@Controller('api/v1')
export class IdController {
  constructor(@Inject(IdAllocator) private readonly allocator: IdAllocator) {}

  /** The hot route: no promise where the number is in memory, and no parameter that Nest would have to look up. */
  @Get('ids/:bizTag')
  one(@Req() request: TagRequest, @Res() reply: FastifyReply): void | Promise<void> {
    const { bizTag } = request.params;
    this.assertTag(bizTag);
    const id = this.allocator.nextId(bizTag);
    if (typeof id === 'bigint') sendOne(request, reply, id);
    else return id.then((awaited) => sendOne(request, reply, awaited));
  }

  @Get('ids/:bizTag/batch')
  async batch(
    @Param('bizTag') bizTag: string,
    @Query({ schema: batchQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof batchQuerySchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.assertTag(bizTag);
    send(reply, JSON_TYPE, batchJson(await this.allocator.take(bizTag, query.count)));
  }

  @Post('segments/:bizTag')
  @HttpCode(200)
  async lease(
    @Param('bizTag') bizTag: string,
    @Body({ schema: leaseRequestSchema, pipes: [validation('body')] }) body: z.infer<typeof leaseRequestSchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.assertTag(bizTag);
    const { start, end } = await this.allocator.lease(bizTag, body.count);
    send(reply, JSON_TYPE, `{"start":"${start}","end":"${end}"}`);
  }

  @Post('id-sets')
  @HttpCode(200)
  async set(
    @Body({ schema: idSetRequestSchema, pipes: [validation('body')] }) body: z.infer<typeof idSetRequestSchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, JSON_TYPE, setJson(await this.allocator.takeSet(new Map(Object.entries(body)))));
  }

  /** A tag the allocator knows fits the contract; only one it does not know has to be looked at. */
  private assertTag(bizTag: string): void {
    if (this.allocator.has(bizTag)) return;
    const parsed = bizTagSchema.safeParse(bizTag);
    if (!parsed.success) throw invalidRequest('bizTag', parsed.error.issues);
  }
}

type TagRequest = FastifyRequest<{ Params: { bizTag: string } }>;

function sendOne(request: FastifyRequest, reply: FastifyReply, id: bigint): void {
  if (wantsText(request.headers.accept)) send(reply, TEXT_TYPE, String(id));
  else send(reply, JSON_TYPE, `{"id":"${id}"}`);
}

function wantsText(accept: string | undefined): boolean {
  return accept?.startsWith('text/plain') === true;
}

/** Past Fastify's own sending, whose hooks and serializers this API has no use for. The body is ASCII: a character is a byte. */
function send({ raw }: FastifyReply, type: string, body: string | Buffer): void {
  raw.writeHead(200, ['content-type', type, 'cache-control', 'no-store', 'content-length', String(body.length)]);
  raw.end(body, 'latin1');
}
