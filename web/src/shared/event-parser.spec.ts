import { describe, expect, it } from 'vitest';
import { EventParser } from './event-parser.js';

const STREAM = 'retry: 2000\n\nevent: figures\ndata: {"a":"b:c"}\n\n: ping\n\ndata: one\r\ndata: two\r\n\r\n';
const EVENTS = [
  { name: 'figures', data: '{"a":"b:c"}' },
  { name: 'message', data: 'one\ntwo' },
];

describe('reading server-sent events', () => {
  it('finds the events among pings and other fields', () => {
    expect(new EventParser().push(STREAM)).toEqual(EVENTS);
  });

  it('finds the same events wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      const parser = new EventParser();
      expect([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))], `cut at ${cut}`).toEqual(
        EVENTS,
      );
    }
  });

  it('keeps an unfinished event until its end has come', () => {
    const parser = new EventParser();
    expect(parser.push('data: half')).toEqual([]);
    expect(parser.push(' and half\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ name: 'message', data: 'half and half' }]);
  });
});
