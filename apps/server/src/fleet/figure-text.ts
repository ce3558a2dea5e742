/**
 * Figures as JSON. A biz tag has a line of text for each of twenty nodes, and the same text goes to every console: a buffer is put into
 * text once, and a tag only when something of it changed.
 */
import type { BizTagFigure, BufferFigure } from '#contract';
import type { HeldSegment, NodeBufferRecord } from '#storage';
import type { TagEntry } from './tag-index.js';
import { troublesOf } from './troubles.js';

type Others = readonly NodeBufferRecord[];

export function tagFigure(entry: TagEntry, others: Others): BizTagFigure {
  return { ...headOf(entry), buffers: buffersOf(entry, others).map(bufferFigure) };
}

const BUFFER_TEXTS = new WeakMap<NodeBufferRecord, string>();
const TAG_TEXTS = new WeakMap<TagEntry, { readonly others: Others; readonly text: string }>();

/** The same as JSON. @param others a new array whenever anything in it changes */
export function tagText(entry: TagEntry, others: Others): string {
  const known = TAG_TEXTS.get(entry);
  if (known?.others === others) return known.text;
  const head = JSON.stringify(headOf(entry)).slice(0, -1);
  const text = `${head},"buffers":[${buffersOf(entry, others).map(bufferText).join(',')}]}`;
  TAG_TEXTS.set(entry, { others, text });
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

/** This node's comes first. */
function buffersOf({ own }: TagEntry, others: Others): Others {
  return own === undefined ? others : [own, ...others];
}

function bufferText(record: NodeBufferRecord): string {
  const known = BUFFER_TEXTS.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(bufferFigure(record));
  BUFFER_TEXTS.set(record, text);
  return text;
}

function bufferFigure(record: NodeBufferRecord): BufferFigure {
  return { ...record, current: segmentFigure(record.current), next: segmentFigure(record.next) };
}

function segmentFigure(held: HeldSegment | null): BufferFigure['current'] {
  return held === null ? null : { start: String(held.start), end: String(held.end), idle: held.idle };
}
