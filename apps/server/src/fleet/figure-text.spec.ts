import { describe, expect, it } from 'vitest';
import { bizTagFigureSchema } from '#contract';
import { bufferRecord, tagRecord } from './builders.fixture.js';
import { ShownBuffer, tagFigure, tagText } from './figure-text.js';
import { entryOf } from './tag-index.js';

const HUGE = 2n ** 62n;

describe('the text of a figure', () => {
  it('is the JSON of the figure, whatever is in it', () => {
    const tag = tagRecord({
      bizTag: 'order',
      description: 'with "quotes", \\ and \u{1F34E}',
      idLength: 19,
      paused: true,
    });
    const own = bufferRecord({
      bizTag: 'order',
      nodeId: 'a "host"-1',
      next: { start: HUGE, end: HUGE + 10n, idle: 10 },
      ratePerSecond: 0.001,
      waiterCount: 2,
    });
    const others = [
      bufferRecord({ bizTag: 'order', mode: 'empty', current: null, runwayMs: null, ratePerSecond: 1e-7 }),
      bufferRecord({ bizTag: 'order', mode: 'broken', refillFailedAttempts: 3, issuedCount: 2 ** 53 - 1 }),
    ];
    const entry = entryOf(tag, own, undefined);
    const shown = others.map((record) => new ShownBuffer(record));
    const figure = tagFigure(entry, shown);
    expect(JSON.parse(tagText(entry, shown))).toEqual(figure);
    expect(bizTagFigureSchema.parse(figure)).toEqual(figure);
    expect(figure.buffers.map(({ nodeId }) => nodeId)).toEqual([own, ...others].map(({ nodeId }) => nodeId));
  });

  it('is the same text as long as nothing changes, and another one when a buffer does', () => {
    const entry = entryOf(tagRecord(), undefined, undefined);
    const record = bufferRecord();
    const others = [new ShownBuffer(record)];
    const text = tagText(entry, others);
    expect(tagText(entry, others)).toBe(text);
    expect(tagText(entry, [new ShownBuffer({ ...record, issuedCount: record.issuedCount + 1 })])).not.toBe(text);
    expect(tagText(entry, [...others])).toBe(text);
  });
});
