/**
 * Moments as a date-and-time field has them: what the clocks of a zone show. In the hour that autumn says twice the draft keeps which
 * of the two is meant. Pure.
 */
import { isZone, momentIn, momentsOf, offsetMinutesOf, offsetText } from '#contract';

export interface TypedMoment {
  /** As the field has it, such as `2026-11-11T00:00`. */
  readonly text: string;
  /** Where the clocks show it twice: whether the later one is meant. */
  readonly isLater: boolean;
}

/** `skipped`: the clocks of the zone never show it, for they are put forward past it. */
export type MomentReading =
  | { readonly kind: 'empty' | 'skipped' }
  | { readonly kind: 'moment'; readonly ms: number; readonly choices: readonly number[] };

export function readMoment(zone: string, { text, isLater }: TypedMoment): MomentReading {
  if (text === '' || !isZone(zone)) return { kind: 'empty' };
  const choices = momentsOf(zone, text);
  const ms = (isLater ? choices[1] : undefined) ?? choices[0];
  return ms === undefined ? { kind: 'skipped' } : { kind: 'moment', ms, choices };
}

/** @returns ISO 8601 with the offset of the zone; empty for what is no moment, for the server to refuse */
export function isoOf(zone: string, typed: TypedMoment): string {
  const reading = readMoment(zone, typed);
  return reading.kind === 'moment' ? momentIn(zone, reading.ms) : '';
}

/** @returns such as `2026-11-11T00:00`, with seconds and what is finer only where there are some */
export function wallClockOf(zone: string, ms: number): string {
  const shown = momentIn(zone, ms).slice(0, -'+00:00'.length);
  return shown.length === 19 && shown.endsWith(':00') ? shown.slice(0, 16) : shown;
}

export function typedMomentOf(zone: string, ms: number): TypedMoment {
  const text = wallClockOf(zone, ms);
  const [first, second] = momentsOf(zone, text);
  const isLater = first !== undefined && second !== undefined && ms >= second;
  return { text, isLater };
}

/** @returns such as `UTC+08:00` */
export function offsetName(zone: string, ms: number): string {
  return `UTC${offsetText(offsetMinutesOf(zone, ms))}`;
}
