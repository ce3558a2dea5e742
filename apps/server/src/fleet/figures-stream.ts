/**
 * Live figures as server-sent events. All consoles of a node share one look at the figures; a console is sent only what changed
 * since it was last sent something, and one that does not read is let go rather than remembered.
 */
import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FiguresEvent } from '#contract';
import { FiguresService } from './figures.service.js';

const LOOK_EVERY_MS = 500;
const PING_EVERY_MS = 15_000;
/** The most consoles one node keeps up to date. */
export const STREAMS_MAX = 200;
/** Bytes a console may be behind. */
const BACKLOG_MAX_BYTES = 4 * 1_024 * 1_024;

interface Viewer {
  readonly response: ServerResponse;
  readonly sent: Map<string, string>;
  lastWriteAtMs: number;
}

@Injectable()
export class FiguresStream implements OnModuleDestroy {
  private readonly viewers = new Set<Viewer>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(@Inject(FiguresService) private readonly figures: FiguresService) {}

  get isFull(): boolean {
    return this.viewers.size >= STREAMS_MAX;
  }

  /** @param response whose head has not been written; it belongs to the stream from now on */
  add(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write('retry: 2000\n\n');
    const viewer: Viewer = { response, sent: new Map(), lastWriteAtMs: performance.now() };
    this.viewers.add(viewer);
    response.on('close', () => this.remove(viewer));
    response.on('error', () => this.remove(viewer));
    void this.look();
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  onModuleDestroy(): void {
    for (const viewer of this.viewers) viewer.response.end();
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private remove(viewer: Viewer): void {
    this.viewers.delete(viewer);
    if (this.viewers.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      const figures = await this.figures.now();
      const rows = [
        ...figures.nodes.map((node) => ({
          node,
          key: `node ${node.nodeId}`,
          text: JSON.stringify({ ...node, heartbeatAt: '' }),
        })),
        ...figures.tags.map((tag) => ({ tag, key: `tag ${tag.bizTag}`, text: JSON.stringify(tag) })),
      ];
      for (const viewer of this.viewers) send(viewer, figures.at, rows);
    } finally {
      this.isLooking = false;
    }
  }
}

interface Row {
  readonly key: string;
  readonly text: string;
  readonly node?: FiguresEvent['nodes'][number];
  readonly tag?: FiguresEvent['tags'][number];
}

function send(viewer: Viewer, at: string, rows: readonly Row[]): void {
  const { response, sent } = viewer;
  const isFirst = sent.size === 0;
  const changed = rows.filter(({ key, text }) => sent.get(key) !== text);
  if (response.writableLength > BACKLOG_MAX_BYTES) {
    response.destroy();
    return;
  }
  if (changed.length === 0 && !isFirst) {
    if (performance.now() - viewer.lastWriteAtMs > PING_EVERY_MS) write(viewer, ': ping\n\n');
    return;
  }
  for (const { key, text } of changed) sent.set(key, text);
  const nodes = changed.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const tags = changed.flatMap(({ tag }) => (tag === undefined ? [] : [tag]));
  write(viewer, `event: figures\ndata: ${JSON.stringify({ at, nodes, tags, gone: [] } satisfies FiguresEvent)}\n\n`);
}

function write(viewer: Viewer, text: string): void {
  viewer.response.write(text);
  viewer.lastWriteAtMs = performance.now();
}
