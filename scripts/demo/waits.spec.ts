import { describe, expect, it } from 'vitest';
import { WaitCount } from './waits.js';

const waits = (nodeId: string, waitedCount: number) => ({ nodeId, bizTag: 'order', waitedCount });

describe('callers who waited', () => {
  it('are counted from the beginning on', () => {
    const count = new WaitCount();
    count.begin([waits('a', 7)]);
    expect(count.counts).toEqual({ there: 0, again: 0 });
    count.look([waits('a', 9)]);
    expect(count.counts).toEqual({ there: 2, again: 0 });
  });

  it('of a node that died stay counted, and those of a new one are counted apart', () => {
    const count = new WaitCount();
    count.begin([waits('a', 7), waits('b', 1)]);
    count.look([waits('a', 7), waits('b', 4)]);
    count.look([waits('a', 7)]);
    count.look([waits('a', 7), waits('c', 5)]);
    expect(count.counts).toEqual({ there: 3, again: 5 });
  });
});
