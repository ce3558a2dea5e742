import { queryOptions, useQuery } from '@tanstack/react-query';
import { nodeListSchema } from '#contract';
import { get } from '../../shared/api';
import { NODES_KEY } from '../../shared/live-figures';

/** A heartbeat alone is no news to the stream, so what was last heard of whom is read anew. */
const READ_ANEW_EVERY_MS = 2_000;

const nodesQuery = queryOptions({
  queryKey: NODES_KEY,
  queryFn: ({ signal }) => get('/api/v1/admin/nodes', nodeListSchema, signal),
  refetchInterval: READ_ANEW_EVERY_MS,
});

export function useNodes() {
  return useQuery(nodesQuery);
}
