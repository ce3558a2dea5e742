/** What is known of one number: of the tag that was chosen, or of every tag that has reserved it. */
import { useQuery } from '@tanstack/react-query';
import { type IdFinding, idFindingListSchema, idFindingSchema } from '#contract';
import { asFault, fetchJson } from '../../shared/api.js';
import { findingPath, type InspectorSearch } from './inspector-search.js';

/** A number that is held may be given out the next moment. */
const FRESH_FOR_MS = 1_000;

export function useFindings({ id, bizTag }: InspectorSearch) {
  return useQuery({
    queryKey: ['findings', id, bizTag],
    queryFn: ({ signal }) => readFindings(id ?? '', bizTag, signal),
    enabled: id !== undefined,
    staleTime: FRESH_FOR_MS,
  });
}

/** @returns null when there is no such biz tag */
async function readFindings(id: string, bizTag: string | undefined, signal: AbortSignal): Promise<IdFinding[] | null> {
  const path = findingPath(id, bizTag);
  if (bizTag === undefined) return (await fetchJson(idFindingListSchema, path, { signal })).items;
  try {
    return [await fetchJson(idFindingSchema, path, { signal })];
  } catch (error) {
    if (asFault(error).code === 'BIZ_TAG_NOT_FOUND') return null;
    throw error;
  }
}
