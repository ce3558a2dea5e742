/** Changes of biz tags. What is read of them is the fleet's. */
import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  type BizTagFigure,
  type BumpStep,
  bizTagSchema,
  bumpStepSchema,
  type ChangeTag,
  type CreateTag,
  changeTagSchema,
  createTagSchema,
  deleteQuerySchema,
  type JumpTag,
  jumpTagSchema,
  type PreviewTag,
  previewTagSchema,
  type SkipTag,
  skipTagSchema,
  type TagPreview,
} from '#contract';
import { Operation, validation } from '../http/index.js';
import { TagChangeService } from './tag-change.service.js';
import { TagPreviewService } from './tag-preview.service.js';

const BIZ_TAG = { schema: bizTagSchema, pipes: [validation('bizTag')] };

@Controller()
export class TagChangeController {
  constructor(
    @Inject(TagChangeService) private readonly changes: TagChangeService,
    @Inject(TagPreviewService) private readonly previews: TagPreviewService,
  ) {}

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
    @Param('bizTag', BIZ_TAG) bizTag: string,
    @Body({ schema: changeTagSchema, pipes: [validation('body')] }) body: ChangeTag,
  ): Promise<BizTagFigure> {
    return this.changes.change(request, bizTag, body);
  }

  @Operation('deleteTag')
  remove(
    @Req() request: FastifyRequest,
    @Param('bizTag', BIZ_TAG) bizTag: string,
    @Query({ schema: deleteQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof deleteQuerySchema>,
  ): Promise<void> {
    return this.changes.remove(request, bizTag, query);
  }

  @Operation('bumpStep')
  bump(
    @Req() request: FastifyRequest,
    @Param('bizTag', BIZ_TAG) bizTag: string,
    @Body({ schema: bumpStepSchema, pipes: [validation('body')] }) body: BumpStep,
  ): Promise<BizTagFigure> {
    return this.changes.bump(request, bizTag, body);
  }

  @Operation('jumpTag')
  jump(
    @Req() request: FastifyRequest,
    @Param('bizTag', BIZ_TAG) bizTag: string,
    @Body({ schema: jumpTagSchema, pipes: [validation('body')] }) body: JumpTag,
  ): Promise<BizTagFigure> {
    return this.changes.jump(request, bizTag, body);
  }

  @Operation('skipTag')
  skip(
    @Req() request: FastifyRequest,
    @Param('bizTag', BIZ_TAG) bizTag: string,
    @Body({ schema: skipTagSchema, pipes: [validation('body')] }) body: SkipTag,
  ): Promise<BizTagFigure> {
    return this.changes.skip(request, bizTag, body);
  }

  @Operation('previewTag')
  preview(
    @Param('bizTag', BIZ_TAG) bizTag: string,
    @Body({ schema: previewTagSchema, pipes: [validation('body')] }) body: PreviewTag,
  ): Promise<TagPreview> {
    return this.previews.preview(bizTag, body);
  }
}
