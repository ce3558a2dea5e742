/** Promotions: the list, one of them, the plan that one would have, and what changes them. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type PromotionDetail, promotionDetailSchema, promotionListSchema, promotionPreviewSchema } from '#contract';
import { asFault, fetchJson, sendJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';
import { askAgainAfterMs, LIVE_EVERY_MS } from './promotion-life.js';
import { type PromotionSearch, promotionsPath } from './promotion-search.js';

const PATH = '/api/v1/admin/promotions';
const KEY = ['promotions'];
const RETRY_EVERY_MS = 3_000;
/** What nodes are there and what they take changes while one thinks. */
const PREVIEW_EVERY_MS = 10_000;
export const PROMOTIONS_PER_PAGE = 50;

const keyOf = (id: string) => ['promotion', id];
const pathOf = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

export function usePromotions(search: PromotionSearch) {
  return useQuery({
    queryKey: [...KEY, search],
    queryFn: ({ signal }) => fetchJson(promotionListSchema, promotionsPath(search, PROMOTIONS_PER_PAGE), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: useLiveInterval(LIVE_EVERY_MS),
  });
}

export function usePromotion(id: string | undefined) {
  const isRunning = useLiveInterval(LIVE_EVERY_MS) !== false;
  return useQuery({
    queryKey: keyOf(id ?? ''),
    queryFn: ({ signal }) => fetchJson(promotionDetailSchema, pathOf(id ?? ''), { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data, error } }) => {
      if (!isRunning || (error !== null && asFault(error).code === 'NOT_FOUND')) return false;
      return data === undefined ? RETRY_EVERY_MS : askAgainAfterMs(data, Date.now());
    },
  });
}

/** @param body as JSON; undefined while there is too little to ask with. A question that has been overtaken is given up. */
export function usePreview(body: string | undefined) {
  return useQuery({
    queryKey: ['promotion-preview', body],
    queryFn: ({ signal }) =>
      fetchJson(promotionPreviewSchema, `${PATH}/preview`, { method: 'POST', body: JSON.parse(body ?? '{}'), signal }),
    enabled: body !== undefined,
    gcTime: 0,
    refetchInterval: useLiveInterval(PREVIEW_EVERY_MS),
  });
}

/** @returns a function that shows the answer to a change at once, and has the lists read anew */
function useKept(): (promotion: PromotionDetail) => void {
  const queryClient = useQueryClient();
  return (promotion) => {
    queryClient.setQueryData(keyOf(promotion.id), promotion);
    void queryClient.invalidateQueries({ queryKey: KEY });
  };
}

export interface SaveRequest {
  /** Undefined for a new one. */
  readonly id: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Whoever was too late is told so; what is there now is read, to be loaded when they say so. */
export function useSavePromotion() {
  const queryClient = useQueryClient();
  const keep = useKept();
  return useMutation({
    mutationFn: ({ id, body }: SaveRequest) =>
      id === undefined
        ? sendJson(promotionDetailSchema, 'POST', PATH, body)
        : sendJson(promotionDetailSchema, 'PATCH', pathOf(id), body),
    onSuccess: keep,
    onError: (_error, { id }) => {
      if (id !== undefined) void queryClient.invalidateQueries({ queryKey: keyOf(id) });
    },
  });
}

export interface CancelRequest {
  readonly id: string;
  readonly version: number;
  readonly reason: string;
}

/** Whoever was too late is shown what it is now, and can decide again. */
export function useCancelPromotion() {
  const queryClient = useQueryClient();
  const keep = useKept();
  return useMutation({
    mutationFn: ({ id, version, reason }: CancelRequest) => {
      const query = new URLSearchParams({ version: String(version), reason });
      return sendJson(promotionDetailSchema, 'DELETE', `${pathOf(id)}?${query}`);
    },
    onSuccess: keep,
    onError: (_error, { id }) => void queryClient.invalidateQueries({ queryKey: keyOf(id) }),
  });
}
