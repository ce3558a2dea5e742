/** Consoles as a server sees them: a stream that watches the tags of a page, and a list read now and then. What comes is let go unread. */
import { Agent, get, type IncomingMessage } from 'node:http';
import { TAG_COUNT, tagName } from './invented-fleet.js';

const TAGS_WATCHED = 50;
/** Two consoles side by side share half of their tags. */
const TAGS_APART = 25;
const LIST_EVERY_MS = 10_000;

export interface Visitor {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A call whose answer is read to its end. @returns how long that took, in ms */
export async function timed({ url, headers }: Visitor, path: string, agent: Agent): Promise<number> {
  const startedAtMs = performance.now();
  const response = await answer(`${url}${path}`, headers, agent);
  for await (const _part of response);
  if (response.statusCode !== 200) throw new Error(`${path} answered with ${response.statusCode}`);
  return performance.now() - startedAtMs;
}

export class Consoles {
  /** Bytes the streams have brought. */
  byteCount = 0;
  private readonly streams: IncomingMessage[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly agent = new Agent({ keepAlive: true });

  /** @returns when all of them have their first figures */
  static async open(visitor: Visitor, count: number): Promise<Consoles> {
    const consoles = new Consoles();
    await Promise.all(Array.from({ length: count }, (_, index) => consoles.openOne(visitor, index)));
    for (let index = 0; index < count; index++) consoles.keepReading(visitor, index, count);
    return consoles;
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const stream of this.streams) stream.destroy();
    this.agent.destroy();
  }

  private async openOne({ url, headers }: Visitor, index: number): Promise<void> {
    const tags = Array.from({ length: TAGS_WATCHED }, (_, tag) => tagName((index * TAGS_APART + tag) % TAG_COUNT));
    const stream = await answer(`${url}/api/v1/admin/stream?tags=${tags.join(',')}`, headers);
    if (stream.statusCode !== 200) throw new Error(`the stream answered with ${stream.statusCode}`);
    this.streams.push(stream);
    stream.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      let received = 0;
      stream.on('data', (part: Buffer) => {
        received += part.length;
        this.byteCount += part.length;
        if (received > 1_000) resolve();
      });
    });
  }

  /** Each console in its turn. */
  private keepReading(visitor: Visitor, index: number, count: number): void {
    const read = () =>
      void timed(visitor, `/api/v1/admin/tags?page=${index + 1}&pageSize=50`, this.agent).catch(() => undefined);
    const begin = setTimeout(
      () => {
        read();
        this.timers.push(setInterval(read, LIST_EVERY_MS));
      },
      (index / count) * LIST_EVERY_MS,
    );
    this.timers.push(begin);
  }
}

function answer(url: string, headers: Visitor['headers'], agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers, ...(agent && { agent }) }, resolve).on('error', reject);
  });
}
