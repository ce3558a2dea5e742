import { queryOptions, useQuery } from '@tanstack/react-query';
import { bizTagListSchema } from '#contract';
import { get } from '../../shared/api';
import { TAGS_KEY } from '../../shared/live-figures';

/** The stream keeps the list moving; what has been removed is seen when it is read anew. */
const READ_ANEW_EVERY_MS = 30_000;

const tagsQuery = queryOptions({
  queryKey: TAGS_KEY,
  queryFn: ({ signal }) => get('/api/v1/admin/tags?pageSize=500', bizTagListSchema, signal),
  refetchInterval: (query) => (query.state.status === 'error' ? 3_000 : READ_ANEW_EVERY_MS),
});

export function useTags() {
  return useQuery(tagsQuery);
}
