/** Figures as people read them. Pure. */

/** Digits in groups of three, for a number of any size. */
export function grouped(value: string | number): string {
  const digits = typeof value === 'number' ? String(Math.round(value)) : value;
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function ratePerSecond(rate: number): string {
  return rate >= 10 ? grouped(rate) : String(Math.round(rate * 10) / 10);
}

export type Duration = { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days' | 'years'; readonly n: number };

/** The largest unit that leaves at least two of it, but for seconds. */
export function durationOf(ms: number): Duration {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 120) return { unit: 'seconds', n: Math.floor(seconds) };
  if (seconds < 7_200) return { unit: 'minutes', n: Math.floor(seconds / 60) };
  if (seconds < 172_800) return { unit: 'hours', n: Math.floor(seconds / 3_600) };
  if (seconds < 63_072_000) return { unit: 'days', n: Math.floor(seconds / 86_400) };
  return { unit: 'years', n: Math.floor(seconds / 31_536_000) };
}

/** A share from 0 to 1 in per cent; what is there at all is never shown as nothing, nor what is not all as all. */
export function percent(share: number): string {
  if (share <= 0) return '0 %';
  if (share < 0.0001) return '< 0.01 %';
  const decimals = share < 0.001 ? 2 : share < 0.1 ? 1 : 0;
  const text = (share * 100).toFixed(decimals);
  return share < 1 && Number(text) === 100 ? '> 99 %' : `${text} %`;
}

/** Milliseconds as short as they can be told apart. */
export function milliseconds(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

export function timeOfDay(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Numbers between two ids, as a JavaScript number: a segment is never longer than 2^31. */
export function lengthOf({ start, end }: { readonly start: string; readonly end: string }): number {
  return Number(BigInt(end) - BigInt(start));
}
