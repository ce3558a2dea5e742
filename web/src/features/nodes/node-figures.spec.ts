import { describe, expect, it } from 'vitest';
import type { NodeFigure } from '#contract';
import { freshestNodes, msText, percentText, sortedNodes, summaryOf } from './node-figures.js';

let count = 0;

function aNode(facts: Partial<NodeFigure> = {}): NodeFigure {
  count += 1;
  return {
    nodeId: `node-${count}`,
    address: `10.0.0.${count}:8080`,
    version: '1.0.0',
    startedAt: '2026-11-01T00:00:00.000Z',
    heartbeatAt: '2026-11-01T00:00:10.000Z',
    alive: true,
    state: 'ok',
    traffic: { numbersPerSecond: 10, requestsPerSecond: 2, errorShare: 0, p99Ms: 1 },
    tagCount: 3,
    ...facts,
  };
}

describe('freshestNodes', () => {
  const known = aNode();
  const later = { ...known, heartbeatAt: '2026-11-01T00:00:15.000Z', state: 'degraded' as const };

  it('takes of each node what was heard last, whoever told it', () => {
    expect(freshestNodes([known], [later])).toEqual([later]);
    expect(freshestNodes([later], [known])).toEqual([later]);
  });

  it('takes the stream where both heard of it at once, for it tells of traffic too', () => {
    const busier = { ...known, tagCount: 9 };
    expect(freshestNodes([known], [busier])).toEqual([busier]);
  });

  it('shows a node that only the stream knows while it lives, and forgets it once it is dead', () => {
    const fresh = aNode();
    expect(freshestNodes([known], [fresh])).toEqual([known, fresh]);
    expect(freshestNodes([known], [{ ...fresh, alive: false }])).toEqual([known]);
  });

  it('makes do with the one that is there', () => {
    expect(freshestNodes(undefined, [known])).toEqual([known]);
    expect(freshestNodes([known], undefined)).toEqual([known]);
    expect(freshestNodes(undefined, undefined)).toBeUndefined();
  });
});

describe('the list', () => {
  it('has the living first', () => {
    const nodes = [aNode({ nodeId: 'a', alive: false }), aNode({ nodeId: 'c' }), aNode({ nodeId: 'b' })];
    expect(sortedNodes(nodes).map(({ nodeId }) => nodeId)).toEqual(['b', 'c', 'a']);
  });

  it('does not count the dead', () => {
    const nodes = [aNode(), aNode({ version: '2.0.0' }), aNode({ alive: false, version: '0.1.0' })];
    expect(summaryOf(nodes)).toEqual({
      aliveCount: 2,
      versionCount: 2,
      together: { numbersPerSecond: 20, requestsPerSecond: 4 },
    });
  });
});

describe('figures as people read them', () => {
  it('never make a few errors look like none', () => {
    expect([0, 0.000_001, 0.002, 0.5].map(percentText)).toEqual(['0 %', '< 0.01 %', '0.20 %', '50.0 %']);
  });

  it('have as many digits of a time as matter', () => {
    expect([0.02, 1.26, 48.6].map(msText)).toEqual(['< 0.1', '1.3', '49']);
  });
});
