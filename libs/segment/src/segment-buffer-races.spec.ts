/** What happens when two things meet: an order while an answer is on its way, an answer after its question has lost its sense. */
import { describe, expect, it } from 'vitest';
import { settle } from './clock.js';
import * as lib from './index.js';
import { type SegmentRange, SegmentSourceError } from './segment-source.js';
import { bufferOf, numbersOf, settingsOf, typesOf, watch } from './testing/fixtures.js';

const exhausted = () => new SegmentSourceError('exhausted', 'nothing is left');

describe('a number space that changes while a refill is under way', () => {
  it('is not ended by the answer about the space before it', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { idLength: 6 }, maxId: 1_000_000n });
    source.hold = true;
    const waiting = watch(buffer.nextId());
    await settle();
    source.hold = false;
    const before = source.last;
    buffer.configure(settingsOf({ idLength: 7 }));
    await before.fail(exhausted());
    expect(waiting.error).toBeUndefined();
    expect(buffer.mode).toBe('filling');
  });

  it('never mixes lengths within one batch', async () => {
    const { buffer, source, clock, events } = bufferOf(lib, { settings: { idLength: 6, step: 10 }, maxId: 999_980n });
    await buffer.take(5);
    await settle();
    source.hold = true;
    const batch = watch(buffer.take(40));
    expect(batch.state).toBe('pending');
    buffer.configure(settingsOf({ idLength: 7, step: 100 }));
    source.hold = false;
    await source.last.answer();
    await clock.advance(100);
    expect(numbersOf(batch.value ?? []).map((id) => String(id).length)).toEqual(Array(40).fill(7));
    const gaps = events.flatMap((event) => (event.type === 'abandoned' ? [[event.reason, event.count]] : []));
    expect(gaps).toEqual([
      ['space', 10],
      ['space', 5],
    ]);
  });

  it('serves again when a jump finds numbers where the source had said there were none', async () => {
    const { buffer, source, clock } = bufferOf(lib);
    source.hold = true;
    const refused = watch(buffer.nextId());
    await source.last.fail(exhausted());
    expect(refused.error).toMatchObject({ code: 'ID_SPACE_EXHAUSTED' });
    expect(buffer.mode).toBe('exhausted');
    source.hold = false;
    const jumped = watch(buffer.skipTo(50n));
    await clock.advance(100);
    expect(jumped.state).toBe('fulfilled');
    expect(buffer.mode).toBe('serving');
    expect(buffer.nextId()).toBe(50n);
  });

  it('tells a jump that nothing is left', async () => {
    const { buffer, source, clock } = bufferOf(lib, { settings: { idLength: 6, step: 5 }, maxId: 999_995n });
    await buffer.take(5);
    await settle();
    expect(source.rows.readMaxId('order')).toBe(1_000_000n);
    const jumped = watch(buffer.skipTo(1_000_000n));
    await clock.advance(500);
    expect(jumped.error).toMatchObject({ code: 'ID_SPACE_EXHAUSTED' });
    expect(buffer.mode).toBe('exhausted');
  });
});

