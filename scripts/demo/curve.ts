/** Orders a second over the demo's minute: the day from noon to noon around the midnight of Double 11. Pure. */

export const DEMO_MS = 60_000;
export const MIDNIGHT_MS = 30_000;
/** From midnight on: people have filled their carts and wait for the hour. */
export const SPIKE_MS = 8_000;

/** Orders a second of an ordinary hour of that day. */
const ORDINARY = 2_700;
const SPIKE = 17_000;

/** @param atMs since the start @returns orders a second over the whole fleet */
export function ordersPerSecond(atMs: number): number {
  const hour = ((atMs / DEMO_MS) * 24 + 12) % 24;
  // Low in the early morning, high in the evening.
  const day = 1 + 0.5 * Math.sin(((hour - 13) / 24) * 2 * Math.PI);
  const sinceMidnightMs = atMs - MIDNIGHT_MS;
  const spike = sinceMidnightMs < 0 ? 0 : SPIKE * Math.exp(-sinceMidnightMs / (SPIKE_MS / 2));
  return ORDINARY * day + spike;
}

/** The hour of the day the demo stands at, such as `00:24`. */
export function clockAt(atMs: number): string {
  const minutes = Math.floor((((atMs / DEMO_MS) * 24 + 12) % 24) * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
