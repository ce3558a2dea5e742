/** Minutes of nodes and of tags, put together to those of the fleet. Pure. */
import type { FleetMinute, TagMinute } from '#contract';
import type { NodeMinute, TagMinuteRecord } from '#storage';
import { Tally } from '../telemetry/index.js';

/**
 * @param parts minutes of any nodes; of the same minute of the same node the last one counts
 * @returns oldest first
 */
export function fleetMinutes(parts: readonly NodeMinute[], sinceMs: number): FleetMinute[] {
  const byNode = new Map(parts.map((part) => [`${part.minuteMs} ${part.nodeId}`, part]));
  const minutes = new Map<number, Tally>();
  for (const { minuteMs, numberCount, requestCount, errorCount, latency } of byNode.values()) {
    if (minuteMs < sinceMs) continue;
    const tally = minutes.get(minuteMs) ?? new Tally();
    minutes.set(minuteMs, tally);
    tally.numbers += numberCount;
    tally.requests += requestCount;
    tally.errors += errorCount;
    tally.latency.addText(latency);
  }
  return [...minutes]
    .sort(([a], [b]) => a - b)
    .map(([minuteMs, { numbers, requests, errors, latency }]) => ({
      at: new Date(minuteMs).toISOString(),
      numbers,
      requests,
      errors,
      p99Ms: latency.quantileMs(0.99),
    }));
}

/**
 * @param parts of one tag; of the same minute of the same node the last one counts
 * @returns oldest first, minutes without a number left out
 */
export function tagHistory(parts: readonly TagMinuteRecord[], sinceMs: number): TagMinute[] {
  const byNode = new Map(parts.map((part) => [`${part.minuteMs} ${part.nodeId}`, part]));
  const minutes = new Map<number, { numbers: number; step: number }>();
  for (const { minuteMs, numberCount, step } of byNode.values()) {
    if (minuteMs < sinceMs || numberCount === 0) continue;
    const known = minutes.get(minuteMs) ?? { numbers: 0, step: 0 };
    minutes.set(minuteMs, { numbers: known.numbers + numberCount, step: Math.max(known.step, step) });
  }
  return [...minutes]
    .sort(([a], [b]) => a - b)
    .map(([minuteMs, { numbers, step }]) => ({ at: new Date(minuteMs).toISOString(), numbers, step }));
}
