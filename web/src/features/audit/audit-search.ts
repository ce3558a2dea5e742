/** What of the audit page stands in the address, and what it asks the server for. Pure. */
import { AUDIT_ACTIONS, type AuditAction, momentSchema } from '#contract';

export interface AuditSearch {
  readonly q?: string;
  readonly actor?: string;
  readonly action?: AuditAction;
  readonly target?: string;
  readonly outcome?: 'done' | 'refused';
  /** ISO 8601 with offset. */
  readonly from?: string;
  readonly to?: string;
  /** From 1; left out on the first page. */
  readonly page?: number;
}

export const AUDIT_FILTERS = ['q', 'actor', 'action', 'target', 'outcome', 'from', 'to'] as const;

const TEXT_LENGTH_MAX = 128;
const OUTCOMES = ['done', 'refused'] as const;

/** Keeps what it knows; what is as it would be anyway is left out, so that the address stays short. */
export function readAuditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  const action = AUDIT_ACTIONS.find((known) => known === search.action);
  const outcome = OUTCOMES.find((known) => known === search.outcome);
  const page = /^[1-9]\d{0,6}$/.test(String(search.page ?? '')) ? Math.min(Number(search.page), 1_000_000) : 1;
  return {
    ...text('q', search.q),
    ...text('actor', search.actor),
    ...(action !== undefined && { action }),
    ...text('target', search.target),
    ...(outcome !== undefined && { outcome }),
    ...moment('from', search.from),
    ...moment('to', search.to),
    ...(page > 1 && { page }),
  };
}

function text<K extends string>(name: K, value: unknown): Partial<Record<K, string>> {
  const kept = typeof value === 'string' ? value.slice(0, TEXT_LENGTH_MAX) : '';
  return kept.trim() === '' ? {} : ({ [name]: kept } as Record<K, string>);
}

function moment<K extends string>(name: K, value: unknown): Partial<Record<K, string>> {
  const { data } = momentSchema.safeParse(value);
  return data === undefined ? {} : ({ [name]: data } as Record<K, string>);
}

export function isFiltered(search: AuditSearch): boolean {
  return AUDIT_FILTERS.some((name) => search[name] !== undefined);
}

function filterParameters(search: AuditSearch): URLSearchParams {
  const pairs = AUDIT_FILTERS.flatMap((name) => {
    const value = search[name]?.trim();
    return value === undefined ? [] : [[name, value]];
  });
  return new URLSearchParams(pairs);
}

export function auditPath(search: AuditSearch, pageSize: number): string {
  const query = filterParameters(search);
  query.set('page', String(search.page ?? 1));
  query.set('pageSize', String(pageSize));
  return `/api/v1/admin/audit?${query}`;
}

/** The file of all that is filtered, not of the page that is shown. */
export function auditFilePath(search: AuditSearch): string {
  const query = filterParameters(search).toString();
  return query === '' ? '/api/v1/admin/audit.csv' : `/api/v1/admin/audit.csv?${query}`;
}
