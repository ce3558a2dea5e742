/**
 * The list of biz tags, of which only the pages in view are read: ten thousand tags are a hundred pages. Order and search are the
 * server's; a page that stays in view is read anew, for rates change the order.
 */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { type BizTagFigure, bizTagListSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';
import { filterQuery, type TagFilter } from './tag-search.js';
import { pagesInView, type View } from './tag-view.js';

const TAGS_PER_PAGE = 50;
const READ_ANEW_EVERY_MS = 10_000;
const RETRY_EVERY_MS = 3_000;

export interface TagPages {
  /** How many there are; undefined until that is known. */
  readonly total: number | undefined;
  /** @returns undefined where that page has not been read yet */
  at(index: number): BizTagFigure | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  /** Whether what is shown still answers the question before. */
  readonly isOld: boolean;
  retry(): void;
}

export function useTagPages(filter: TagFilter, view: View): TagPages {
  const interval = useLiveInterval(READ_ANEW_EVERY_MS);
  const { q, state, sort } = filter;
  const pages = pagesInView(view, TAGS_PER_PAGE);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['tags', 'page', { q, state, sort }, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const query = filterQuery(filter);
        query.set('page', String(page + 1));
        query.set('pageSize', String(TAGS_PER_PAGE));
        return fetchJson(bizTagListSchema, `/api/v1/admin/tags?${query}`, { signal });
      },
      // The first page is always read, so its place among the results is its own, and what was there can stand in.
      ...(page === 0 && { placeholderData: keepPreviousData }),
      refetchInterval: ({ state: { error } }: { state: { error: Error | null } }) =>
        error !== null && interval !== false ? RETRY_EVERY_MS : interval,
    })),
  });
  const first = results[0];
  const byPage = new Map(pages.map((page, index) => [page, results[index]?.data?.items]));
  return {
    total: first?.data?.total,
    at: (index) => byPage.get(Math.floor(index / TAGS_PER_PAGE))?.[index % TAGS_PER_PAGE],
    error: results.find(({ error }) => error !== null)?.error ?? null,
    isFetching: results.some(({ isFetching }) => isFetching),
    isOld: first?.isPlaceholderData === true,
    retry: () => {
      for (const result of results) void result.refetch();
    },
  };
}
