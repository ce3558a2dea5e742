import { describe, expect, it } from 'vitest';
import { LiveNodes } from './live-nodes.js';

const DEAD_AFTER_MS = 6_000;
const node = (nodeId: string, heartbeatAtMs: number, databaseMs: number, state: 'ok' | 'draining' = 'ok') => ({
  nodeId,
  heartbeatAtMs,
  heartbeatAgeMs: databaseMs - heartbeatAtMs,
  state,
});

describe('live nodes', () => {
  it('are those that were heard of lately and are not stopping', () => {
    const nodes = [node('a', 99_000, 100_000), node('b', 90_000, 100_000), node('c', 99_000, 100_000, 'draining')];
    expect(new LiveNodes().look(nodes, 5_000, DEAD_AFTER_MS)).toEqual(['a']);
  });

  it('stay so when the clock of the database is set forward, before they have beaten again', () => {
    const live = new LiveNodes();
    live.look([node('a', 99_000, 100_000), node('b', 98_500, 100_000)], 5_000, DEAD_AFTER_MS);
    const later = 100_000 + 86_400_000;
    expect(live.look([node('a', later, later), node('b', 98_500, later)], 6_000, DEAD_AFTER_MS)).toEqual(['a', 'b']);
    const b = (ms: number) => node('b', 98_500, later + ms);
    expect(live.look([node('a', later + 3_000, later + 3_500), b(3_500)], 9_500, DEAD_AFTER_MS)).toEqual(['a', 'b']);
    expect(live.look([node('a', later + 5_000, later + 6_000), b(6_000)], 12_000, DEAD_AFTER_MS)).toEqual(['a']);
  });

  it('die as long after their last heartbeat as ever, whatever the clock does', () => {
    const live = new LiveNodes();
    live.look([node('a', 98_000, 100_000)], 10_000, DEAD_AFTER_MS);
    expect(live.look([node('a', 98_000, 103_000)], 13_000, DEAD_AFTER_MS)).toEqual(['a']);
    expect(live.look([node('a', 98_000, 97_000)], 14_500, DEAD_AFTER_MS)).toEqual([]);
  });

  it('are alive when they have beaten since the last look, however late that look was', () => {
    const live = new LiveNodes();
    live.look([node('a', 99_000, 100_000)], 0, 1_200);
    expect(live.look([node('a', 99_500, 10_000_000)], 1_900, 1_200)).toEqual(['a']);
    expect(live.look([node('a', 99_500, 10_001_000)], 3_000, 1_200)).toEqual(['a']);
    expect(live.look([node('a', 99_500, 10_001_400)], 3_400, 1_200)).toEqual([]);
  });

  it('are judged by the age of their heartbeat alone after a pause between looks', () => {
    const live = new LiveNodes();
    live.look([node('a', 99_000, 100_000)], 0, DEAD_AFTER_MS);
    expect(live.look([node('a', 110_000, 160_000)], 60_000, DEAD_AFTER_MS)).toEqual([]);
  });
});
