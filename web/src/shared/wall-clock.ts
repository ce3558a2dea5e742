/** Moments as a date-and-time field of a form has them: without a zone, which is the one chosen in this browser. Pure. */
import type { Zone } from './times.js';

const MINUTE_MS = 60_000;
/** China keeps one time, the whole year. */
const SHANGHAI_OFFSET_MINUTES = 480;
const FIELD_PATTERN = /^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;

/** @returns such as 2026-11-11T00:00; empty for what is no moment */
export function fieldTextOf(iso: string | undefined, zone: Zone): string {
  const ms = Date.parse(iso ?? '');
  if (Number.isNaN(ms)) return '';
  const shown = new Date(ms + offsetMinutes(zone, new Date(ms)) * MINUTE_MS).toISOString();
  return shown.endsWith(':00.000Z') ? shown.slice(0, 16) : shown.slice(0, 19);
}

/** @returns ISO 8601 in UTC; undefined while the field is not filled in */
export function momentOf(fieldText: string, zone: Zone): string | undefined {
  if (!FIELD_PATTERN.test(fieldText)) return undefined;
  const date = zone === 'local' ? new Date(fieldText) : new Date(`${fieldText}${zone === 'utc' ? 'Z' : '+08:00'}`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function offsetMinutes(zone: Zone, at: Date): number {
  if (zone === 'local') return -at.getTimezoneOffset();
  return zone === 'utc' ? 0 : SHANGHAI_OFFSET_MINUTES;
}
