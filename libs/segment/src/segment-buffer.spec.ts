import { describe, expect, it } from 'vitest';
import { settle } from './clock.js';
import { AllocatorError } from './errors.js';
import * as lib from './index.js';
import { SegmentSourceError } from './segment-source.js';
import { bufferOf, numbersOf, settingsOf, typesOf, watch } from './testing/fixtures.js';

const codeOf = (error: unknown) => (error instanceof AllocatorError ? error.code : error);

describe('a double buffer', () => {
  it('asks for nothing until somebody asks it', async () => {
    const { buffer, source } = bufferOf(lib);
    await settle();
    expect(buffer.mode).toBe('empty');
    expect(source.calls).toHaveLength(0);
  });

  it('answers without a promise while it holds numbers', async () => {
    const { buffer } = bufferOf(lib);
    await buffer.nextId();
    expect(buffer.nextId()).toBe(2n);
    expect(buffer.mode).toBe('serving');
  });

  it('fetches the next segment when a tenth of the current one is used, and switches without a wait', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { step: 100, stepMax: 100 } });
    await buffer.nextId();
    await buffer.take(8);
    await settle();
    expect(source.calls).toHaveLength(1);
    await buffer.nextId();
    await settle();
    expect(source.calls).toHaveLength(2);
    for (let id = 11n; id <= 150n; id++) expect(buffer.nextId()).toBe(id);
  });

  it('goes on without its source until both segments are empty', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { step: 100 } });
    await buffer.take(20);
    await settle();
    source.hold = true;
    for (let id = 21n; id <= 200n; id++) expect(buffer.nextId()).toBe(id);
    expect(buffer.nextId()).toBeInstanceOf(Promise);
    expect(buffer.mode).toBe('filling');
  });

  it('gives a batch across segments, whole and increasing', async () => {
    const { buffer } = bufferOf(lib, { settings: { step: 7 } });
    await buffer.take(5);
    await settle();
    const ranges = await buffer.take(40);
    expect(numbersOf(ranges)).toEqual(Array.from({ length: 40 }, (_, index) => BigInt(6 + index)));
  });

  it('leases one range that is never longer than asked for and never empty', async () => {
    const { buffer } = bufferOf(lib, { settings: { step: 10 } });
    expect(await buffer.lease(4)).toEqual({ start: 1n, end: 5n });
    expect(buffer.lease(100)).toEqual({ start: 5n, end: 11n });
  });

  it('loses nothing to a batch that the end of the space cannot fill', async () => {
    const { buffer, source } = bufferOf(lib, { settings: { idLength: 6, step: 10 }, maxId: 999_990n });
    await buffer.take(5);
    await settle();
    expect(source.rows.readMaxId('order')).toBe(1_000_000n);
    await expect(buffer.take(6)).rejects.toMatchObject({ code: 'ID_SPACE_EXHAUSTED' });
    expect(numbersOf(await buffer.take(5))).toEqual([999_995n, 999_996n, 999_997n, 999_998n, 999_999n]);
  });

  it('gives numbers of the fixed length only, and never a longer one', async () => {
    const { buffer } = bufferOf(lib, { settings: { idLength: 6, step: 3 }, maxId: 999_995n });
    const ids: bigint[] = [];
    for (let call = 0; call < 5; call++) ids.push(await buffer.nextId());
    expect(ids.map(String)).toEqual(['999995', '999996', '999997', '999998', '999999']);
    await expect(buffer.nextId()).rejects.toMatchObject({ code: 'ID_SPACE_EXHAUSTED' });
    expect(buffer.mode).toBe('exhausted');
  });

  it('starts a fixed length at its first number and goes on when the length is raised', async () => {
    const { buffer } = bufferOf(lib, { settings: { idLength: 6 } });
    expect(await buffer.nextId()).toBe(100_000n);
    buffer.configure(settingsOf({ idLength: 7 }));
    expect(await buffer.nextId()).toBe(1_000_000n);
  });

  it('is exact up to 2^63 - 1', async () => {
    const { buffer } = bufferOf(lib, { settings: { step: 2 }, maxId: 2n ** 63n - 4n });
    expect(numbersOf(await buffer.take(3))).toEqual([2n ** 63n - 4n, 2n ** 63n - 3n, 2n ** 63n - 2n]);
    await expect(buffer.nextId()).rejects.toMatchObject({ code: 'ID_SPACE_EXHAUSTED' });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a count of %s and takes nothing',
    async (count) => {
      const { buffer, source } = bufferOf(lib);
      for (const answer of [buffer.take(count), buffer.lease(count)]) {
        await expect(answer).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
      }
      expect(source.calls).toHaveLength(0);
    },
  );

  it('refuses a batch or a lease past batchMax, and takes nothing for it', async () => {
    const { buffer, source } = bufferOf(lib, { limits: { batchMax: 20 } });
    for (const answer of [buffer.take(21), buffer.lease(21)]) {
      await expect(answer).rejects.toMatchObject({ code: 'COUNT_TOO_LARGE', retryAfterMs: undefined });
    }
    expect(source.calls).toHaveLength(0);
    expect(numbersOf(await buffer.take(20))).toHaveLength(20);
  });

  it('refuses the caller past waitersMax at once, and serves those who were there', async () => {
    const { buffer, source } = bufferOf(lib, { limits: { waitersMax: 3 } });
    source.hold = true;
    const callers = [1, 2, 3, 4].map(() => watch(buffer.nextId()));
    await settle();
    expect(callers.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending', 'rejected']);
    expect(callers[3]?.error).toMatchObject({ code: 'SEGMENT_UNAVAILABLE', retryAfterMs: 1_000 });
    await source.last.answer();
    expect(callers.map(({ value }) => value)).toEqual([1n, 2n, 3n, undefined]);
  });

  it('tells what it is doing, in the order it happens', async () => {
    const { buffer, events } = bufferOf(lib, { settings: { step: 2 } });
    await buffer.take(2);
    await settle();
    await buffer.close();
    expect(typesOf(events)).toEqual([
      ...[
        'mode',
        'refill-started',
        'refilled',
        'switched',
        'mode',
        'step-changed',
        'refill-started',
        'refilled',
        'mode',
      ],
      ...['mode', 'abandoned', 'mode'],
    ]);
    expect(new Set(events.map(({ bizTag }) => bizTag))).toEqual(new Set(['order']));
  });

  describe('pausing', () => {
    it('refuses callers and those who wait, keeps what it holds, and goes on with it', async () => {
      const { buffer, source } = bufferOf(lib);
      await buffer.nextId();
      buffer.configure(settingsOf({ paused: true }));
      await expect(buffer.nextId()).rejects.toMatchObject({ code: 'BIZ_TAG_PAUSED' });
      await expect(buffer.take(2)).rejects.toMatchObject({ code: 'BIZ_TAG_PAUSED' });
      buffer.configure(settingsOf());
      expect(buffer.nextId()).toBe(2n);
      source.hold = true;
      const waiting = watch(buffer.take(100));
      buffer.configure(settingsOf({ paused: true }));
      await settle();
      expect(codeOf(waiting.error)).toBe('BIZ_TAG_PAUSED');
    });
  });

  describe('jumping', () => {
    it('drops what is held for a fresh segment, and nobody waits meanwhile', async () => {
      const { buffer, source, events } = bufferOf(lib);
      await buffer.nextId();
      await settle();
      source.hold = true;
      const jumped = watch(buffer.jump());
      expect(buffer.nextId()).toBe(2n);
      await source.last.answer();
      expect(jumped.state).toBe('fulfilled');
      expect(buffer.nextId()).toBe(21n);
      expect(typesOf(events)).toContain('jumped');
    });

    it('does not take a segment that was on its way before for the fresh one', async () => {
      const { buffer, source } = bufferOf(lib);
      source.hold = true;
      const first = watch(buffer.nextId());
      await settle();
      const jumped = watch(buffer.jump());
      await source.last.answer();
      expect(first.value).toBe(1n);
      expect(jumped.state).toBe('pending');
      await source.last.answer();
      expect(jumped.state).toBe('fulfilled');
      expect(buffer.nextId()).toBe(11n);
    });

    it('ordered anew while its segment is on the way holds no third one', async () => {
      const { buffer, source } = bufferOf(lib);
      await buffer.take(2);
      await settle();
      source.hold = true;
      const first = watch(buffer.jump());
      await settle();
      const second = watch(buffer.jump());
      await source.last.answer();
      expect(buffer.mode).toBe('serving');
      await source.last.answer();
      expect([first.state, second.state]).toEqual(['fulfilled', 'fulfilled']);
      expect(buffer.snapshot()).toMatchObject({ current: { start: 31n }, next: null });
    });

    it('follows the settings: a higher jumpEpoch jumps once', async () => {
      const { buffer } = bufferOf(lib);
      await buffer.nextId();
      await settle();
      buffer.configure(settingsOf({ jumpEpoch: 1 }));
      await settle();
      expect(buffer.nextId()).toBe(21n);
      buffer.configure(settingsOf({ jumpEpoch: 1 }));
      await settle();
      expect(buffer.nextId()).toBe(22n);
    });
  });

  describe('skipping', () => {
    it('moves the source forward and gives nothing below from then on', async () => {
      const { buffer, source } = bufferOf(lib);
      await buffer.nextId();
      await buffer.skipTo(5_000n);
      expect(buffer.nextId()).toBe(5_000n);
      expect(source.rows.readMaxId('order')).toBeGreaterThanOrEqual(5_010n);
    });

    it('never goes back', async () => {
      const { buffer } = bufferOf(lib);
      await buffer.nextId();
      await expect(buffer.skipTo(3n)).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
      expect(buffer.nextId()).toBe(2n);
    });
  });

  describe('the step', () => {
    it('doubles while segments last under 15 minutes, up to stepMax', async () => {
      const { buffer, source } = bufferOf(lib, { settings: { step: 10, stepMax: 70 } });
      for (let call = 0; call < 60; call++) {
        await buffer.take(5);
        await settle();
      }
      const counts = source.calls.map(({ request }) => request.count);
      expect([...new Set(counts)]).toEqual([10, 20, 40, 70]);
    });

    it('halves when segments last over 30 minutes, down to the floor', async () => {
      const { buffer, clock, source } = bufferOf(lib, { settings: { step: 10, stepMax: 80 } });
      for (let call = 0; call < 60; call++) await buffer.take(5);
      await settle();
      expect(buffer.snapshot().step).toBe(80);
      for (let call = 0; call < 60; call++) {
        clock.jumpMs(10 * 60_000);
        await buffer.take(5);
        await settle();
      }
      expect(source.last.request.count).toBe(10);
    });

    it('stays when the clock goes back', async () => {
      const { buffer, clock } = bufferOf(lib, { settings: { step: 10, stepMax: 80 } });
      for (let call = 0; call < 10; call++) {
        clock.jumpMs(-3_600_000);
        await buffer.take(5);
        await settle();
      }
      expect(buffer.snapshot().step).toBe(10);
    });

    it('takes a new floor and ceiling at the next refill', async () => {
      const { buffer, source } = bufferOf(lib);
      await buffer.take(2);
      await settle();
      buffer.configure(settingsOf({ step: 500, stepMax: 500 }));
      await buffer.take(10);
      await settle();
      expect(source.last.request.count).toBe(500);
    });
  });

  describe('the regression fence', () => {
    it('answers a source that found its own maximum set back by moving it forward', async () => {
      const { buffer, source, clock, events } = bufferOf(lib);
      await buffer.take(2);
      await settle();
      source.rows.setMaxId('order', 3n);
      await buffer.take(10);
      await settle();
      await clock.advance(500);
      expect(typesOf(events)).toContain('regression');
      expect(numbersOf(await buffer.take(12))).toEqual(Array.from({ length: 12 }, (_, index) => BigInt(13 + index)));
    });
  });

  describe('closing', () => {
    it('serves those who wait, takes nobody new, and lets go of the rest', async () => {
      const { buffer, source, events } = bufferOf(lib);
      source.hold = true;
      const waiting = watch(buffer.nextId());
      const closed = watch(buffer.close());
      await expect(buffer.nextId()).rejects.toMatchObject({ code: 'ALLOCATOR_NOT_READY' });
      expect(closed.state).toBe('pending');
      await source.last.answer();
      expect(waiting.value).toBe(1n);
      expect(closed.state).toBe('fulfilled');
      expect(buffer.mode).toBe('closed');
      expect(events).toContainEqual({ type: 'abandoned', bizTag: 'order', count: 9, reason: 'closed' });
      await expect(buffer.take(1)).rejects.toMatchObject({ code: 'ALLOCATOR_NOT_READY' });
    });

    it('ends at the deadline of those who wait when the source is silent', async () => {
      const { buffer, source, clock } = bufferOf(lib, { limits: { waitTimeoutMs: 1_000, refillTimeoutMs: 1_500 } });
      source.hold = true;
      const waiting = watch(buffer.nextId());
      const closed = watch(buffer.close());
      await clock.advance(1_600);
      expect(codeOf(waiting.error)).toBe('SEGMENT_UNAVAILABLE');
      expect(closed.state).toBe('fulfilled');
      expect(clock.timersPending).toBe(0);
    });
  });

  describe('rate and runway', () => {
    it('tell how long the numbers held last', async () => {
      const { buffer, clock } = bufferOf(lib, { settings: { step: 1_000, stepMax: 1_000 } });
      await buffer.take(1);
      for (let second = 0; second < 120; second++) {
        buffer.sample();
        await buffer.take(10);
        await clock.advance(1_000);
      }
      buffer.sample();
      const { ratePerSecond, runwayMs, current, next } = buffer.snapshot();
      expect(ratePerSecond).toBeCloseTo(10, 1);
      const held = (current?.idle ?? 0) + (next?.idle ?? 0);
      expect(runwayMs).toBeCloseTo((held / ratePerSecond) * 1_000, 3);
    });

    it('have no end while nothing is taken', async () => {
      const { buffer } = bufferOf(lib);
      await buffer.nextId();
      expect(buffer.snapshot()).toMatchObject({ ratePerSecond: 0, runwayMs: null, issuedCount: 1 });
    });
  });

  it('is not stopped by an observer that throws', async () => {
    const source = new (await import('./testing/memory-source.js')).MemorySource();
    source.createTag('order', 1n);
    const buffer = new lib.SegmentBuffer({
      settings: settingsOf(),
      source,
      clock: new lib.ManualClock(),
      limits: lib.BUFFER_LIMITS_DEFAULT,
      observe: () => {
        throw new Error('the observer is broken');
      },
    });
    expect(await buffer.nextId()).toBe(1n);
    expect(buffer.mode).toBe('serving');
  });

  it('tells waiters that their tag is gone from the source', async () => {
    const { buffer, source } = bufferOf(lib);
    source.hold = true;
    const waiting = watch(buffer.nextId());
    await source.last.fail(new SegmentSourceError('not-found', 'gone'));
    expect(codeOf(waiting.error)).toBe('BIZ_TAG_NOT_FOUND');
  });
});
