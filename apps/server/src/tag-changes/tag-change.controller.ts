/** Changes of biz tags. What is read of them is the fleet's. */
import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  type BizTagFigure,
  bizTagSchema,
  type ChangeTag,
  type CreateTag,
  changeTagSchema,
  createTagSchema,
  deleteQuerySchema,
} from '#contract';
import { Operation, validation } from '../http/index.js';
import { TagChangeService } from './tag-change.service.js';

@Controller()
export class TagChangeController {
  constructor(@Inject(TagChangeService) private readonly changes: TagChangeService) {}

  @Operation('createTag')
  create(
    @Req() request: FastifyRequest,
    @Body({ schema: createTagSchema, pipes: [validation('body')] }) body: CreateTag,
  ): Promise<BizTagFigure> {
    return this.changes.create(request, body);
  }

  @Operation('changeTag')
  change(
    @Req() request: FastifyRequest,
    @Param('bizTag', { schema: bizTagSchema, pipes: [validation('bizTag')] }) bizTag: string,
    @Body({ schema: changeTagSchema, pipes: [validation('body')] }) body: ChangeTag,
  ): Promise<BizTagFigure> {
    return this.changes.change(request, bizTag, body);
  }

  @Operation('deleteTag')
  remove(
    @Req() request: FastifyRequest,
    @Param('bizTag', { schema: bizTagSchema, pipes: [validation('bizTag')] }) bizTag: string,
    @Query({ schema: deleteQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof deleteQuerySchema>,
  ): Promise<void> {
    return this.changes.remove(request, bizTag, query);
  }
}
