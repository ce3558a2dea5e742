/** The fleet and its last hour. The stream brings the fleet from second to second; its history is read each minute. */
import { useQuery } from '@tanstack/react-query';
import { overviewSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';

const READ_ANEW_EVERY_MS = 60_000;
const RETRY_EVERY_MS = 3_000;

export function useOverview() {
  const interval = useLiveInterval(READ_ANEW_EVERY_MS);
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => fetchJson(overviewSchema, '/api/v1/admin/overview', { signal }),
    refetchInterval: ({ state }) => (state.error !== null && interval !== false ? RETRY_EVERY_MS : interval),
  });
}
