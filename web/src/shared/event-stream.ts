/**
 * One stream of server-sent events, kept open: cut, it is opened again with a back-off; silent for longer than two pings, it is taken
 * for cut. It is read with fetch because EventSource tells neither why it was refused nor that pings have stopped, and gives up for
 * good at the first answer that is not 200, which is what a proxy gives while its server restarts.
 */
import { ApiFault, ask } from './api.js';
import { EventParser, type ServerEvent } from './event-parser.js';

const SILENCE_MAX_MS = 35_000;
const BACKOFF_MIN_MS = 500;
const BACKOFF_MAX_MS = 15_000;

export interface StreamListener {
  onOpen(): void;
  /** @throws {ApiFault} at an event that makes no sense: the stream is then cut, for what comes after it builds on it */
  onEvent(event: ServerEvent): void;
  /** Anything came, a ping too. */
  onSign(): void;
  onCut(fault: ApiFault | undefined): void;
}

/** Goes on until the signal is aborted. */
export async function followStream(path: string, listener: StreamListener, signal: AbortSignal): Promise<void> {
  let attempt = 0;
  const onEvent = (event: ServerEvent) => {
    listener.onEvent(event);
    attempt = 0;
  };
  while (!signal.aborted) {
    const fault = await readOnce(path, { ...listener, onEvent }, signal);
    if (signal.aborted) return;
    listener.onCut(fault);
    await pause(backoffMs(attempt++, Math.random()), signal);
  }
}

/** @param chance from 0 to 1, so that a fleet of consoles does not come back at once */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
  return full * (0.5 + chance / 2);
}

/** @returns once the stream has ended, with a fault when that is known */
async function readOnce(path: string, listener: StreamListener, signal: AbortSignal): Promise<ApiFault | undefined> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
  try {
    const response = await ask(path, { signal: AbortSignal.any([signal, silence.signal]) });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (reader === undefined) return new ApiFault('UNREADABLE');
    listener.onOpen();
    const parser = new EventParser();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
      listener.onSign();
      for (const event of parser.push(piece.value)) listener.onEvent(event);
    }
    return undefined;
  } catch (error) {
    return error instanceof ApiFault ? error : undefined;
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    window.addEventListener('online', end);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      window.removeEventListener('online', end);
      resolve();
    }
  });
}
