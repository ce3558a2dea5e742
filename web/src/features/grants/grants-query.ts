/** One page of the grants; while another one is being read, the last one stands. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { grantListSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';
import { type GrantSearch, grantsPath } from './grant-search.js';

export const GRANTS_PER_PAGE = 50;
const READ_ANEW_EVERY_MS = 5_000;

export function useGrants(search: GrantSearch) {
  const path = grantsPath(search, GRANTS_PER_PAGE);
  return useQuery({
    queryKey: ['grants', path],
    queryFn: ({ signal }) => fetchJson(grantListSchema, path, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: useLiveInterval(READ_ANEW_EVERY_MS),
  });
}
