/** Promotions, for operators. */
import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  type ChangePromotion,
  type CreatePromotion,
  changePromotionSchema,
  createPromotionSchema,
  deleteQuerySchema,
  type PreviewPromotion,
  type PromotionDetail,
  type PromotionList,
  type PromotionListQuery,
  type PromotionPreview,
  previewPromotionSchema,
  promotionIdSchema,
  promotionListQuerySchema,
} from '#contract';
import { Operation, validation } from '../http/index.js';
import { PromotionService } from './promotion.service.js';

const ID = { schema: promotionIdSchema, pipes: [validation('id')] };

@Controller()
export class PromotionController {
  constructor(@Inject(PromotionService) private readonly promotions: PromotionService) {}

  @Operation('listPromotions')
  list(
    @Query({ schema: promotionListQuerySchema, pipes: [validation('query')] }) query: PromotionListQuery,
  ): Promise<PromotionList> {
    return this.promotions.list(query);
  }

  @Operation('previewPromotion')
  preview(
    @Body({ schema: previewPromotionSchema, pipes: [validation('body')] }) body: PreviewPromotion,
  ): Promise<PromotionPreview> {
    return this.promotions.preview(body);
  }

  @Operation('createPromotion')
  create(
    @Req() request: FastifyRequest,
    @Body({ schema: createPromotionSchema, pipes: [validation('body')] }) body: CreatePromotion,
  ): Promise<PromotionDetail> {
    return this.promotions.create(request, body);
  }

  @Operation('getPromotion')
  one(@Param('id', ID) id: string): Promise<PromotionDetail> {
    return this.promotions.detail(id);
  }

  @Operation('changePromotion')
  change(
    @Req() request: FastifyRequest,
    @Param('id', ID) id: string,
    @Body({ schema: changePromotionSchema, pipes: [validation('body')] }) body: ChangePromotion,
  ): Promise<PromotionDetail> {
    return this.promotions.change(request, id, body);
  }

  @Operation('cancelPromotion')
  cancel(
    @Req() request: FastifyRequest,
    @Param('id', ID) id: string,
    @Query({ schema: deleteQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof deleteQuerySchema>,
  ): Promise<PromotionDetail> {
    return this.promotions.cancel(request, id, query);
  }
}
