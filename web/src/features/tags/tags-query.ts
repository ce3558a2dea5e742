/** The list of biz tags: read whole, page by page; the stream keeps it moving, and what has been removed is seen when it is read anew. */
import { type QueryFunctionContext, queryOptions, useQuery } from '@tanstack/react-query';
import { type BizTagFigure, type BizTagList, bizTagListSchema } from '#contract';
import { Fault, get } from '../../shared/api.js';
import { TAGS_KEY, tagKeyOf } from '../../shared/live-figures.js';
import { keepNewer } from '../../shared/merge.js';

const PAGE_SIZE = 500;
const PAGE_COUNT_MAX = 40;
const READ_ANEW_EVERY_MS = 30_000;
const RETRY_EVERY_MS = 3_000;

async function getTags(signal: AbortSignal): Promise<BizTagList> {
  const items: BizTagFigure[] = [];
  for (let page = 1; page <= PAGE_COUNT_MAX; page++) {
    const list = await get(`/api/v1/admin/tags?page=${page}&pageSize=${PAGE_SIZE}`, bizTagListSchema, signal);
    items.push(...list.items);
    if (list.items.length < PAGE_SIZE) break;
  }
  return { items, total: items.length };
}

export const tagsQuery = queryOptions({
  queryKey: TAGS_KEY,
  queryFn: async ({ client, signal }: QueryFunctionContext) => {
    const before = client.getQueryData<BizTagList>(TAGS_KEY);
    const read = await getTags(signal);
    return keepNewer(read, before, client.getQueryData<BizTagList>(TAGS_KEY), tagKeyOf);
  },
  refetchInterval: ({ state: { error } }) => {
    const isDown = error !== null && !(error instanceof Fault && error.isAccess);
    return isDown ? RETRY_EVERY_MS : READ_ANEW_EVERY_MS;
  },
});

export function useTags() {
  return useQuery(tagsQuery);
}
