import { describe, expect, it } from 'vitest';
import type { BizTagFigure } from '#contract';
import { someBuffer, someSegment, someTag } from './figure-builders.fixture.js';
import { rateOf, runwayOf, shownTags, summaryOf, troublesOf } from './tag-figures.js';
import { readTagSearch } from './tag-search.js';

const quiet = someTag({ bizTag: 'alpha', description: 'About alpha', buffers: [someBuffer()] });
const busy = someTag({
  bizTag: 'beta',
  buffers: [someBuffer({ ratePerSecond: 5, runwayMs: 9_000 }), someBuffer({ ratePerSecond: 6, runwayMs: 1_000 })],
});
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

  it('puts the highest rate and the shortest runway first, and names in order otherwise', () => {
    expect(names(shownTags([quiet, busy], { sort: 'rate' }))).toEqual(['beta', 'alpha']);
    expect(names(shownTags([quiet, busy], { sort: 'runway' }))).toEqual(['beta', 'alpha']);
    expect(names(shownTags([busy, quiet], {}))).toEqual(['alpha', 'beta']);
  });

  it('leaves the order of the list it was given alone', () => {
    const tags = [busy, quiet];
    shownTags(tags, {});
    expect(tags).toEqual([busy, quiet]);
  });

  it('keeps only what it knows of the address', () => {
    expect(readTagSearch({ q: 'x', sort: 'rate', evil: 1 })).toEqual({ q: 'x', sort: 'rate' });
    expect(readTagSearch({ sort: 'nonsense', q: '' })).toEqual({});
  });
});

describe('what needs attention', () => {
  it('is nothing while a tag serves, however short its runway, as long as the next segment is there', () => {
    const current = someSegment(1_000, 10);
    const next = someSegment(1_000, 1_000);
    const tag = someTag({ buffers: [someBuffer({ current, next, ratePerSecond: 90, runwayMs: 11_000 })] });
    expect(troublesOf(tag)).toEqual([]);
  });

  it('is a segment that ends within a minute with no next one', () => {
    const tag = someTag({
      buffers: [someBuffer({ current: someSegment(1_000, 10), ratePerSecond: 1, runwayMs: 10_000 })],
    });
    expect(troublesOf(tag)).toEqual(['short']);
  });

  it('is named gravest first, over all nodes', () => {
    const buffers = [
      someBuffer({ refillFailedAttempts: 1 }),
      someBuffer({ mode: 'broken' }),
      someBuffer({ waiterCount: 3 }),
    ];
    expect(troublesOf(someTag({ paused: true, buffers }))).toEqual(['broken', 'waiting', 'failing', 'paused']);
  });

  it('is summed up with the rate and the tag whose numbers end first', () => {
    const gamma = someTag({ bizTag: 'gamma', paused: true });
    const delta = someTag({ bizTag: 'delta', buffers: [someBuffer({ mode: 'broken' })] });
    const summary = summaryOf([quiet, busy, gamma, delta]);
    expect(summary.ratePerSecond).toBe(11);
    expect(summary.first).toEqual({ bizTag: 'beta', runwayMs: 1_000 });
    expect(summary.troubled).toEqual([
      { bizTag: 'delta', troubles: ['broken'] },
      { bizTag: 'gamma', troubles: ['paused'] },
    ]);
  });
});
