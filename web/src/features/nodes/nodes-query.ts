/** The nodes of the fleet. A heartbeat alone is no news to the stream, so what was last heard of whom is read anew. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { nodeListSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';

const READ_ANEW_EVERY_MS = 3_000;

export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: ({ signal }) => fetchJson(nodeListSchema, '/api/v1/admin/nodes', { signal }),
});

export function useNodes() {
  return useQuery({ ...nodesQuery, refetchInterval: useLiveInterval(READ_ANEW_EVERY_MS) });
}
