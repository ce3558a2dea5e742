/** The nodes of the fleet. A heartbeat alone is no news to the stream, so what was last heard of whom is read anew. */
import { type QueryFunctionContext, queryOptions, useQuery } from '@tanstack/react-query';
import { type NodeList, nodeListSchema } from '#contract';
import { get } from '../../shared/api.js';
import { NODES_KEY, nodeKeyOf } from '../../shared/live-figures.js';
import { keepNewer } from '../../shared/merge.js';

const READ_ANEW_EVERY_MS = 2_000;

function getNodes(signal: AbortSignal): Promise<NodeList> {
  return get('/api/v1/admin/nodes', nodeListSchema, signal);
}

export const nodesQuery = queryOptions({
  queryKey: NODES_KEY,
  queryFn: async ({ client, signal }: QueryFunctionContext) => {
    const before = client.getQueryData<NodeList>(NODES_KEY);
    const read = await getNodes(signal);
    return keepNewer(read, before, client.getQueryData<NodeList>(NODES_KEY), nodeKeyOf);
  },
  refetchInterval: READ_ANEW_EVERY_MS,
});

export function useNodes() {
  return useQuery(nodesQuery);
}
