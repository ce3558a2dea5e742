import { describe, expect, it } from 'vitest';
import type { NodeBufferRecord } from '#storage';
import { hasLetGo, progressOf, warmState } from './promotion-progress.js';

const WANTED = { bizTag: 'order', step: 500, jumpEpoch: 3, jumpStep: 500 };

const segment = (start: bigint, length: bigint) => ({ start, end: start + length, idle: Number(length) });

const buffer = (given: Partial<NodeBufferRecord> = {}): NodeBufferRecord => ({
  nodeId: 'a',
  bizTag: 'order',
  mode: 'serving',
  current: segment(0n, 500n),
  next: segment(500n, 500n),
  step: 500,
  ratePerSecond: 0,
  runwayMs: null,
  issuedCount: 0,
  waiterCount: 0,
  refillFailedAttempts: 0,
  stepFloor: 500,
  jumpEpoch: 3,
  waitedCount: 0,
  lifetimesMs: [],
  stepChange: null,
  ...given,
});

describe('a node is with a biz tag', () => {
  it.each<[string, Partial<NodeBufferRecord>]>([
    ['warm', {}],
    ['warm', { stepFloor: 900, jumpEpoch: 4 }],
    ['unseen', { stepFloor: null }],
    ['unseen', { stepFloor: 499 }],
    ['jumping', { jumpEpoch: 2 }],
    ['filling', { next: null }],
    ['filling', { current: null, next: null }],
    ['short', { next: segment(500n, 499n) }],
    ['paused', { mode: 'paused' }],
    ['exhausted', { mode: 'exhausted', current: null, next: null }],
  ])('%s', (state, given) => {
    expect(warmState(WANTED, buffer(given))).toBe(state);
  });

  it('warm with what it was brought to, while its next refill will take a floor that rose since', () => {
    const risen = { ...WANTED, step: 600 };
    expect(warmState(risen, buffer({ stepFloor: 600 }))).toBe('warm');
    expect(warmState({ ...risen, jumpStep: 600 }, buffer({ stepFloor: 600 }))).toBe('short');
    expect(warmState({ ...WANTED, jumpEpoch: null, jumpStep: null }, buffer({ next: segment(500n, 499n) }))).toBe(
      'short',
    );
  });

  it('unseen where it has said nothing of it', () => {
    expect(warmState(WANTED, undefined)).toBe('unseen');
  });
});

it('the progress of each node counts its warm tags, and names those that are not, with its shortest runway', () => {
  const tags = [WANTED, { ...WANTED, bizTag: 'coupon' }];
  const buffers = [
    buffer({ runwayMs: 9_000 }),
    buffer({ bizTag: 'coupon', next: null, runwayMs: 4_000 }),
    buffer({ nodeId: 'gone' }),
  ];
  expect(progressOf(['a', 'b'], tags, buffers)).toEqual([
    { nodeId: 'a', tagCount: 2, warmCount: 1, runwayMs: 4_000, waiting: [{ bizTag: 'coupon', state: 'filling' }] },
    {
      nodeId: 'b',
      tagCount: 2,
      warmCount: 0,
      runwayMs: null,
      waiting: [
        { bizTag: 'order', state: 'unseen' },
        { bizTag: 'coupon', state: 'unseen' },
      ],
    },
  ]);
});

it('nodes have let go when each has just the floors that others still ask for', () => {
  const others = new Map([['coupon', 300]]);
  const coupon = buffer({ bizTag: 'coupon', stepFloor: 300 });
  expect(hasLetGo([buffer({ stepFloor: null }), coupon], others)).toBe(true);
  expect(hasLetGo([buffer(), coupon], others)).toBe(false);
  expect(hasLetGo([buffer({ stepFloor: null }), { ...coupon, stepFloor: 500 }], others)).toBe(false);
});
