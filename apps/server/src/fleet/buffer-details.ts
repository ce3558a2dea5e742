/**
 * What other nodes hold of the biz tags that somebody looks at, and of no others. A tag is read whole once; from then on only what its
 * nodes have written since, in one statement for all tags looked at, however many look.
 */
import type { NodeBufferRecord, NodeRepository, SeenUntil } from '#storage';
import { type OtherBuffers, ShownBuffer } from './figure-text.js';

/** A tag nobody has asked for in this time is forgotten. */
const FORGET_AFTER_MS = 15_000;
/** Tags of one statement: so few that reading its rows never takes the process long. */
const TAGS_PER_READ = 100;

interface Details {
  buffers: OtherBuffers;
  /** Whether it has all that was written until the last round. */
  isWhole: boolean;
  askedAtMs: number;
}

const NONE: OtherBuffers = [];

export class BufferDetails {
  private readonly details = new Map<string, Details>();
  private readonly loading = new Map<string, Promise<void>>();
  private nodeIds: readonly string[] = [];
  /** Counts the rounds in which the tags known were brought up to date: a read that began before one may lack what it brought. */
  private round = 0;

  constructor(private readonly repository: Pick<NodeRepository, 'buffers' | 'buffersSince'>) {}

  of(bizTag: string): OtherBuffers {
    return this.details.get(bizTag)?.buffers ?? NONE;
  }

  /** Reads what is not known of these tags. @throws when the database does not answer */
  async load(bizTags: readonly string[]): Promise<void> {
    const nowMs = performance.now();
    const wanted: string[] = [];
    const underWay = new Set<Promise<void>>();
    for (const bizTag of bizTags) {
      const known = this.details.get(bizTag);
      if (known !== undefined) known.askedAtMs = nowMs;
      if (known?.isWhole) continue;
      const loading = this.loading.get(bizTag);
      if (loading === undefined) wanted.push(bizTag);
      else underWay.add(loading);
    }
    for (let from = 0; from < wanted.length; from += TAGS_PER_READ) {
      underWay.add(this.startLoading(wanted.slice(from, from + TAGS_PER_READ)));
    }
    await Promise.all(underWay);
  }

  /** The nodes whose buffers count from now on: all tags are read anew when they are asked for next. */
  setNodes(nodeIds: readonly string[]): void {
    this.nodeIds = nodeIds;
    this.round++;
    for (const known of this.details.values()) known.isWhole = false;
  }

  /**
   * Brings the tags that are looked at up to date.
   *
   * @param seen the nodes that have written, and until when it was seen
   * @param changed the tags they have written
   */
  async update(seen: readonly SeenUntil[], changed: readonly string[]): Promise<void> {
    this.forget();
    this.round++;
    const wanted = changed.filter((bizTag) => this.details.get(bizTag)?.isWhole === true);
    try {
      for (let from = 0; from < wanted.length; from += TAGS_PER_READ) {
        const records = await this.repository.buffersSince(seen, wanted.slice(from, from + TAGS_PER_READ));
        for (const [bizTag, news] of byTag(records)) this.merge(bizTag, news);
      }
    } catch (error) {
      for (const bizTag of wanted) this.doubt(bizTag);
      throw error;
    }
  }

  private startLoading(bizTags: readonly string[]): Promise<void> {
    const loading = this.read(bizTags).finally(() => {
      for (const bizTag of bizTags) this.loading.delete(bizTag);
    });
    for (const bizTag of bizTags) this.loading.set(bizTag, loading);
    return loading;
  }

  private async read(bizTags: readonly string[]): Promise<void> {
    const { round } = this;
    const records = byTag(await this.repository.buffers(this.nodeIds, bizTags));
    const isWhole = round === this.round;
    const askedAtMs = performance.now();
    for (const bizTag of bizTags) {
      this.details.set(bizTag, { buffers: records.get(bizTag) ?? NONE, isWhole, askedAtMs });
    }
  }

  private merge(bizTag: string, news: OtherBuffers): void {
    const known = this.details.get(bizTag);
    if (known === undefined) return;
    const replaced = new Set(news.map(({ nodeId }) => nodeId));
    known.buffers = [...known.buffers.filter(({ nodeId }) => !replaced.has(nodeId)), ...news].sort(byNode);
  }

  private doubt(bizTag: string): void {
    const known = this.details.get(bizTag);
    if (known !== undefined) known.isWhole = false;
  }

  private forget(): void {
    const beforeMs = performance.now() - FORGET_AFTER_MS;
    for (const [bizTag, { askedAtMs }] of this.details) if (askedAtMs < beforeMs) this.details.delete(bizTag);
  }
}

function byTag(records: readonly NodeBufferRecord[]): Map<string, ShownBuffer[]> {
  const tags = new Map<string, ShownBuffer[]>();
  for (const record of records) {
    const known = tags.get(record.bizTag);
    if (known === undefined) tags.set(record.bizTag, [new ShownBuffer(record)]);
    else known.push(new ShownBuffer(record));
  }
  for (const buffers of tags.values()) buffers.sort(byNode);
  return tags;
}

function byNode(a: ShownBuffer, b: ShownBuffer): number {
  return a.nodeId < b.nodeId ? -1 : 1;
}
