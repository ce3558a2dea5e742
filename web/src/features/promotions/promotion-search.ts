/** What of the pages of promotions stands in the address. Pure. */
import { promotionIdSchema } from '#contract';

export interface PromotionSearch {
  /** Only those that something still has to be done for. */
  readonly state?: 'live';
  /** From 1; left out on the first page. */
  readonly page?: number;
}

export interface PlannerSearch {
  /** The promotion that is planned again. */
  readonly from?: string;
}

/** Keeps what it knows; what is as it would be anyway is left out, so that the address stays short. */
export function readPromotionSearch(search: Readonly<Record<string, unknown>>): PromotionSearch {
  const page = /^[1-9]\d{0,5}$/.test(String(search.page ?? '')) ? Number(search.page) : 1;
  return { ...(search.state === 'live' && { state: 'live' }), ...(page > 1 && { page }) };
}

export function readPlannerSearch(search: Readonly<Record<string, unknown>>): PlannerSearch {
  const { data } = promotionIdSchema.safeParse(String(search.from ?? ''));
  return data === undefined ? {} : { from: data };
}

export function promotionsPath({ state, page = 1 }: PromotionSearch, pageSize: number): string {
  const query = new URLSearchParams({
    ...(state !== undefined && { state }),
    page: `${page}`,
    pageSize: `${pageSize}`,
  });
  return `/api/v1/admin/promotions?${query}`;
}
