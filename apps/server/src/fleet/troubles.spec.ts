import { describe, expect, it } from 'vitest';
import { TROUBLES } from '#contract';
import { MAX_ID_END } from '#segment';
import { BUFFER_TROUBLE, type NodeBufferRecord } from '#storage';
import { bufferRecord } from './builders.fixture.js';
import { bufferTroubles, gravityOf, spaceUsedOf, tagTroubles, troublesOf } from './troubles.js';

const calm = { paused: false, spaceUsed: 0 };
const told = (given: Partial<NodeBufferRecord>) => troublesOf(tagTroubles(bufferTroubles(bufferRecord(given)), calm));

describe('troubles of a buffer', () => {
  it('have the same order in the database as in the contract', () => {
    for (const [name, bit] of Object.entries(BUFFER_TROUBLE)) expect(troublesOf(bit)).toEqual([name]);
  });

  it.each([
    [{ mode: 'broken' }, ['broken']],
    [{ mode: 'exhausted' }, ['exhausted']],
    [{ waiterCount: 1 }, ['waiting']],
    [{ refillFailedAttempts: 1 }, ['failing']],
    [{ mode: 'filling', current: null, waiterCount: 3, refillFailedAttempts: 2 }, ['waiting', 'failing']],
    [{}, []],
  ] as const)('%j is %j', (given, troubles) => {
    expect(told(given)).toEqual(troubles);
  });

  it('are short only with under a minute left, little of it, and nothing fetched', () => {
    const low = { current: { start: 0n, end: 1_000n, idle: 199 }, runwayMs: 59_999 };
    expect(told(low)).toEqual(['short']);
    expect(told({ ...low, runwayMs: 60_000 })).toEqual([]);
    expect(told({ ...low, runwayMs: null })).toEqual([]);
    expect(told({ ...low, current: { start: 0n, end: 1_000n, idle: 200 } })).toEqual([]);
    expect(told({ ...low, next: { start: 1_000n, end: 2_000n, idle: 1_000 } })).toEqual([]);
    expect(told({ ...low, mode: 'paused' })).toEqual([]);
  });
});

describe('troubles of a tag', () => {
  it('come the gravest first, its own after those of its buffers', () => {
    const all = Object.values(BUFFER_TROUBLE).reduce<number>((bits, bit) => bits | bit, 0);
    expect(troublesOf(tagTroubles(all, { paused: true, spaceUsed: 0.9 }))).toEqual(TROUBLES);
  });

  it('begin past 80 % of the number space', () => {
    expect(troublesOf(tagTroubles(0, { paused: false, spaceUsed: 0.8 }))).toEqual([]);
    expect(troublesOf(tagTroubles(0, { paused: false, spaceUsed: 0.8001 }))).toEqual(['space']);
  });

  it('are as grave as the gravest of them', () => {
    const grave = tagTroubles(BUFFER_TROUBLE.exhausted | BUFFER_TROUBLE.short, calm);
    const light = tagTroubles(BUFFER_TROUBLE.waiting, { paused: true, spaceUsed: 1 });
    expect(gravityOf(grave)).toBeLessThan(gravityOf(light));
  });
});

describe('the share of the number space used', () => {
  it('runs from the first number of that length to the last', () => {
    expect(spaceUsedOf(100_000n, 6)).toBe(0);
    expect(spaceUsedOf(550_000n, 6)).toBe(0.5);
    expect(spaceUsedOf(1_000_000n, 6)).toBe(1);
  });

  it('stays within 0 and 1 for a maximum that lies outside', () => {
    expect(spaceUsedOf(1n, 12)).toBe(0);
    expect(spaceUsedOf(10n ** 18n, 12)).toBe(1);
    expect(spaceUsedOf(MAX_ID_END, null)).toBe(1);
  });
});
