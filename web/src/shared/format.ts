/** Figures as people read them. Pure. */

/** Digits in groups of three, for a number of any size. */
export function grouped(value: string | number): string {
  const digits = typeof value === 'number' ? String(Math.round(value)) : value;
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function ratePerSecond(rate: number): string {
  return rate >= 10 ? grouped(rate) : String(Math.round(rate * 10) / 10);
}

export type Duration = { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly n: number };

/** The largest unit that leaves at least two of it, but for seconds. */
export function durationOf(ms: number): Duration {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 120) return { unit: 'seconds', n: Math.floor(seconds) };
  if (seconds < 7_200) return { unit: 'minutes', n: Math.floor(seconds / 60) };
  if (seconds < 172_800) return { unit: 'hours', n: Math.floor(seconds / 3_600) };
  return { unit: 'days', n: Math.floor(seconds / 86_400) };
}

export function timeOfDay(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Numbers between two ids, as a JavaScript number: a segment is never longer than 2^31. */
export function lengthOf({ start, end }: { readonly start: string; readonly end: string }): number {
  return Number(BigInt(end) - BigInt(start));
}
