/** What of the inspector stands in the address, so that a finding can be sent as a link. Pure. */
import { BIZ_TAG_PATTERN } from '#contract';
import { readPastedNumber } from './pasted-number.js';

export interface InspectorSearch {
  readonly id?: string;
  readonly bizTag?: string;
}

export function readInspectorSearch(search: Readonly<Record<string, unknown>>): InspectorSearch {
  const { id, bizTag } = search;
  const pasted = readPastedNumber(String(id ?? ''));
  return {
    ...(pasted.id !== undefined && { id: pasted.id }),
    ...(typeof bizTag === 'string' && BIZ_TAG_PATTERN.test(bizTag) && { bizTag }),
  };
}

/** Where the server tells of this number: of one tag, or of every tag that has reserved it. */
export function findingPath(id: string, bizTag: string | undefined): string {
  return bizTag === undefined ? `/api/v1/admin/ids/${id}` : `/api/v1/admin/ids/${encodeURIComponent(bizTag)}/${id}`;
}
