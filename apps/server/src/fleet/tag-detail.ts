/** When the number space of a biz tag ends, at the pace of the last day. Pure. */
import { numberSpace } from '#segment';

export const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Beyond this nobody plans. */
const YEARS_MAX_MS = 100 * 365.25 * DAY_MS;

export interface Pace {
  readonly maxId: bigint;
  readonly idLength: number | null;
  readonly reservedLastDay: bigint;
  /** How long the tag is there; null when nobody knows. A young one is taken at the pace of its life, of an hour at the least. */
  readonly ageMs: number | null;
}

/** @returns how long the number space lasts, in ms; null beyond a hundred years, or when nothing was reserved */
export function spaceLastsMs({ maxId, idLength, reservedLastDay, ageMs }: Pace): number | null {
  if (reservedLastDay <= 0n) return null;
  const left = numberSpace(idLength).ceiling - maxId;
  const overMs = Math.min(DAY_MS, Math.max(HOUR_MS, ageMs ?? DAY_MS));
  const lastsMs = (Math.max(0, Number(left)) / Number(reservedLastDay)) * overMs;
  return lastsMs > YEARS_MAX_MS ? null : lastsMs;
}
