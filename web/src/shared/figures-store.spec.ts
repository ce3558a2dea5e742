import { describe, expect, it } from 'vitest';
import type { BizTagFigure, FiguresEvent, NodeFigure } from '#contract';
import { figuresAfter, figuresWithTag, NO_FIGURES } from './figures-store.js';

const AT = '2026-11-11T00:00:00.000Z';
const event = (changed: Partial<FiguresEvent> = {}): FiguresEvent => ({
  at: AT,
  nodes: [],
  tags: [],
  gone: [],
  ...changed,
});
const tag = (changed: Partial<BizTagFigure> = {}): BizTagFigure => ({
  bizTag: `tag-${crypto.randomUUID()}`,
  description: null,
  maxId: '1',
  step: 1_000,
  stepMax: 1_000_000,
  stepFloor: null,
  jumpEpoch: 0,
  idLength: null,
  paused: false,
  version: 1,
  ratePerSecond: 0,
  runwayMs: null,
  spaceUsed: 0,
  troubles: [],
  buffers: [],
  ...changed,
});
const node = (changed: Partial<NodeFigure> = {}): NodeFigure => ({
  nodeId: crypto.randomUUID(),
  address: '127.0.0.1:8080',
  version: '1.0.0',
  startedAt: AT,
  heartbeatAt: AT,
  alive: true,
  state: 'ok',
  traffic: { numbersPerSecond: 0, requestsPerSecond: 0, errorShare: 0, p99Ms: null },
  tagCount: 0,
  ...changed,
});
const names = (tags: ReadonlyMap<string, unknown>) => [...tags.keys()];

describe('what the stream brings', () => {
  it('takes the place of all that was known when it is the first of its connection', () => {
    const [before, now] = [tag(), tag()];
    const known = figuresAfter(NO_FIGURES, event({ tags: [before], nodes: [node()] }), true);
    const after = figuresAfter(known, event({ tags: [now] }), true);
    expect(names(after.tags)).toEqual([now.bizTag]);
    expect(after.nodes).toEqual([]);
  });

  it('is put to what is known otherwise', () => {
    const [a, b] = [tag(), tag()];
    const [one, two] = [node(), node()];
    const known = figuresAfter(NO_FIGURES, event({ tags: [a, b], nodes: [one, two] }), true);
    const busy = { ...a, ratePerSecond: 5 };
    const silent = { ...two, alive: false };
    const after = figuresAfter(known, event({ tags: [busy], nodes: [silent] }), false);
    expect([...after.tags.values()]).toEqual([busy, b]);
    expect(after.nodes).toEqual([one, silent]);
  });

  it('leaves what did not change as it was, to the very object', () => {
    const known = figuresAfter(NO_FIGURES, event({ tags: [tag()], nodes: [node()] }), true);
    const after = figuresAfter(known, event(), false);
    expect(after.tags).toBe(known.tags);
    expect(after.nodes).toBe(known.nodes);
  });

  it('lets go of tags that are gone, and takes back those that are made again', () => {
    const one = tag();
    const known = figuresAfter(NO_FIGURES, event({ tags: [one] }), true);
    const without = figuresAfter(known, event({ gone: [one.bizTag] }), false);
    expect(names(without.tags)).toEqual([]);
    expect([...without.gone]).toEqual([one.bizTag]);
    const again = figuresAfter(without, event({ tags: [{ ...one, version: 2 }] }), false);
    expect(names(again.tags)).toEqual([one.bizTag]);
    expect([...again.gone]).toEqual([]);
  });
});

describe('the answer to a change', () => {
  it('is not undone by a node that has not heard of it yet', () => {
    const before = tag({ version: 3, step: 1_000 });
    const changed = { ...before, version: 4, step: 5_000, jumpEpoch: 2, paused: true };
    const known = figuresWithTag(figuresAfter(NO_FIGURES, event({ tags: [before] }), true), changed);
    const late = figuresAfter(known, event({ tags: [{ ...before, ratePerSecond: 7 }] }), false);
    expect(late.tags.get(before.bizTag)).toEqual({ ...changed, ratePerSecond: 7 });
  });

  it('gives way to a change after it', () => {
    const before = tag({ version: 4, step: 5_000 });
    const known = figuresAfter(NO_FIGURES, event({ tags: [before] }), true);
    const later = { ...before, version: 5, step: 9_000 };
    expect(figuresAfter(known, event({ tags: [later] }), false).tags.get(before.bizTag)).toEqual(later);
  });
});
