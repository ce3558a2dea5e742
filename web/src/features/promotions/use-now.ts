/** The time, for what counts down on the screen. */
import { useEffect, useState } from 'react';

/** @returns ms since 1970, anew every so often */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
