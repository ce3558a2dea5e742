/**
 * Figures as JSON. A biz tag has a line of text for each of twenty nodes, and the same text goes to every console: a buffer is put into
 * text once, and a tag only when something of it changed.
 */
import type { BizTagFigure, BufferFigure } from '#contract';
import type { HeldSegment, NodeBufferRecord } from '#storage';
import type { TagEntry } from './tag-index.js';
import { troublesOf } from './troubles.js';

/** What another node holds of a tag. */
export class ShownBuffer {
  private written: string | undefined;

  constructor(readonly record: NodeBufferRecord) {}

  /** As JSON. */
  get text(): string {
    this.written ??= bufferText(this.record);
    return this.written;
  }
}

/** A new array whenever anything in it changes. */
export type OtherBuffers = readonly ShownBuffer[];

export function tagFigure(entry: TagEntry, others: OtherBuffers): BizTagFigure {
  // This node's comes first.
  const own = entry.own === undefined ? [] : [entry.own];
  return { ...headOf(entry), buffers: [...own, ...others.map(({ record }) => record)].map(bufferFigure) };
}

/** The same as JSON. */
export function tagText(entry: TagEntry, others: OtherBuffers): string {
  if (entry.shown?.others === others) return entry.shown.text;
  const head = JSON.stringify(headOf(entry)).slice(0, -1);
  const own = entry.own === undefined ? [] : [bufferText(entry.own)];
  const text = `${head},"buffers":[${[...own, ...others.map((other) => other.text)].join(',')}]}`;
  entry.shown = { others, text };
  return text;
}

function headOf({ tag, ratePerSecond, runwayMs, maxId, spaceUsed, troubles }: TagEntry): Omit<BizTagFigure, 'buffers'> {
  const { bizTag, description, step, stepMax, idLength, paused, version } = tag;
  return {
    bizTag,
    description,
    maxId: String(maxId),
    step,
    stepMax,
    idLength,
    paused,
    version,
    ratePerSecond,
    runwayMs,
    spaceUsed,
    troubles: troublesOf(troubles),
  };
}

/** Put together by hand, for there are thousands a second where a fleet is busy. */
function bufferText(record: NodeBufferRecord): string {
  const { nodeId, bizTag, mode, current, next, step, ratePerSecond, runwayMs } = record;
  const names = `"nodeId":${JSON.stringify(nodeId)},"bizTag":${JSON.stringify(bizTag)},"mode":"${mode}"`;
  const segments = `"current":${segmentText(current)},"next":${segmentText(next)}`;
  const rates = `"step":${step},"ratePerSecond":${ratePerSecond},"runwayMs":${runwayMs}`;
  const { issuedCount, waiterCount, refillFailedAttempts } = record;
  const counts = `"issuedCount":${issuedCount},"waiterCount":${waiterCount},"refillFailedAttempts":${refillFailedAttempts}`;
  return `{${names},${segments},${rates},${counts}}`;
}

function segmentText(held: HeldSegment | null): string {
  return held === null ? 'null' : `{"start":"${held.start}","end":"${held.end}","idle":${held.idle}}`;
}

function bufferFigure(record: NodeBufferRecord): BufferFigure {
  return { ...record, current: segmentFigure(record.current), next: segmentFigure(record.next) };
}

function segmentFigure(held: HeldSegment | null): BufferFigure['current'] {
  return held === null ? null : { start: String(held.start), end: String(held.end), idle: held.idle };
}
