/**
 * The audit as CSV (RFC 4180), in UTF-8 with a byte order mark, without which Excel takes it for something else. A cell that a
 * spreadsheet would take for a formula is made text: what stands in the audit was typed by people.
 */
import type { AuditRecord } from '#storage';

export const CSV_HEAD = '\uFEFF';
const END = '\r\n';
/** The last four are the wide forms, which some spreadsheets take for the narrow ones. */
const RUNNABLE = /^[=+\-@\t\r\n＝＋－＠]/;

const COLUMNS: readonly (readonly [name: string, cell: (record: AuditRecord) => unknown])[] = [
  ['id', ({ id }) => id],
  ['time', ({ at }) => at.toISOString()],
  ['actor', ({ actor }) => actor],
  ['role', ({ role }) => role],
  ['address', ({ address }) => address],
  ['action', ({ action }) => action],
  ['target', ({ target }) => target],
  ['outcome', ({ outcome }) => outcome],
  ['code', ({ code }) => code],
  ['before', ({ before }) => before && JSON.stringify(before)],
  ['after', ({ after }) => after && JSON.stringify(after)],
  ['reason', ({ reason }) => reason],
  ['request id', ({ requestId }) => requestId],
];

export const CSV_NAMES = COLUMNS.map(([name]) => name).join(',') + END;

export function csvLine(record: AuditRecord): string {
  return COLUMNS.map(([, cell]) => csvCell(cell(record))).join(',') + END;
}

/** @param value null is an empty cell */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = RUNNABLE.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
