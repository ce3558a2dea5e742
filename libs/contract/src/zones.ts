/**
 * Wall clocks: what they show in an IANA zone at a moment, and which moment they mean. From the tables of Intl, so that daylight
 * saving is what the machine's time zone data says it is. Pure.
 */

const MINUTE_MS = 60_000;
const ZONE_PATTERN = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;
/** No zone is further from UTC than this. */
const OFFSET_MAX_MS = 15 * 3_600_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}

/** Whether it is the name of a zone, such as `Asia/Shanghai`; an offset such as `+08:00` is none. */
export function isZone(name: string): boolean {
  if (!ZONE_PATTERN.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** @returns how far the zone's clocks are ahead of UTC at that moment, in whole minutes */
export function offsetMinutesOf(zone: string, atMs: number): number {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shownMs = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return Math.round((shownMs - Math.floor(atMs / 1_000) * 1_000) / MINUTE_MS);
}

/** @returns ISO 8601 with the offset the zone has then, such as `2026-11-11T00:00:00+08:00`; fractions of a second only where there are some */
export function momentIn(zone: string, atMs: number): string {
  const offset = offsetMinutesOf(zone, atMs);
  const shown = new Date(atMs + offset * MINUTE_MS).toISOString().slice(0, -1);
  return `${shown.endsWith('.000') ? shown.slice(0, -4) : shown}${offsetText(offset)}`;
}

/** @returns such as `+08:00` */
export function offsetText(offsetMinutes: number): string {
  const part = (minutes: number) => String(minutes).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}:${part(size % 60)}`;
}

/**
 * The moments at which the clocks of a zone show this.
 *
 * @param wallClock such as `2026-11-11T00:00` or `2026-11-11T00:00:30`
 * @returns ms since 1970, ascending: one as a rule, none in the hour that spring skips, two in the hour that autumn says twice
 */
export function momentsOf(zone: string, wallClock: string): number[] {
  const shownMs = Date.parse(`${wallClock}Z`);
  if (Number.isNaN(shownMs)) return [];
  const offsets = [shownMs - OFFSET_MAX_MS, shownMs + OFFSET_MAX_MS].map((atMs) => offsetMinutesOf(zone, atMs));
  const candidates = [...new Set(offsets)].map((offset) => shownMs - offset * MINUTE_MS);
  return candidates.filter((atMs) => atMs + offsetMinutesOf(zone, atMs) * MINUTE_MS === shownMs).sort((a, b) => a - b);
}
