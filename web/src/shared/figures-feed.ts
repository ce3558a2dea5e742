/**
 * The one stream of the console: which tags it is asked for, whether it is live, and what it has brought. Pages say which tags they
 * show; a stream that lacks one of them is opened anew, once they have settled.
 */
import { type BizTagFigure, figuresEventSchema, STREAM_TAGS_MAX } from '#contract';
import { ApiFault } from './api.js';
import type { ServerEvent } from './event-parser.js';
import { followStream, type StreamListener } from './event-stream.js';
import { type Figures, figuresAfter, figuresWithTag, NO_FIGURES } from './figures-store.js';

export interface Connection {
  readonly state: 'connecting' | 'live' | 'paused' | 'stale' | 'refused';
  /** When anything was last heard, by this browser's clock; null before the first time. */
  readonly lastHeardAt: Date | null;
  /** What to add to this browser's clock to have the server's, in ms. */
  readonly clockOffsetMs: number;
}

const UNCONNECTED: Connection = { state: 'connecting', lastHeardAt: null, clockOffsetMs: 0 };
/** While somebody scrolls, what they show changes many times a second. */
const SETTLED_AFTER_MS = 200;
/** A stream that brings this many tags nobody shows any more is opened anew without them. */
const UNWANTED_MAX = 100;

type Follow = (path: string, listener: StreamListener, signal: AbortSignal) => Promise<void>;

export class FiguresFeed {
  private readonly listeners = new Set<() => void>();
  private readonly watchers = new Map<symbol, readonly string[]>();
  private figures = NO_FIGURES;
  private connection = UNCONNECTED;
  private asked: ReadonlySet<string> = new Set();
  private ending: AbortController | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private isWanted = false;
  private readonly follow: Follow;

  constructor(follow: Follow = followStream) {
    this.follow = follow;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getFigures = (): Figures => this.figures;
  readonly getConnection = (): Connection => this.connection;

  /** @returns how to stop watching */
  watch(bizTags: readonly string[]): () => void {
    const watcher = Symbol();
    this.watchers.set(watcher, bizTags);
    this.settle();
    return () => {
      this.watchers.delete(watcher);
      this.settle();
    };
  }

  start(): void {
    this.isWanted = true;
    if (this.connection.state !== 'paused') this.open();
  }

  /** The session has ended: what was last known stays for the page that is open. */
  stop(): void {
    this.isWanted = false;
    this.close();
    if (this.connection.state !== 'paused') this.become({ ...this.connection, state: 'refused' });
  }

  /** Somebody has logged out: nothing is kept. */
  forget(): void {
    this.figures = NO_FIGURES;
    this.become(UNCONNECTED);
  }

  pause(): void {
    this.close();
    this.become({ ...this.connection, state: 'paused' });
  }

  resume(): void {
    this.become({ ...this.connection, state: 'connecting' });
    this.open();
  }

  /** The answer to a change is newer than what the stream brought. */
  put(tag: BizTagFigure): void {
    if (!this.asked.has(tag.bizTag)) return;
    this.figures = figuresWithTag(this.figures, tag);
    this.tell();
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      if (!this.isWanted || this.connection.state === 'paused') return;
      const wanted = this.wanted();
      const lacks = [...wanted].some((bizTag) => !this.asked.has(bizTag));
      if (lacks || this.asked.size - wanted.size > UNWANTED_MAX) this.open();
    }, SETTLED_AFTER_MS);
  }

  private wanted(): ReadonlySet<string> {
    return new Set([...this.watchers.values()].flat().slice(0, STREAM_TAGS_MAX));
  }

  private open(): void {
    this.close();
    const ending = new AbortController();
    this.ending = ending;
    this.asked = this.wanted();
    const path = `/api/v1/admin/stream?tags=${[...this.asked].join(',')}`;
    void this.follow(path, this.listener(ending.signal), ending.signal);
  }

  private close(): void {
    clearTimeout(this.settling);
    this.ending?.abort();
    this.ending = undefined;
  }

  private listener(signal: AbortSignal): StreamListener {
    let lastHeardAt = this.connection.lastHeardAt;
    let isFirst = true;
    return {
      onOpen: () => {
        isFirst = true;
      },
      onSign: () => {
        lastHeardAt = new Date();
      },
      onEvent: ({ name, data }: ServerEvent) => {
        if (name !== 'figures' || signal.aborted) return;
        const event = figuresEventSchema.safeParse(jsonOf(data)).data;
        if (event === undefined) throw new ApiFault('UNREADABLE');
        this.figures = figuresAfter(this.figures, event, isFirst);
        const clockOffsetMs = Date.parse(event.at) - Date.now();
        if (isFirst) this.connection = { state: 'live', lastHeardAt, clockOffsetMs };
        isFirst = false;
        this.tell();
      },
      onCut: (fault) => {
        const isRefused = fault?.status === 401 || fault?.status === 403;
        const cut = lastHeardAt === null ? 'connecting' : 'stale';
        this.become({ ...this.connection, state: isRefused ? 'refused' : cut, lastHeardAt });
      },
    };
  }

  private become(connection: Connection): void {
    this.connection = connection;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
