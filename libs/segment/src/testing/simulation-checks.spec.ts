/** The simulation's own instruments: each has to see what it is there to see. */
import { describe, expect, it } from 'vitest';
import { settle } from '../clock.js';
import * as lib from '../index.js';
import { checkDisjoint, checkHolder } from './checks.js';
import { settingsOf } from './fixtures.js';
import { Ledger } from './ledger.js';
import { MemorySource } from './memory-source.js';
import { SeededRandom } from './seeded-random.js';
import { SimulatedNode, SkewedClock } from './simulated-node.js';
import { SimulationLog } from './simulation-log.js';

function holderOf(nodeId: string, source: MemorySource, { isSdk = false } = {}): SimulatedNode {
  const clock = new SkewedClock(new lib.ManualClock());
  return new SimulatedNode({ nodeId, isSdk, lib, clock, source, settings: [settingsOf()], onEvent: () => undefined });
}

function sourceOf(maxId = 1n): MemorySource {
  const source = new MemorySource();
  source.createTag('order', maxId);
  return source;
}

async function served(holder: SimulatedNode, count = 1): Promise<SimulatedNode> {
  const ranges = await holder.allocator.take('order', count);
  await settle();
  holder.booksOf('order').given += count;
  expect(ranges.length).toBeGreaterThan(0);
  return holder;
}

describe('the ledger', () => {
  it('sees a number given twice, by whomever', () => {
    const ledger = new Ledger();
    ledger.nodeGave('a', 'order', { start: 1n, end: 11n }, -1n);
    expect(() => ledger.nodeGave('b', 'order', { start: 10n, end: 12n }, -1n)).toThrow('given out before');
    expect(() => ledger.nodeGave('b', 'other', { start: 10n, end: 12n }, -1n)).not.toThrow();
  });

  it('sees a holder go back', () => {
    const ledger = new Ledger();
    ledger.nodeGave('a', 'order', { start: 100n, end: 110n }, -1n);
    const above = ledger.highestOf('a')('order');
    expect(above).toBe(109n);
    expect(() => ledger.nodeGave('a', 'order', { start: 50n, end: 51n }, above)).toThrow('went back');
  });

  it('holds a holder to what it has skipped to', () => {
    const ledger = new Ledger();
    ledger.raise('a', 'order', 500n);
    expect(() => ledger.nodeGave('a', 'order', { start: 499n, end: 501n }, ledger.highestOf('a')('order'))).toThrow();
    expect(() =>
      ledger.nodeGave('a', 'order', { start: 500n, end: 501n }, ledger.highestOf('a')('order')),
    ).not.toThrow();
  });

  it('sees an SDK give what was not leased to it, or give it twice', () => {
    const ledger = new Ledger();
    ledger.leased('sdk', 'order', { start: 1n, end: 11n });
    expect(() => ledger.sdkGave('sdk', 'order', { start: 5n, end: 12n }, -1n)).toThrow('never leased');
    ledger.sdkGave('sdk', 'order', { start: 1n, end: 6n }, -1n);
    expect(() => ledger.sdkGave('sdk', 'order', { start: 5n, end: 6n }, -1n)).toThrow('a second time');
  });
});

describe('the checks between steps', () => {
  it('let a sound holder pass', async () => {
    const holder = await served(holderOf('a', sourceOf()), 5);
    expect(() => checkHolder(holder, new Ledger())).not.toThrow();
  });

  it('see a number that is gone and nobody was told', async () => {
    const holder = await served(holderOf('a', sourceOf()), 5);
    holder.booksOf('order').given -= 1;
    expect(() => checkHolder(holder, new Ledger())).toThrow('gone and nobody was told');
  });

  it('see more numbers given than were fetched', async () => {
    const holder = await served(holderOf('a', sourceOf()), 5);
    holder.booksOf('order').given += 1;
    expect(() => checkHolder(holder, new Ledger())).toThrow();
  });

  it('see a holder hold what was given out before', async () => {
    const holder = await served(holderOf('a', sourceOf()));
    const ledger = new Ledger();
    ledger.nodeGave('b', 'order', { start: 8n, end: 9n }, -1n);
    expect(() => checkHolder(holder, ledger)).toThrow('given out before');
  });

  it('see an SDK hold what was never leased to it', async () => {
    const holder = await served(holderOf('sdk', sourceOf(), { isSdk: true }));
    expect(() => checkHolder(holder, new Ledger())).toThrow('never leased');
  });

  it('see two holders hold the same number, and do not mind neighbours', async () => {
    const [low, same, high] = [sourceOf(), sourceOf(15n), sourceOf(21n)];
    const [a, b, c] = await Promise.all([
      served(holderOf('a', low)),
      served(holderOf('b', same)),
      served(holderOf('c', high)),
    ]);
    expect(() => checkDisjoint([a, c])).not.toThrow();
    expect(() => checkDisjoint([a, b])).toThrow('both hold');
  });
});

describe('the log', () => {
  it('differs in its digest as soon as anything differs, order and details too', () => {
    const digestOf = (...notes: [string, string][]) => {
      const log = new SimulationLog();
      for (const [name, detail] of notes) log.note(name, detail);
      return log.digest;
    };
    const digests = [
      digestOf(['a', '1'], ['b', '2']),
      digestOf(['b', '2'], ['a', '1']),
      digestOf(['a', '1'], ['b', '3']),
      digestOf(['a', '1']),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(digestOf(['a', '1'])).toBe(digestOf(['a', '1']));
  });
});

describe('the seeded random', () => {
  it('gives the same numbers for the same seed and stays within what it is asked for', () => {
    const numbersOf = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 1_000 }, () => random.whole(3, 7));
    };
    expect(numbersOf(5)).toEqual(numbersOf(5));
    expect(numbersOf(5)).not.toEqual(numbersOf(6));
    expect([...new Set(numbersOf(5))].sort()).toEqual([3, 4, 5, 6, 7]);
  });

  it('chooses as often as the weights say, and never what weighs nothing', () => {
    const random = new SeededRandom(1);
    const seen = { often: 0, seldom: 0, never: 0 };
    for (let round = 0; round < 10_000; round++) seen[random.weighted({ often: 9, seldom: 1, never: 0 })]++;
    expect(seen.never).toBe(0);
    expect(seen.often / seen.seldom).toBeGreaterThan(7);
    expect(seen.often / seen.seldom).toBeLessThan(11);
  });
});
