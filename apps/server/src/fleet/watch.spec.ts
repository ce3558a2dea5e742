import { describe, expect, it } from 'vitest';
import { type FiguresEvent, figuresEventSchema, type NodeFigure } from '#contract';
import { bufferRecord, tagRecord } from './builders.fixture.js';
import { tagText } from './figure-text.js';
import { fleetTraffic, tagsFigure } from './fleet-figure.js';
import { entryOf } from './tag-index.js';
import { type Look, nodeText, Watch } from './watch.js';

const AT = '2026-11-11T00:00:00.000Z';

function look(given: { nodes?: NodeFigure[]; tags?: Record<string, string>; description?: string } = {}): Look {
  const fleet = {
    traffic: fleetTraffic([]),
    database: { status: 'ok', description: given.description ?? 'MariaDB', detail: null },
    nodes: { alive: 1, total: 1 },
    ...tagsFigure([]),
  };
  const nodes = (given.nodes ?? []).map(nodeText);
  return { at: AT, fleet: JSON.stringify(fleet), nodes, tag: (bizTag) => given.tags?.[bizTag] };
}

function node(given: Partial<NodeFigure>): NodeFigure {
  const traffic = { numbersPerSecond: 0, requestsPerSecond: 0, errorShare: 0, p99Ms: null };
  const life = { startedAt: AT, heartbeatAt: AT, alive: true, state: 'ok' } as const;
  return { nodeId: 'a', address: '10.0.0.1:80', version: '1', ...life, traffic, tagCount: 0, ...given };
}

function text(bizTag: string, ratePerSecond = 0): string {
  return tagText(entryOf(tagRecord({ bizTag }), bufferRecord({ nodeId: 'n', bizTag, ratePerSecond }), undefined), []);
}

function eventOf(buffer: Buffer | undefined): FiguresEvent | undefined {
  if (buffer === undefined) return undefined;
  const [, data] = /^event: figures\ndata: (.*)\n\n$/.exec(buffer.toString()) ?? [];
  return figuresEventSchema.parse(JSON.parse(data ?? ''));
}

describe('a watch', () => {
  it('tells all at first, and nothing while nothing changes', () => {
    const watch = new Watch();
    const first = watch.next(look({ nodes: [node({})], tags: { a: text('a') } }), ['a', 'b']);
    expect(eventOf(first.whole())).toMatchObject({ gone: ['b'], nodes: [{ nodeId: 'a' }], tags: [{ bizTag: 'a' }] });
    expect(eventOf(first.whole())?.fleet).toBeDefined();
    const again = watch.next(look({ nodes: [node({})], tags: { a: text('a') } }), ['a', 'b']);
    expect(again.changes).toBeUndefined();
  });

  it('tells only what changed, and all to whoever comes later', () => {
    const watch = new Watch();
    watch.next(look({ nodes: [node({}), node({ nodeId: 'b' })], tags: { a: text('a'), b: text('b') } }), ['a', 'b']);
    const nodes = [node({}), node({ nodeId: 'b', state: 'degraded' })];
    const next = watch.next(look({ nodes, tags: { a: text('a'), b: text('b', 7) } }), ['a', 'b']);
    const told = eventOf(next.changes);
    expect(told?.fleet).toBeUndefined();
    expect(told?.nodes.map(({ nodeId, state }) => [nodeId, state])).toEqual([['b', 'degraded']]);
    expect(told?.tags.map(({ bizTag, ratePerSecond }) => [bizTag, ratePerSecond])).toEqual([['b', 7]]);
    expect(told?.gone).toEqual([]);
    const whole = eventOf(next.whole());
    expect(whole?.fleet).toBeDefined();
    expect(whole?.nodes).toEqual(nodes);
    expect(whole?.tags.map(({ bizTag }) => bizTag)).toEqual(['a', 'b']);
  });

  it('tells once that a tag is gone, and when it is there again', () => {
    const watch = new Watch();
    watch.next(look({ tags: { a: text('a') } }), ['a']);
    expect(eventOf(watch.next(look({ tags: {} }), ['a']).changes)).toMatchObject({ gone: ['a'], tags: [] });
    const quiet = watch.next(look({ tags: {} }), ['a']);
    expect(quiet.changes).toBeUndefined();
    expect(eventOf(quiet.whole())?.gone).toEqual(['a']);
    const back = watch.next(look({ tags: { a: text('a') } }), ['a']);
    expect(eventOf(back.changes)?.tags.map(({ bizTag }) => bizTag)).toEqual(['a']);
    expect(eventOf(back.whole())?.gone).toEqual([]);
  });

  it('tells that a node has taken itself off the list', () => {
    const watch = new Watch();
    watch.next(look({ nodes: [node({}), node({ nodeId: 'b' })] }), []);
    const told = eventOf(watch.next(look({ nodes: [node({})] }), []).changes);
    expect(told?.nodes).toEqual([node({ nodeId: 'b', alive: false, state: 'draining' })]);
    expect(watch.next(look({ nodes: [node({})] }), []).changes).toBeUndefined();
  });

  it('tells a heartbeat alone every ten seconds', () => {
    const watch = new Watch();
    const at = (second: number) => look({ nodes: [node({ heartbeatAt: `2026-11-11T00:00:${second}.000Z` })] });
    watch.next(at(10), []);
    expect(watch.next(at(19), []).changes).toBeUndefined();
    expect(eventOf(watch.next(at(20), []).changes)?.nodes).toHaveLength(1);
  });

  it('without names follows what there is, and forgets what it watches no more', () => {
    const watch = new Watch();
    watch.next(look({ tags: { b: text('b'), c: text('c') } }), ['b', 'c']);
    const tags = { a: text('a'), b: text('b'), c: text('c') };
    const pushedOut = watch.next(look({ tags }), ['a', 'b']);
    expect(eventOf(pushedOut.changes)).toMatchObject({ tags: [{ bizTag: 'a' }], gone: [] });
    expect(
      eventOf(pushedOut.whole())
        ?.tags.map(({ bizTag }) => bizTag)
        .sort(),
    ).toEqual(['a', 'b']);
    expect(eventOf(watch.next(look({ tags: { a: text('a') } }), ['a']).changes)).toMatchObject({ gone: ['b'] });
  });
});
