/** A reader of server-sent events that can be waited on. */
import { type FiguresEvent, figuresEventSchema } from '#contract';
import type { AdminClient } from './admin.js';
import { until } from './until.js';

export class FiguresReader {
  readonly events: FiguresEvent[] = [];
  isEnded = false;
  private readonly ending = new AbortController();

  static async open(client: AdminClient, query: string): Promise<FiguresReader> {
    const reader = new FiguresReader();
    // Not through the client: its calls end after a while.
    const response = await fetch(`${client.server.url}/api/v1/admin/stream${query}`, {
      headers: client.credentials,
      signal: reader.ending.signal,
    });
    if (!response.ok || response.body === null) throw new Error(`no stream: ${response.status}`);
    void reader.read(response.body).catch(() => undefined);
    return reader;
  }

  /** @returns the first event from `from` on that is looked for, and where it is */
  async find(
    what: string,
    isIt: (event: FiguresEvent) => boolean,
    from = 0,
  ): Promise<{ event: FiguresEvent; index: number }> {
    return until(what, () => {
      const index = this.events.findIndex((event, at) => at >= from && isIt(event));
      const event = this.events[index];
      return event && { event, index };
    });
  }

  close(): void {
    this.ending.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const part of body) {
        text += decoder.decode(part, { stream: true });
        const frames = text.split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) this.take(frame);
      }
    } finally {
      this.isEnded = true;
    }
  }

  private take(frame: string): void {
    const [, data] = /^event: figures\ndata: (.*)$/.exec(frame) ?? [];
    if (data !== undefined) this.events.push(figuresEventSchema.parse(JSON.parse(data)));
  }
}
