import { describe, expect, it } from 'vitest';
import { someBuffer, someTag } from './figure-builders.fixture.js';
import { hasJumped, jumpProgress } from './jump-progress.js';

const node = (nodeId: string, jumpEpoch: number, more = {}) => someBuffer({ nodeId, jumpEpoch, ...more });

describe('a jump', () => {
  it('counts the nodes that are on a fresh segment, and names the others', () => {
    const tag = someTag({ jumpEpoch: 3, buffers: [node('c', 2), node('a', 3), node('b', 0)] });
    expect(jumpProgress(tag)).toEqual({
      doneCount: 1,
      nodeCount: 3,
      waiting: [
        { nodeId: 'b', delay: 'coming' },
        { nodeId: 'c', delay: 'coming' },
      ],
    });
  });

  it('is nothing to wait for once all have followed, and before the first one', () => {
    expect(jumpProgress(someTag({ jumpEpoch: 3, buffers: [node('a', 3), node('b', 3)] }))).toBeUndefined();
    expect(jumpProgress(someTag({ jumpEpoch: 0, buffers: [node('a', 0)] }))).toBeUndefined();
    expect(jumpProgress(someTag({ jumpEpoch: 3, buffers: [] }))).toBeUndefined();
  });

  it('has been followed by a node that knows of a later one already', () => {
    expect(jumpProgress(someTag({ jumpEpoch: 3, buffers: [node('a', 4)] }))).toBeUndefined();
  });

  it.each([
    ['broken', { mode: 'broken' }, 'broken'],
    ['without a number left', { mode: 'exhausted' }, 'exhausted'],
    ['about to stop', { mode: 'draining' }, 'stopping'],
    ['cut off from the database', { refillFailedAttempts: 2 }, 'failing'],
    ['paused, which does not keep it from fetching one', { mode: 'paused' }, 'coming'],
  ] as const)('says why a node has not followed that is %s', (_what, more, delay) => {
    expect(jumpProgress(someTag({ jumpEpoch: 1, buffers: [node('a', 0, more)] }))?.waiting[0]?.delay).toBe(delay);
  });

  it('has nowhere to go once the number space is used up, also while a node still serves', () => {
    const tag = someTag({ jumpEpoch: 1, spaceUsed: 1, buffers: [node('a', 0)] });
    expect(jumpProgress(tag)?.waiting).toEqual([{ nodeId: 'a', delay: 'exhausted' }]);
  });

  it('is of no account to a row of a tag that never jumped', () => {
    expect(hasJumped(node('a', 0), { jumpEpoch: 0 })).toBeUndefined();
    expect(hasJumped(node('a', 0), { jumpEpoch: 1 })).toBe(false);
    expect(hasJumped(node('a', 1), { jumpEpoch: 1 })).toBe(true);
  });
});
