/**
 * The ID API. Each route takes numbers out of the allocator's memory and writes the answer itself, as bytes: what Nest would do
 * with a returned value costs more than the number.
 */
import { Body, Controller, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { batchQuerySchema, bizTagSchema, idSetRequestSchema, leaseRequestSchema } from '#contract';
import { IdAllocator } from '#segment';
import { invalidRequest, Operation, validation } from '../http/index.js';
import { type LiveToken, Spending } from '../identity/index.js';
import { TrafficFilter, TrafficService } from '../telemetry/index.js';
import { batchJson, setJson } from './id-json.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

@Controller()
@UseFilters(TrafficFilter)
export class IdController {
  constructor(
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(Spending) private readonly spending: Spending,
    @Inject(TrafficService) private readonly traffic: TrafficService,
  ) {}

  /** The hot route: no promise where the number is in memory, and no parameter that Nest would have to look up. */
  @Operation('nextId')
  one(@Req() request: TagRequest, @Res() reply: FastifyReply): void | Promise<void> {
    const startedAtMs = performance.now();
    const { bizTag } = request.params;
    this.assertTag(bizTag);
    if (request.token !== null) return this.oneSpent(request, reply, request.token, startedAtMs);
    const id = this.allocator.nextId(bizTag);
    if (typeof id === 'bigint') this.sendOne(request, reply, id, startedAtMs);
    else return this.oneAwaited(request, reply, id, startedAtMs);
  }

  @Operation('nextIds')
  async batch(
    @Req() request: FastifyRequest,
    @Param('bizTag') bizTag: string,
    @Query({ schema: batchQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof batchQuerySchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const startedAtMs = this.traffic.begin(request);
    this.assertTag(bizTag);
    const { count } = query;
    const ranges = await this.spent(request, 'id', bizTag, count, () => this.allocator.take(bizTag, count));
    send(reply, JSON_TYPE, batchJson(ranges));
    this.traffic.answered(count, startedAtMs);
  }

  @Operation('leaseSegment')
  async lease(
    @Req() request: FastifyRequest,
    @Param('bizTag') bizTag: string,
    @Body({ schema: leaseRequestSchema, pipes: [validation('body')] }) body: z.infer<typeof leaseRequestSchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const startedAtMs = this.traffic.begin(request);
    this.assertTag(bizTag);
    const { count } = body;
    const { start, end } = await this.spent(request, 'lease', bizTag, count, () => this.allocator.lease(bizTag, count));
    if (request.token !== null) this.spending.giveBack(request.token, bizTag, count - Number(end - start));
    send(reply, JSON_TYPE, `{"start":"${start}","end":"${end}"}`);
    this.traffic.answered(Number(end - start), startedAtMs);
  }

  @Operation('nextIdSet')
  async set(
    @Req() request: FastifyRequest,
    @Body({ schema: idSetRequestSchema, pipes: [validation('body')] }) body: z.infer<typeof idSetRequestSchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const startedAtMs = this.traffic.begin(request);
    const counts = new Map(Object.entries(body));
    const { token } = request;
    if (token !== null) this.spending.spendAll(token, 'id', counts);
    try {
      send(reply, JSON_TYPE, setJson(await this.allocator.takeSet(counts)));
      let numbers = 0;
      for (const count of counts.values()) numbers += count;
      this.traffic.answered(numbers, startedAtMs);
    } catch (error) {
      if (token !== null) for (const [bizTag, count] of counts) this.spending.giveBack(token, bizTag, count);
      throw error;
    }
  }

  /** The same for a token, whose price is taken first and given back when nothing comes of it. */
  private oneSpent(
    request: TagRequest,
    reply: FastifyReply,
    token: LiveToken,
    startedAtMs: number,
  ): void | Promise<void> {
    const { bizTag } = request.params;
    this.spending.spend(token, 'id', bizTag, 1);
    try {
      const id = this.allocator.nextId(bizTag);
      if (typeof id === 'bigint') return this.sendOne(request, reply, id, startedAtMs);
      return this.oneAwaited(request, reply, id, startedAtMs).catch((error: unknown) =>
        this.refuseSpent(token, bizTag, 1, error),
      );
    } catch (error) {
      this.refuseSpent(token, bizTag, 1, error);
    }
  }

  private async spent<T>(
    { token }: FastifyRequest,
    verb: 'id' | 'lease',
    bizTag: string,
    count: number,
    take: () => T | Promise<T>,
  ): Promise<T> {
    if (token === null) return take();
    this.spending.spend(token, verb, bizTag, count);
    try {
      return await take();
    } catch (error) {
      return this.refuseSpent(token, bizTag, count, error);
    }
  }

  private refuseSpent(token: LiveToken, bizTag: string, count: number, error: unknown): never {
    this.spending.giveBack(token, bizTag, count);
    throw error;
  }

  private async oneAwaited(
    request: TagRequest,
    reply: FastifyReply,
    id: Promise<bigint>,
    startedAtMs: number,
  ): Promise<void> {
    this.traffic.begin(request, startedAtMs);
    this.sendOne(request, reply, await id, startedAtMs);
  }

  private sendOne(request: TagRequest, reply: FastifyReply, id: bigint, startedAtMs: number): void {
    if (wantsText(request.headers.accept)) send(reply, TEXT_TYPE, String(id));
    else send(reply, JSON_TYPE, `{"id":"${id}"}`);
    this.traffic.answered(1, startedAtMs);
  }

  /** A tag the allocator knows fits the contract; only one it does not know has to be looked at. */
  private assertTag(bizTag: string): void {
    if (this.allocator.has(bizTag)) return;
    const parsed = bizTagSchema.safeParse(bizTag);
    if (!parsed.success) throw invalidRequest('bizTag', parsed.error.issues);
  }
}

type TagRequest = FastifyRequest<{ Params: { bizTag: string } }>;

function wantsText(accept: string | undefined): boolean {
  return accept?.startsWith('text/plain') === true;
}

/** Past Fastify's own sending, whose hooks and serializers this API has no use for. The body is ASCII: a character is a byte. */
function send({ raw }: FastifyReply, type: string, body: string | Buffer): void {
  raw.writeHead(200, ['content-type', type, 'cache-control', 'no-store', 'content-length', String(body.length)]);
  raw.end(body, 'latin1');
}
