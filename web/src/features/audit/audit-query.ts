/** One page of the audit; while another one is being read, the last one stands. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { auditListSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';
import { type AuditSearch, auditPath } from './audit-search.js';

export const ENTRIES_PER_PAGE = 50;
const READ_ANEW_EVERY_MS = 10_000;

export function useAudit(search: AuditSearch) {
  const path = auditPath(search, ENTRIES_PER_PAGE);
  return useQuery({
    queryKey: ['audit', path],
    queryFn: ({ signal }) => fetchJson(auditListSchema, path, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: useLiveInterval(READ_ANEW_EVERY_MS),
  });
}
