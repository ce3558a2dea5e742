/**
 * Whether somebody is at the console. What it asks by itself while nobody is must not count as use, or a console left open would never
 * be logged out.
 */

/** The server counts use no finer than this. */
const AWAY_AFTER_MS = 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let lastSeenAtMs = performance.now();

export function watchActivity(): void {
  const seen = () => {
    lastSeenAtMs = performance.now();
  };
  for (const sign of SIGNS) window.addEventListener(sign, seen, { passive: true, capture: true });
}

/** What a request that nobody asked for says of itself. */
export function backgroundHeaders(): Readonly<Record<string, string>> {
  return performance.now() - lastSeenAtMs > AWAY_AFTER_MS ? { 'x-banyan-background': '1' } : {};
}
