import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFault } from './api.js';
import type { StreamListener } from './event-stream.js';
import { FiguresFeed } from './figures-feed.js';

interface Opened {
  readonly asked: string;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
}

let opened: Opened[];
let feed: FiguresFeed;
const follow = async (path: string, listener: StreamListener, signal: AbortSignal) => {
  opened.push({ asked: new URL(path, 'http://localhost').searchParams.get('tags') ?? '', listener, signal });
};
const figures = () => JSON.stringify({ at: new Date().toISOString(), nodes: [], tags: [], gone: [] });
const last = (): Opened => {
  const stream = opened.at(-1);
  if (stream === undefined) throw new Error('no stream has been opened');
  return stream;
};
const bring = (data = figures()) => {
  last().listener.onOpen();
  last().listener.onSign();
  last().listener.onEvent({ name: 'figures', data });
};
const state = () => feed.getConnection().state;

beforeEach(() => {
  vi.useFakeTimers();
  opened = [];
  feed = new FiguresFeed(follow);
});
afterEach(() => vi.useRealTimers());

describe('the tags the stream is asked for', () => {
  it('are those the pages show, asked for once they have settled', () => {
    feed.start();
    feed.watch(['a']);
    feed.watch(['b', 'a']);
    vi.runAllTimers();
    expect(opened.map(({ asked }) => asked)).toEqual(['', 'a,b']);
    expect(opened[0]?.signal.aborted).toBe(true);
  });

  it('stay as they are while the stream has all that is shown', () => {
    feed.start();
    const stop = feed.watch(['a', 'b']);
    vi.runAllTimers();
    stop();
    feed.watch(['b']);
    vi.runAllTimers();
    expect(opened).toHaveLength(2);
  });

  it('are let go of when many of them are shown no more', () => {
    feed.start();
    const stop = feed.watch(Array.from({ length: 150 }, (_, index) => `tag-${index}`));
    vi.runAllTimers();
    stop();
    vi.runAllTimers();
    expect(last().asked).toBe('');
  });

  it('are never more than the server takes', () => {
    feed.watch(Array.from({ length: 300 }, (_, index) => `tag-${index}`));
    feed.start();
    expect(last().asked.split(',')).toHaveLength(200);
  });
});

describe('the connection', () => {
  it('is live with the first figures, stale when they end, and live again', () => {
    feed.start();
    expect(state()).toBe('connecting');
    bring();
    expect(state()).toBe('live');
    last().listener.onCut(undefined);
    expect(state()).toBe('stale');
    expect(feed.getConnection().lastHeardAt).not.toBeNull();
    bring();
    expect(state()).toBe('live');
  });

  it('stays live while it is opened anew for other tags', () => {
    feed.start();
    bring();
    feed.watch(['a']);
    vi.runAllTimers();
    expect(opened).toHaveLength(2);
    expect(state()).toBe('live');
  });

  it('is refused when nobody is logged in', () => {
    feed.start();
    last().listener.onCut(new ApiFault('UNAUTHENTICATED', 401));
    expect(state()).toBe('refused');
  });

  it('is cut by figures that make no sense', () => {
    feed.start();
    expect(() => bring('{"at":"yesterday"}')).toThrow(ApiFault);
    expect(() => bring('not json')).toThrow(ApiFault);
  });

  it('takes nothing from a stream that has been left', () => {
    feed.start();
    const first = last();
    bring();
    feed.watch(['a']);
    vi.runAllTimers();
    const before = feed.getFigures();
    first.listener.onEvent({ name: 'figures', data: figures() });
    expect(feed.getFigures()).toBe(before);
  });

  it('is held by a pause, opens nothing meanwhile, and goes on with what is shown by then', () => {
    feed.start();
    bring();
    feed.pause();
    feed.watch(['a']);
    vi.runAllTimers();
    expect(state()).toBe('paused');
    expect(opened).toHaveLength(1);
    expect(last().signal.aborted).toBe(true);
    feed.resume();
    expect(last().asked).toBe('a');
  });
});

describe('the figures', () => {
  it('stay when the session ends, and go when somebody logs out', () => {
    feed.start();
    bring();
    feed.stop();
    expect(feed.getFigures().at).toBeDefined();
    expect(state()).toBe('refused');
    feed.forget();
    expect(feed.getFigures().at).toBeUndefined();
  });
});
