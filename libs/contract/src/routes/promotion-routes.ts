/** Promotions: planned, previewed, changed, cancelled, looked back at. */
import type { ErrorCode } from '../errors.js';
import {
  changePromotionSchema,
  createPromotionSchema,
  previewPromotionSchema,
  promotionDetailSchema,
  promotionIdSchema,
  promotionListQuerySchema,
  promotionListSchema,
  promotionPreviewSchema,
} from '../promotions.js';
import { deleteQuerySchema } from '../texts.js';
import { type Route, reading, withBody } from './route.js';

const id = { id: promotionIdSchema };
const readingOne: readonly ErrorCode[] = [...reading, 'NOT_FOUND'];

export const PROMOTION_ROUTES = [
  {
    operationId: 'listPromotions',
    method: 'GET',
    path: '/api/v1/admin/promotions',
    summary: 'Promotions with their plans, the latest start first',
    tag: 'promotions',
    access: 'viewer',
    query: promotionListQuerySchema,
    response: promotionListSchema,
    errors: reading,
  },
  {
    operationId: 'createPromotion',
    method: 'POST',
    path: '/api/v1/admin/promotions',
    summary: 'Plan a promotion: it is carried out by itself, by any node',
    tag: 'promotions',
    access: 'operator',
    body: createPromotionSchema,
    response: promotionDetailSchema,
    status: 201,
    errors: [...reading, ...withBody],
  },
  {
    operationId: 'previewPromotion',
    method: 'POST',
    path: '/api/v1/admin/promotions/preview',
    summary: 'The plan that a promotion would have; it keeps nothing',
    tag: 'promotions',
    access: 'viewer',
    body: previewPromotionSchema,
    response: promotionPreviewSchema,
    errors: [...reading, ...withBody],
  },
  {
    operationId: 'getPromotion',
    method: 'GET',
    path: '/api/v1/admin/promotions/{id}',
    summary:
      'One promotion: its plan, what was done by which node, how far the nodes are, and the report when it is over',
    tag: 'promotions',
    access: 'viewer',
    params: id,
    response: promotionDetailSchema,
    errors: readingOne,
  },
  {
    operationId: 'changePromotion',
    method: 'PATCH',
    path: '/api/v1/admin/promotions/{id}',
    summary: 'Change or schedule a promotion; the plan is made anew',
    tag: 'promotions',
    access: 'operator',
    params: id,
    body: changePromotionSchema,
    response: promotionDetailSchema,
    errors: [...readingOne, ...withBody, 'VERSION_CONFLICT'],
  },
  {
    operationId: 'cancelPromotion',
    method: 'DELETE',
    path: '/api/v1/admin/promotions/{id}',
    summary: 'Cancel a promotion at any moment: what it has raised goes back',
    tag: 'promotions',
    access: 'operator',
    params: id,
    query: deleteQuerySchema,
    response: promotionDetailSchema,
    errors: [...readingOne, 'VERSION_CONFLICT'],
  },
] as const satisfies readonly Route[];
