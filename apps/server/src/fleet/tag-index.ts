/**
 * Every biz tag with the figures that lists are sorted and filtered by, in the order of their names. Bringing ten thousand of them up to
 * date is a comparison of addresses each; only what changed is worked out again, and an entry stays the same object until then.
 */
import type { BizTagRecord, BufferSummary, NodeBufferRecord } from '#storage';
import { bufferTroubles, spaceUsedOf, tagTroubles } from './troubles.js';

export interface TagEntry {
  readonly tag: BizTagRecord;
  /** What this node holds of it, if it has touched it. */
  readonly own: NodeBufferRecord | undefined;
  /** What the other live nodes hold of it. */
  readonly others: BufferSummary | undefined;
  readonly ratePerSecond: number;
  /** The shortest of any node; null when nothing is taken. */
  readonly runwayMs: number | null;
  /** The exclusive end of all that was reserved. */
  readonly maxId: bigint;
  readonly spaceUsed: number;
  /** Bits, in the order of TROUBLES. */
  readonly troubles: number;
  /** The text it was last put into, and with which buffers of other nodes. */
  shown: { readonly others: readonly unknown[]; readonly text: string } | undefined;
}

export interface TagSources {
  readonly tags: ReadonlyMap<string, BizTagRecord>;
  readonly own: ReadonlyMap<string, NodeBufferRecord>;
  readonly others: ReadonlyMap<string, BufferSummary>;
  /** Changes whenever `others` does. */
  readonly othersVersion: number;
}

export class TagIndex {
  /** Changes whenever an entry does. */
  version = 0;
  private sources: TagSources | undefined;
  private all: TagEntry[] = [];
  private readonly byName = new Map<string, TagEntry>();

  /** By name, until the next update. */
  get entries(): readonly TagEntry[] {
    return this.all;
  }

  find(bizTag: string): TagEntry | undefined {
    return this.byName.get(bizTag);
  }

  update(sources: TagSources): void {
    const before = this.sources;
    this.sources = sources;
    if (before === undefined || before.tags !== sources.tags) this.takeOver(sources.tags);
    else if (before.own === sources.own && before.othersVersion === sources.othersVersion) return;
    for (let index = 0; index < this.all.length; index++) {
      const known = this.all[index];
      if (known === undefined) continue;
      const { bizTag } = known.tag;
      const own = sources.own.get(bizTag);
      const others = sources.others.get(bizTag);
      if (known.own !== own || known.others !== others) this.put(index, entryOf(known.tag, own, others));
    }
  }

  /** The tags are read anew every sync interval, and are mostly as they were. */
  private takeOver(tags: ReadonlyMap<string, BizTagRecord>): void {
    const isSameNames = this.all.length === tags.size && this.all.every(({ tag }) => tags.has(tag.bizTag));
    if (!isSameNames) this.takeNames(tags);
    for (let index = 0; index < this.all.length; index++) {
      const known = this.all[index];
      const tag = known && tags.get(known.tag.bizTag);
      if (tag === undefined || known === undefined || isSameTag(known.tag, tag)) continue;
      this.put(index, entryOf(tag, known.own, known.others));
    }
  }

  private takeNames(tags: ReadonlyMap<string, BizTagRecord>): void {
    const sorted = [...tags.values()].sort((a, b) => (a.bizTag < b.bizTag ? -1 : 1));
    this.all = sorted.map((tag) => this.byName.get(tag.bizTag) ?? entryOf(tag, undefined, undefined));
    this.byName.clear();
    for (const entry of this.all) this.byName.set(entry.tag.bizTag, entry);
    this.version++;
  }

  private put(index: number, entry: TagEntry): void {
    this.all[index] = entry;
    this.byName.set(entry.tag.bizTag, entry);
    this.version++;
  }
}

export function entryOf(
  tag: BizTagRecord,
  own: NodeBufferRecord | undefined,
  others: BufferSummary | undefined,
): TagEntry {
  // The row was read a sync interval ago; what nodes hold is a floor under it.
  const maxId = highestOf(tag.maxId, own?.next?.end ?? own?.current?.end, others?.highestEnd ?? undefined);
  const spaceUsed = spaceUsedOf(maxId, tag.idLength);
  const ofBuffers = (own === undefined ? 0 : bufferTroubles(own)) | (others?.troubles ?? 0);
  return {
    tag,
    own,
    others,
    ratePerSecond: Math.round(((own?.ratePerSecond ?? 0) + (others?.ratePerSecond ?? 0)) * 1_000) / 1_000,
    runwayMs: shorterOf(own?.runwayMs ?? null, others?.runwayMs ?? null),
    maxId,
    spaceUsed,
    troubles: tagTroubles(ofBuffers, { paused: tag.paused, spaceUsed }),
    shown: undefined,
  };
}

function highestOf(first: bigint, ...others: (bigint | undefined)[]): bigint {
  let highest = first;
  for (const other of others) if (other !== undefined && other > highest) highest = other;
  return highest;
}

function shorterOf(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function isSameTag(a: BizTagRecord, b: BizTagRecord): boolean {
  return (
    a.maxId === b.maxId &&
    a.version === b.version &&
    a.step === b.step &&
    a.stepMax === b.stepMax &&
    a.stepFloor === b.stepFloor &&
    a.jumpEpoch === b.jumpEpoch &&
    a.idLength === b.idLength &&
    a.paused === b.paused &&
    a.description === b.description
  );
}
