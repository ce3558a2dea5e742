/**
 * Live figures as server-sent events. All consoles of a node share one look a second, and those that watch the same biz tags the very
 * bytes; a console that does not read is let go rather than remembered, and so is one whose session has ended.
 */
import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { STREAM_TAGS_MAX } from '#contract';
import { FiguresService } from './figures.service.js';
import { type Look, nodeText, Watch } from './watch.js';

const LOOK_EVERY_MS = 1_000;
const PING_EVERY_MS = 15_000;
const ASK_ACCESS_EVERY_MS = 10_000;
/** The most consoles one node keeps up to date. */
export const STREAMS_MAX = 200;
/** Bytes a console may be behind. */
const BACKLOG_MAX_BYTES = 4 * 1_024 * 1_024;

export interface StreamWish {
  /** Undefined: the first by name. */
  readonly tags: readonly string[] | undefined;
  /** Whether whoever asked still may. */
  readonly isAllowed: () => Promise<boolean>;
}

interface Viewer {
  readonly response: ServerResponse;
  readonly isAllowed: () => Promise<boolean>;
  isBegun: boolean;
  wroteAtMs: number;
  /** When access is asked for next; without end while it is being asked. */
  askAtMs: number;
}

interface Watched {
  readonly key: string;
  readonly watch: Watch;
  readonly tags: readonly string[] | undefined;
  readonly viewers: Set<Viewer>;
}

@Injectable()
export class FiguresStream implements OnModuleDestroy {
  private readonly watched = new Map<string, Watched>();
  private viewerCount = 0;
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(@Inject(FiguresService) private readonly figures: FiguresService) {}

  get isFull(): boolean {
    return this.viewerCount >= STREAMS_MAX;
  }

  /** @param response whose head has not been written; it belongs to the stream from now on */
  add(response: ServerResponse, { tags, isAllowed }: StreamWish): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write('retry: 2000\n\n');
    const nowMs = performance.now();
    const viewer = { response, isAllowed, isBegun: false, wroteAtMs: nowMs, askAtMs: nowMs + ASK_ACCESS_EVERY_MS };
    const watched = this.watchedOf(tags);
    watched.viewers.add(viewer);
    this.viewerCount++;
    response.once('close', () => this.remove(watched, viewer));
    response.on('error', () => response.destroy());
    void this.show([watched]);
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  onModuleDestroy(): void {
    for (const { viewers } of this.watched.values()) for (const { response } of viewers) response.end();
    this.stopLooking();
  }

  private watchedOf(tags: readonly string[] | undefined): Watched {
    const sorted = tags === undefined ? undefined : [...new Set(tags)].sort();
    const key = sorted === undefined ? '*' : sorted.join(',');
    const known = this.watched.get(key);
    if (known !== undefined) return known;
    const watched: Watched = { key, watch: new Watch(), tags: sorted, viewers: new Set() };
    this.watched.set(key, watched);
    return watched;
  }

  private remove(watched: Watched, viewer: Viewer): void {
    if (!watched.viewers.delete(viewer)) return;
    this.viewerCount--;
    if (watched.viewers.size === 0) this.watched.delete(watched.key);
    if (this.viewerCount === 0) this.stopLooking();
  }

  private stopLooking(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await this.show([...this.watched.values()]);
    } finally {
      this.isLooking = false;
    }
  }

  private async show(watched: readonly Watched[]): Promise<void> {
    const wanted = watched.map(({ tags }) => tags ?? this.firstTags());
    await this.figures.refreshed([...new Set(wanted.flat())]);
    const look = this.lookNow();
    watched.forEach(({ watch, viewers }, index) => {
      if (viewers.size === 0) return;
      const { whole, changes } = watch.next(look, wanted[index] ?? []);
      let first: Buffer | undefined;
      for (const viewer of viewers) {
        if (viewer.isBegun) send(viewer, changes);
        else {
          first ??= whole();
          viewer.isBegun = true;
          send(viewer, first);
        }
      }
    });
  }

  private firstTags(): string[] {
    return this.figures
      .entries()
      .slice(0, STREAM_TAGS_MAX)
      .map(({ tag }) => tag.bizTag);
  }

  private lookNow(): Look {
    return {
      at: new Date().toISOString(),
      fleet: JSON.stringify(this.figures.fleet()),
      nodes: this.figures.nodes().map(nodeText),
      tag: (bizTag) => this.figures.text(bizTag),
    };
  }
}

/** @param event undefined: nothing has changed */
function send(viewer: Viewer, event: Buffer | undefined): void {
  const { response } = viewer;
  const nowMs = performance.now();
  if (response.writableLength > BACKLOG_MAX_BYTES) {
    response.destroy();
    return;
  }
  if (nowMs >= viewer.askAtMs) void askAccess(viewer);
  if (event === undefined && nowMs - viewer.wroteAtMs < PING_EVERY_MS) return;
  response.write(event ?? ': ping\n\n');
  viewer.wroteAtMs = nowMs;
}

/** What can't be found out is no refusal: a database that is away ends nobody's stream. */
async function askAccess(viewer: Viewer): Promise<void> {
  viewer.askAtMs = Number.POSITIVE_INFINITY;
  const isAllowed = await viewer.isAllowed().catch(() => true);
  viewer.askAtMs = performance.now() + ASK_ACCESS_EVERY_MS;
  if (!isAllowed) viewer.response.end();
}
