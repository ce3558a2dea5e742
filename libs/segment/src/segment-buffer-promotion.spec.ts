/** What a promotion asks of a buffer: both segments long and filled, and what jumps that come with it drop. */
import { describe, expect, it } from 'vitest';
import { settle } from './clock.js';
import * as lib from './index.js';
import { bufferOf, settingsOf, watch } from './testing/fixtures.js';

const lengths = (buffer: lib.SegmentBuffer) => {
  const { current, next } = buffer.snapshot();
  return [current, next].map((segment) => (segment === null ? 0 : Number(segment.end - segment.start)));
};

describe('a buffer with a floor', () => {
  it('that nobody has asked fills both segments, each as long as the floor', async () => {
    const { buffer, source } = bufferOf(lib);
    await settle();
    expect(source.calls).toHaveLength(0);
    buffer.configure(settingsOf({ stepFloor: 500, jumpEpoch: 1 }));
    await settle();
    expect(lengths(buffer)).toEqual([500, 500]);
    expect(buffer.snapshot()).toMatchObject({ jumpEpoch: 1, stepFloor: 500 });
  });

  it('is warm only when both are there', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { stepFloor: 500 } });
    source.hold = true;
    const warmed = watch(buffer.warm());
    await settle();
    await source.last.answer();
    expect([warmed.state, lengths(buffer)]).toEqual(['pending', [500, 0]]);
    await source.last.answer();
    expect([warmed.state, lengths(buffer)]).toEqual(['fulfilled', [500, 500]]);
  });

  it('fetches the next one as soon as the current one is used up, and not at a tenth of it', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { stepFloor: 20 } });
    await buffer.take(1);
    await settle();
    expect(lengths(buffer)).toEqual([20, 20]);
    await buffer.take(19);
    await settle();
    expect(lengths(buffer).every((length) => length >= 20)).toBe(true);
    expect(source.calls).toHaveLength(3);
  });

  it('reserves two segments for raising the floor with a jump, and no third one that the jump would drop', async () => {
    const { buffer, source, events } = bufferOf(lib);
    await buffer.take(1);
    await settle();
    const before = source.calls.length;
    buffer.configure(settingsOf({ stepFloor: 500, jumpEpoch: 1 }));
    await settle();
    expect(source.calls.slice(before).map(({ request }) => request.count)).toEqual([500, 500]);
    const dropped = events.flatMap((event) => (event.type === 'abandoned' ? [event.count] : []));
    expect(dropped.every((count) => count <= 20)).toBe(true);
  });

  it('fetches nothing ahead while it is paused', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { paused: true } });
    buffer.configure(settingsOf({ paused: true, stepFloor: 500 }));
    await settle();
    expect(source.calls).toHaveLength(0);
    buffer.configure(settingsOf({ stepFloor: 500 }));
    await settle();
    expect(lengths(buffer)).toEqual([500, 500]);
  });
});

describe('following a jump', () => {
  it('is acknowledged when the fresh segment is there, and not before', async () => {
    const { buffer, source } = bufferOf(lib);
    await buffer.nextId();
    await settle();
    source.hold = true;
    buffer.configure(settingsOf({ jumpEpoch: 3 }));
    await settle();
    expect(buffer.snapshot().jumpEpoch).toBe(0);
    await source.last.answer();
    expect(buffer.snapshot().jumpEpoch).toBe(3);
  });

  it('is tried again until the source answers', async () => {
    const { buffer, source, clock } = bufferOf(lib);
    await buffer.nextId();
    await settle();
    source.hold = true;
    buffer.configure(settingsOf({ jumpEpoch: 1 }));
    await source.last.fail(new lib.SegmentSourceError('refused', 'the database is away'));
    expect(buffer.snapshot().jumpEpoch).toBe(0);
    expect(buffer.nextId()).toBe(2n);
    await clock.advance(1_000);
    await source.last.answer();
    expect(buffer.snapshot().jumpEpoch).toBe(1);
  });

  it('that found no numbers left is made up for by a new number space', async () => {
    const { buffer } = bufferOf(lib, { settings: { idLength: 6, step: 600_000, stepMax: 600_000 } });
    await buffer.nextId();
    await buffer.take(60);
    await settle();
    buffer.configure(settingsOf({ idLength: 6, step: 600_000, stepMax: 600_000, jumpEpoch: 1 }));
    await settle();
    buffer.configure(settingsOf({ idLength: 6, step: 600_000, stepMax: 600_000, jumpEpoch: 2 }));
    await settle();
    expect(buffer.snapshot().jumpEpoch).toBeLessThan(2);
    buffer.configure(settingsOf({ idLength: 7, step: 600_000, stepMax: 600_000, jumpEpoch: 2 }));
    await settle();
    expect(buffer.snapshot().jumpEpoch).toBe(2);
  });

  it('has nothing to do where nothing is held', async () => {
    const { buffer, source } = bufferOf(lib);
    buffer.configure(settingsOf({ jumpEpoch: 2 }));
    await settle();
    expect([buffer.snapshot().jumpEpoch, source.calls.length]).toEqual([2, 0]);
  });
});

describe('what a buffer counts', () => {
  it('are callers who waited, segments that came, numbers dropped, and the fastest second', async () => {
    const { buffer, clock } = bufferOf(lib);
    await buffer.nextId();
    buffer.sample();
    await settle();
    await buffer.take(15);
    await clock.advance(1_000);
    buffer.sample();
    await clock.advance(1_000);
    buffer.sample();
    expect(buffer.counts()).toMatchObject({ waitedCount: 1, peakPerSecond: 15 });
    expect(buffer.counts().refillCount).toBeGreaterThanOrEqual(2);
    expect([buffer.takePeak(), buffer.counts().peakPerSecond]).toEqual([15, 0]);
    const held = buffer.snapshot();
    await buffer.jump();
    expect(buffer.counts().abandonedCount).toBe((held.current?.idle ?? 0) + (held.next?.idle ?? 0));
  });
});
