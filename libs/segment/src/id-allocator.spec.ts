import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from './clock.js';
import { IdAllocator, type IdAllocatorOptions } from './id-allocator.js';
import { numbersOf, ScriptedSource, settingsOf, watch } from './testing/fixtures.js';

const TAGS = ['order', 'order-snapshot', 'order-item-snapshot'];

function allocatorOf(options: Partial<IdAllocatorOptions> = {}) {
  const source = new ScriptedSource();
  for (const bizTag of TAGS) source.rows.createTag(bizTag, 1n);
  const clock = new ManualClock();
  const allocator = new IdAllocator({ source, clock, ...options });
  const configure = (tags = TAGS) => allocator.configure(tags.map((bizTag) => settingsOf({ bizTag })));
  configure();
  return { allocator, source, clock, configure };
}

describe('an allocator', () => {
  it('keeps the numbers of its tags apart', async () => {
    const { allocator } = allocatorOf();
    for (const bizTag of TAGS) expect(await allocator.nextId(bizTag)).toBe(1n);
  });

  it('does not know a tag it was not told of, and asks nobody about it', async () => {
    const { allocator, source } = allocatorOf();
    for (const answer of [allocator.nextId('other'), allocator.take('other', 1), allocator.lease('other', 1)]) {
      await expect(answer).rejects.toMatchObject({ code: 'BIZ_TAG_NOT_FOUND' });
    }
    expect(source.calls).toHaveLength(0);
  });

  it('gives a set of all its tags', async () => {
    const { allocator } = allocatorOf();
    const set = await allocator.takeSet(
      new Map([
        ['order', 1],
        ['order-item-snapshot', 5],
      ]),
    );
    expect([...set].map(([bizTag, ranges]) => [bizTag, numbersOf(ranges)])).toEqual([
      ['order', [1n]],
      ['order-item-snapshot', [1n, 2n, 3n, 4n, 5n]],
    ]);
  });

  it('takes nothing for a set that names a tag that is not there, is paused, or asks for too much', async () => {
    const { allocator, source } = allocatorOf({ limits: { batchMax: 10 } });
    allocator.configure([settingsOf(), settingsOf({ bizTag: 'order-snapshot', paused: true })]);
    await expect(
      allocator.takeSet(
        new Map([
          ['order', 1],
          ['other', 1],
        ]),
      ),
    ).rejects.toMatchObject({ code: 'BIZ_TAG_NOT_FOUND' });
    await expect(
      allocator.takeSet(
        new Map([
          ['order', 1],
          ['order-snapshot', 1],
        ]),
      ),
    ).rejects.toMatchObject({ code: 'BIZ_TAG_PAUSED' });
    await expect(allocator.takeSet(new Map([['order', 11]]))).rejects.toMatchObject({ code: 'COUNT_TOO_LARGE' });
    await expect(allocator.takeSet(new Map([['order', 0]]))).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    expect(source.calls).toHaveLength(0);
  });

  it('bounds a set by the sum of its counts', async () => {
    const { allocator } = allocatorOf({ limits: { batchMax: 10 } });
    const counts = new Map(TAGS.map((bizTag) => [bizTag, 4]));
    await expect(allocator.takeSet(counts)).rejects.toMatchObject({ code: 'COUNT_TOO_LARGE' });
  });

  it('gives none of a set when one of its tags does not come, and counts the others as abandoned', async () => {
    const abandoned: unknown[] = [];
    const { allocator, source, clock } = allocatorOf({
      observe: (event) => event.type === 'abandoned' && abandoned.push(event),
    });
    await allocator.nextId('order');
    await settle();
    source.hold = true;
    const set = watch(
      allocator.takeSet(
        new Map([
          ['order-snapshot', 3],
          ['order-item-snapshot', 2],
        ]),
      ),
    );
    await settle();
    await source.calls.find(({ request }) => request.bizTag === 'order-snapshot')?.answer();
    await clock.advance(2_100);
    expect(set.error).toMatchObject({ code: 'SEGMENT_UNAVAILABLE' });
    expect(abandoned).toContainEqual({ type: 'abandoned', bizTag: 'order-snapshot', count: 3, reason: 'set' });
  });

  it('touches nothing it has at hand when a tag that has to be waited for does not come', async () => {
    const { allocator, source, clock } = allocatorOf();
    await allocator.nextId('order');
    await settle();
    source.hold = true;
    const set = watch(
      allocator.takeSet(
        new Map([
          ['order', 3],
          ['order-snapshot', 1],
        ]),
      ),
    );
    await clock.advance(2_100);
    expect(set.error).toMatchObject({ code: 'SEGMENT_UNAVAILABLE' });
    expect(allocator.nextId('order')).toBe(2n);
  });

  it('leaves a tag as it was when its new settings are wrong', async () => {
    const { allocator } = allocatorOf();
    await allocator.nextId('order');
    const faults = allocator.configure([settingsOf({ step: 0 })]);
    expect(faults).toMatchObject([{ bizTag: 'order', reason: expect.stringContaining('step') }]);
    expect(allocator.nextId('order')).toBe(2n);
  });

  it('serves no more tags than its bound, and says which it does not', () => {
    const { allocator } = allocatorOf({ tagsMax: 2 });
    expect(allocator.configure(TAGS.map((bizTag) => settingsOf({ bizTag })))).toHaveLength(1);
  });

  it('drops a tag that is gone, and a tag of that name made again goes on above', async () => {
    const { allocator, configure } = allocatorOf();
    expect(await allocator.nextId('order')).toBe(1n);
    await settle();
    configure(['order-snapshot']);
    await expect(allocator.nextId('order')).rejects.toMatchObject({ code: 'BIZ_TAG_NOT_FOUND' });
    await settle();
    configure();
    expect(await allocator.nextId('order')).toBe(21n);
  });

  it('is not ready until it has been told its tags', async () => {
    const allocator = new IdAllocator({ source: new ScriptedSource(), clock: new ManualClock() });
    await expect(allocator.nextId('order')).rejects.toMatchObject({ code: 'ALLOCATOR_NOT_READY', retryAfterMs: 1_000 });
  });

  it('is closed when it has been closed', async () => {
    const { allocator } = allocatorOf();
    await allocator.nextId('order');
    await settle();
    await allocator.close();
    await expect(allocator.nextId('order')).rejects.toMatchObject({ code: 'ALLOCATOR_NOT_READY' });
    await expect(allocator.nextId('nobody')).rejects.toMatchObject({ code: 'ALLOCATOR_NOT_READY' });
    expect(allocator.configure([settingsOf({ bizTag: 'late' })])).toEqual([]);
    expect(allocator.has('late')).toBe(false);
  });
});
