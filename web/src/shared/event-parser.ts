/**
 * Server-sent events out of a stream of text, however it is cut into pieces. Pure but for what it holds of the unfinished event.
 * Comments and fields that the console has no use for are passed over.
 */
export interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/** Characters of one event: some thousands of biz tags on some dozens of nodes. */
const EVENT_MAX_LENGTH = 64 * 1_024 * 1_024;

export class EventParser {
  private rest = '';
  private name = 'message';
  private data: string[] = [];

  /** @returns the events that this piece completes @throws {RangeError} at an event past all bounds */
  push(piece: string): ServerEvent[] {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > EVENT_MAX_LENGTH) throw new RangeError('an event without an end');
    return lines.flatMap((line) => this.read(line.endsWith('\r') ? line.slice(0, -1) : line));
  }

  private read(line: string): ServerEvent[] {
    if (line === '') return this.finish();
    const [field = '', ...rest] = line.split(':');
    const value = rest.join(':').replace(/^ /, '');
    if (field === 'event') this.name = value;
    if (field === 'data') this.data.push(value);
    return [];
  }

  private finish(): ServerEvent[] {
    const event = { name: this.name, data: this.data.join('\n') };
    const isEmpty = this.data.length === 0;
    this.name = 'message';
    this.data = [];
    return isEmpty ? [] : [event];
  }
}