describe('a skip that a jump, a set-back or a close gets in the way of', () => {
  it('is done when the node gives out nothing below its maximum, not before', async () => {
    const { buffer, source, clock } = bufferOf(lib);
    await buffer.nextId();
    await settle();
    source.hold = true;
    const skipped = watch(buffer.skipTo(5_000n));
    await settle();
    const jumped = watch(buffer.jump());
    await settle();
    expect(buffer.nextId()).toBe(2n);
    expect(skipped.state).toBe('pending');
    await source.last.answer();
    await source.last.answer();
    await clock.advance(0);
    expect([skipped.state, jumped.state]).toEqual(['fulfilled', 'fulfilled']);
    expect(await buffer.nextId()).toBeGreaterThanOrEqual(5_000n);
  });

  it('holds although the source is set back before the segment is reserved', async () => {
    const { buffer, source, clock } = bufferOf(lib);
    await buffer.nextId();
    await settle();
    source.hold = true;
    const skipped = watch(buffer.skipTo(5_000n));
    await settle();
    source.rows.setMaxId('order', 100n);
    await source.last.answer();
    expect(skipped.state).toBe('pending');
    source.hold = false;
    await clock.advance(100);
    expect(skipped.state).toBe('fulfilled');
    expect(buffer.nextId()).toBe(5_000n);
  });

  it('fails with it when the buffer closes first', async () => {
    const { buffer, source } = bufferOf(lib);
    await buffer.nextId();
    await settle();
    source.hold = true;
    const skipped = watch(buffer.skipTo(5_000n));
    const jumped = watch(buffer.jump());
    await settle();
    void buffer.close();
    await settle();
    for (const { error } of [skipped, jumped]) expect(error).toMatchObject({ code: 'ALLOCATOR_NOT_READY' });
  });
});

describe('a source that breaks its promises', () => {
  it.each([
    ['nothing', undefined],
    ['no bigints', { start: 5, end: 10 }],
    ['an empty range', { start: 5n, end: 5n }],
    ['a range back to front', { start: 9n, end: 5n }],
    ['a range below zero', { start: -5n, end: 3n }],
    ['a range past 2^63 - 1', { start: 2n ** 63n - 2n, end: 2n ** 63n + 3n }],
    ['more than was asked for', { start: 1n, end: 1_000n }],
  ])('by answering %s never gets a number out of the buffer', async (_what, answer) => {
    const { buffer, source, clock } = bufferOf(lib);
    source.hold = true;
    const waiting = watch(buffer.nextId());
    await source.last.answerWith(answer as SegmentRange);
    await clock.advance(3_000);
    expect(waiting.error).toMatchObject({ code: 'SEGMENT_UNAVAILABLE' });
    expect(buffer.snapshot().issuedCount).toBe(0);
  });

  it('by answering nothing closes the buffer for good', async () => {
    const { buffer, source, events } = bufferOf(lib);
    source.hold = true;
    watch(buffer.nextId());
    await source.last.answerWith(undefined as unknown as SegmentRange);
    expect(buffer.mode).toBe('broken');
    expect(typesOf(events)).toContain('broken');
  });
});

describe('an attempt whose time is up', () => {
  it('reserves nothing any more when it was still moving the maximum forward', async () => {
    const { buffer, source, clock } = bufferOf(lib, { limits: { refillTimeoutMs: 1_000, waitTimeoutMs: 60_000 } });
    await buffer.nextId();
    await settle();
    let finishAdvance: () => void = () => undefined;
    const advance = source.advance.bind(source);
    source.advance = (bizTag, maxId) =>
      new Promise((resolve, reject) => {
        finishAdvance = () => void advance(bizTag, maxId).then(resolve, reject);
      });
    watch(buffer.skipTo(5_000n));
    await settle();
    const late = finishAdvance;
    await clock.advance(1_000);
    const asked = source.calls.length;
    late();
    await settle();
    expect(source.calls).toHaveLength(asked);
  });
});

describe('a buffer that breaks while a refill is under way', () => {
  it('lets go of what still arrives', async () => {
    const { buffer, source, clock, events } = bufferOf(lib);
    source.hold = true;
    const waiting = watch(buffer.take(5));
    await source.last.answer();
    expect(waiting.state).toBe('fulfilled');
    const { now } = clock;
    clock.now = () => {
      throw new Error('the clock is broken');
    };
    await expect(buffer.take(5)).rejects.toMatchObject({ code: 'SEGMENT_UNAVAILABLE' });
    clock.now = now;
    expect(buffer.mode).toBe('broken');
    await source.last.answer();
    expect(buffer.snapshot()).toMatchObject({ mode: 'broken', current: null, next: null });
    expect(events).toContainEqual({ type: 'abandoned', bizTag: 'order', count: 10, reason: 'closed' });
  });
});
