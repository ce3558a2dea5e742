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
}

export interface TagSources {
  readonly tags: ReadonlyMap<string, BizTagRecord>;
  readonly own: ReadonlyMap<string, NodeBufferRecord>;
  readonly others: ReadonlyMap<string, BufferSummary>;
  /** Changes whenever `others` does. */
  readonly othersVersion: number;
}

export class TagIndex {
  private sources: TagSources | undefined;
  private all: readonly TagEntry[] = [];
  private readonly byName = new Map<string, TagEntry>();

  /** By name. The array is another one whenever anything in it is. */
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
    let changed: TagEntry[] | undefined;
    for (let index = 0; index < this.all.length; index++) {
      const known = this.all[index];
      if (known === undefined) continue;
      const { bizTag } = known.tag;
      const [own, others] = [sources.own.get(bizTag), sources.others.get(bizTag)];
      if (known.own === own && known.others === others) continue;
      changed ??= [...this.all];
      const entry = entryOf(known.tag, own, others);
      changed[index] = entry;
      this.byName.set(bizTag, entry);
    }
    this.all = changed ?? this.all;
  }

  /** The tags are read anew every sync interval, and are mostly as they were. */
  private takeOver(tags: ReadonlyMap<string, BizTagRecord>): void {
    const isSameNames = this.all.length === tags.size && this.all.every(({ tag }) => tags.has(tag.bizTag));
    const names = isSameNames ? this.all.map(({ tag }) => tag.bizTag) : [...tags.keys()].sort();
    const entries = names.map((bizTag) => {
      const [known, tag] = [this.byName.get(bizTag), tags.get(bizTag)];
      if (tag === undefined) throw new Error(`no record of ${bizTag}`);
      return known !== undefined && isSameTag(known.tag, tag) ? known : entryOf(tag, known?.own, known?.others);
    });
    if (isSameNames && entries.every((entry, index) => entry === this.all[index])) return;
    this.all = entries;
    this.byName.clear();
    for (const entry of entries) this.byName.set(entry.tag.bizTag, entry);
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
    a.idLength === b.idLength &&
    a.paused === b.paused &&
    a.description === b.description
  );
}
