/** The core by itself: numbers a second out of a buffer that is full, each consumed and summed. */
import { BUFFER_LIMITS_DEFAULT, IdAllocator, systemClock } from '#segment';
import { MemorySource } from '#segment/testing';

const COUNT = 30_000_000;
const ROUNDS = 5;

export interface Rate {
  readonly name: string;
  /** Per second, the median of the rounds. */
  readonly perSecond: number;
}

export async function inProcessRates(): Promise<Rate[]> {
  const allocator = await fullAllocator();
  const buffer = allocator.buffer('order');
  return [
    { name: 'counter of bigints, for comparison', perSecond: await median(countBigints) },
    { name: 'nextId of the allocator', perSecond: await median(() => takeEach(() => allocator.nextId('order'))) },
    { name: 'nextId of the buffer', perSecond: await median(() => takeEach(() => buffer.nextId())) },
  ];
}

async function fullAllocator(): Promise<IdAllocator> {
  const source = new MemorySource();
  source.createTag('order', 100_000_000_000n);
  const allocator = new IdAllocator({ source, clock: systemClock, limits: BUFFER_LIMITS_DEFAULT });
  const step = 1_000_000;
  allocator.configure([
    { bizTag: 'order', step, stepMax: step, idLength: 12, paused: false, jumpEpoch: 0, stepFloor: null, stepEpoch: 0 },
  ]);
  await allocator.warm('order');
  return allocator;
}

/** Takes numbers in stretches shorter than what is held, so that refills have their turn between two of them. */
async function takeEach(next: () => bigint | Promise<bigint>): Promise<number> {
  let sum = 0n;
  let busyMs = 0;
  for (let taken = 0; taken < COUNT; taken += 500_000) {
    const startedAtMs = performance.now();
    for (let index = 0; index < 500_000; index++) {
      const id = next();
      if (typeof id !== 'bigint') throw new Error('the buffer was empty: it was not full enough for this bench');
      sum += id;
    }
    busyMs += performance.now() - startedAtMs;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (sum <= 0n) throw new Error('nothing was summed');
  return (COUNT / busyMs) * 1_000;
}

async function countBigints(): Promise<number> {
  let sum = 0n;
  const startedAtMs = performance.now();
  for (let id = 100_000_000_000n; id < 100_000_000_000n + BigInt(COUNT); id++) sum += id;
  if (sum <= 0n) throw new Error('nothing was summed');
  return (COUNT / (performance.now() - startedAtMs)) * 1_000;
}

async function median(round: () => Promise<number>): Promise<number> {
  const results: number[] = [];
  for (let index = 0; index < ROUNDS; index++) results.push(await round());
  return results.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
