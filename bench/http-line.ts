/**
 * One keep-alive connection that asks for one path after another, one request at a time. It reads no more of an answer than it has to: a
 * load generator that shares two cores with what it measures must cost little.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';

export class HttpLine {
  private readonly socket: Socket;
  private readonly request: string;
  private received = '';
  private waiting: ((answer: Answer | undefined) => void) | undefined;
  isOpen = true;

  constructor(url: string) {
    const { hostname, port, pathname, search, host } = new URL(url);
    this.request = `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}${HEAD_END}`;
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (part: string) => this.read(part));
    this.socket.on('error', () => this.broken());
    this.socket.on('close', () => this.broken());
  }

  /** @param done with undefined when the connection broke before the answer was there */
  ask(done: (answer: Answer | undefined) => void): void {
    this.waiting = done;
    if (this.isOpen) this.socket.write(this.request);
    else this.answer(undefined);
  }

  close(): void {
    this.socket.destroy();
  }

  private read(part: string): void {
    this.received += part;
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.slice(0, headEnd);
    const start = headEnd + HEAD_END.length;
    const end = start + Number(/content-length: *(\d+)/i.exec(head)?.[1]);
    if (this.received.length < end) return;
    const body = this.received.slice(start, end);
    this.received = '';
    this.answer({ status: Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)), body });
  }

  private broken(): void {
    this.isOpen = false;
    this.answer(undefined);
  }

  private answer(answer: Answer | undefined): void {
    const done = this.waiting;
    this.waiting = undefined;
    done?.(answer);
  }
}
