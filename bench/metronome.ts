/**
 * A thread that says when each request of a spike is due. Timers of an event loop are a millisecond late, which is as long as an answer
 * takes; a thread that sleeps on a lock is late by a tenth of that.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { dueTimes, type SpikeCurve } from './spike-curve.js';

const { curve, startsAtMs } = workerData as { readonly curve: SpikeCurve; readonly startsAtMs: number };
const lock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const now = () => performance.timeOrigin + performance.now();

for (const dueMs of dueTimes(curve)) {
  const restMs = startsAtMs + dueMs - now();
  if (restMs > 0) Atomics.wait(lock, 0, 0, restMs);
  parentPort?.postMessage(dueMs);
}
parentPort?.postMessage(null);
