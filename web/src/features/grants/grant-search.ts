/** What of the grants page stands in the address. Pure. */
import { BIZ_TAG_PATTERN } from '#contract';

export interface GrantSearch {
  readonly bizTag?: string;
  /** From 1; left out on the first page. */
  readonly page?: number;
}

const PAGE_MAX = 1_000_000;

/** Keeps what it knows; what is as it would be anyway is left out, so that the address stays short. */
export function readGrantSearch(search: Readonly<Record<string, unknown>>): GrantSearch {
  const { bizTag, page } = search;
  const number = readPage(page);
  return {
    ...(typeof bizTag === 'string' && BIZ_TAG_PATTERN.test(bizTag) && { bizTag }),
    ...(number > 1 && { page: number }),
  };
}

/** @returns 1 for whatever is no page */
function readPage(page: unknown): number {
  const text = String(page ?? '');
  return /^[1-9]\d{0,6}$/.test(text) ? Math.min(Number(text), PAGE_MAX) : 1;
}

export function grantsPath({ bizTag, page = 1 }: GrantSearch, pageSize: number): string {
  const query = new URLSearchParams({
    ...(bizTag !== undefined && { bizTag }),
    page: `${page}`,
    pageSize: `${pageSize}`,
  });
  return `/api/v1/admin/grants?${query}`;
}
