/** Rates of what happens seldom: with one decimal, a write every minute would be none. Pure. */
import { ratePerSecond } from '../../shared/format.js';

const LEAST_SHOWN = 0.001;

export function smallRate(rate: number): string {
  if (rate <= 0 || rate >= 1) return ratePerSecond(rate);
  return rate < LEAST_SHOWN ? `< ${LEAST_SHOWN}` : String(Number(rate.toPrecision(2)));
}
