/** One biz tag: what takes a look into the database is read now and then, what moves comes with the stream. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type BizTagDetail, type BizTagFigure, bizTagDetailSchema, grantListSchema, tagHistorySchema } from '#contract';
import { asFault, fetchJson } from '../../shared/api.js';
import { useLiveInterval, useLiveTags, usePutTag } from '../../shared/live-figures.js';

const DETAIL_EVERY_MS = 30_000;
const HISTORY_EVERY_MS = 60_000;
const GRANTS_EVERY_MS = 15_000;
const RETRY_EVERY_MS = 3_000;
export const GRANTS_SHOWN = 8;

export const tagPath = (bizTag: string) => `/api/v1/admin/tags/${encodeURIComponent(bizTag)}`;

export interface TagNow {
  /** The freshest there is; undefined until anything is known. */
  readonly figure: BizTagFigure | undefined;
  readonly detail: BizTagDetail | undefined;
  readonly isGone: boolean;
  readonly error: Error | null;
  readonly isFetching: boolean;
  retry(): void;
}

export function useTag(bizTag: string): TagNow {
  const interval = useLiveInterval(DETAIL_EVERY_MS);
  const {
    data: detail,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey: ['tag', bizTag],
    queryFn: ({ signal }) => fetchJson(bizTagDetailSchema, tagPath(bizTag), { signal }),
    refetchInterval: ({ state }) =>
      state.error !== null && interval !== false && !isNotFound(state.error) ? RETRY_EVERY_MS : interval,
  });
  const { tags, gone } = useLiveTags([bizTag]);
  const live = tags.get(bizTag);
  return {
    figure: live !== undefined && (detail === undefined || live.version >= detail.version) ? live : detail,
    detail,
    isGone: live === undefined && (gone.has(bizTag) || (error !== null && isNotFound(error))),
    error,
    isFetching,
    retry: () => void refetch(),
  };
}

function isNotFound(error: Error): boolean {
  return asFault(error).code === 'BIZ_TAG_NOT_FOUND';
}

export function useTagHistory(bizTag: string) {
  return useQuery({
    queryKey: ['tag', bizTag, 'history'],
    queryFn: ({ signal }) => fetchJson(tagHistorySchema, `${tagPath(bizTag)}/history`, { signal }),
    refetchInterval: useLiveInterval(HISTORY_EVERY_MS),
  });
}

export function useLastGrants(bizTag: string) {
  const query = new URLSearchParams({ bizTag, pageSize: String(GRANTS_SHOWN) });
  return useQuery({
    queryKey: ['tag', bizTag, 'grants'],
    queryFn: ({ signal }) => fetchJson(grantListSchema, `/api/v1/admin/grants?${query}`, { signal }),
    refetchInterval: useLiveInterval(GRANTS_EVERY_MS),
  });
}

/** @returns a function that shows the answer to a change everywhere at once, and has all lists read anew */
export function useChangedTag(): (tag: BizTagFigure) => void {
  const queryClient = useQueryClient();
  const put = usePutTag();
  return (tag) => {
    put(tag);
    queryClient.setQueryData<BizTagDetail>(['tag', tag.bizTag], (detail) => detail && { ...detail, ...tag });
    for (const queryKey of [['tag', tag.bizTag], ['tags'], ['overview']])
      void queryClient.invalidateQueries({ queryKey });
  };
}
