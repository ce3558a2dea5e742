import { describe, expect, it } from 'vitest';
import type { BizTagFigure, BufferFigure } from '#contract';
import { rateOf, runwayOf, shownTags } from './tag-figures';
import { readTagSearch } from './tag-search';

function buffer(figures: Partial<BufferFigure>): BufferFigure {
  const held = { nodeId: 'n', bizTag: 't', mode: 'serving', current: null, next: null, step: 10 } as const;
  const counts = { issuedCount: 0, waiterCount: 0, refillFailedAttempts: 0 };
  return { ...held, ...counts, ratePerSecond: 0, runwayMs: null, ...figures };
}

function tag(bizTag: string, buffers: BufferFigure[]): BizTagFigure {
  const settings = {
    description: `about ${bizTag}`,
    maxId: '1',
    step: 1,
    stepMax: 1,
    idLength: null,
    paused: false,
    version: 1,
  };
  return { bizTag, ...settings, buffers };
}

const quiet = tag('alpha', [buffer({})]);
const busy = tag('beta', [
  buffer({ ratePerSecond: 5, runwayMs: 9_000 }),
  buffer({ ratePerSecond: 6, runwayMs: 1_000 }),
]);
const names = (tags: BizTagFigure[]) => tags.map(({ bizTag }) => bizTag);

describe('the tag page', () => {
  it('sums the rate over nodes and shows the shortest runway', () => {
    expect(rateOf(busy)).toBe(11);
    expect(runwayOf(busy)).toBe(1_000);
    expect(runwayOf(quiet)).toBeNull();
  });

  it('finds by name and description, whatever the case', () => {
    expect(names(shownTags([quiet, busy], { q: 'BET' }))).toEqual(['beta']);
    expect(names(shownTags([quiet, busy], { q: 'about alpha' }))).toEqual(['alpha']);
  });

  it('puts the highest rate and the shortest runway first', () => {
    expect(names(shownTags([quiet, busy], { sort: 'rate' }))).toEqual(['beta', 'alpha']);
    expect(names(shownTags([quiet, busy], { sort: 'runway' }))).toEqual(['beta', 'alpha']);
    expect(names(shownTags([busy, quiet], {}))).toEqual(['alpha', 'beta']);
  });

  it('keeps only what it knows of the address', () => {
    expect(readTagSearch({ q: 'x', sort: 'rate', evil: 1 })).toEqual({ q: 'x', sort: 'rate' });
    expect(readTagSearch({ sort: 'nonsense', q: '' })).toEqual({});
  });
});
