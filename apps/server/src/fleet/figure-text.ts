/**
 * Figures as JSON. A biz tag has a line of text for each of twenty nodes, and the same text goes to every console: a buffer is put into
 * text once, and a tag only when something of it changed.
 */
import type { BizTagFigure, BufferFigure } from '#contract';
import type { StepChange } from '#segment';
import type { HeldSegment, NodeBufferRecord } from '#storage';
import type { TagEntry } from './tag-index.js';
import { troublesOf } from './troubles.js';

/** What another node holds of a tag. Only its text is kept: where a fleet is busy there are thousands a second to clear away again. */
export class ShownBuffer {
  readonly nodeId: string;
  /** As JSON. */
  readonly text: string;

  constructor(record: NodeBufferRecord) {
    this.nodeId = record.nodeId;
    this.text = JSON.stringify(bufferFigure(record));
  }
}

/** A new array whenever anything in it changes. */
export type OtherBuffers = readonly ShownBuffer[];

export function tagFigure(entry: TagEntry, others: OtherBuffers): BizTagFigure {
  // This node's comes first.
  const own = entry.own === undefined ? [] : [bufferFigure(entry.own)];
  return { ...headOf(entry), buffers: [...own, ...others.map(({ text }) => JSON.parse(text) as BufferFigure)] };
}

/** The same as JSON. */
export function tagText(entry: TagEntry, others: OtherBuffers): string {
  if (entry.shown?.others === others) return entry.shown.text;
  const head = JSON.stringify(headOf(entry)).slice(0, -1);
  const own = entry.own === undefined ? [] : [JSON.stringify(bufferFigure(entry.own))];
  const text = joined(`${head},"buffers":[`, [...own, ...others.map((other) => other.text)], ']}');
  entry.shown = { others, text };
  return text;
}

/** The texts with commas between them, in one go: a page of them is 300 kB, and putting it together by halves makes that of each half. */
export function joined(head: string, texts: readonly string[], tail: string): string {
  const parts = [head];
  for (const text of texts) parts.push(text, ',');
  if (texts.length > 0) parts.pop();
  parts.push(tail);
  return parts.join('');
}

function headOf({ tag, ratePerSecond, runwayMs, maxId, spaceUsed, troubles }: TagEntry): Omit<BizTagFigure, 'buffers'> {
  const { bizTag, description, step, stepMax, stepFloor, jumpEpoch, idLength, paused, version } = tag;
  return {
    bizTag,
    description,
    maxId: String(maxId),
    step,
    stepMax,
    stepFloor,
    jumpEpoch,
    idLength,
    paused,
    version,
    ratePerSecond,
    runwayMs,
    spaceUsed,
    troubles: troublesOf(troubles),
  };
}

function bufferFigure(record: NodeBufferRecord): BufferFigure {
  const { current, next, lifetimesMs, stepChange, ...figures } = record;
  return {
    ...figures,
    current: segmentFigure(current),
    next: segmentFigure(next),
    lifetimesMs: lifetimesMs.map(Math.round),
    stepChange: stepChange === null ? null : stepChangeFigure(stepChange),
  };
}

function stepChangeFigure({ atMs, from, to, cause, lifetimeMs }: StepChange): BufferFigure['stepChange'] {
  const at = new Date(atMs).toISOString();
  return { at, from, to, cause, lifetimeMs: lifetimeMs === null ? null : Math.round(lifetimeMs) };
}

function segmentFigure(held: HeldSegment | null): BufferFigure['current'] {
  return held === null ? null : { start: String(held.start), end: String(held.end), idle: held.idle };
}
