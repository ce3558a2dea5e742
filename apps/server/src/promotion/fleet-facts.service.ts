/** What plans are made of: the nodes that are alive, and what they hold and take of biz tags now, as the database has it. */
import { Inject, Injectable } from '@nestjs/common';
import { type NodeBufferRecord, Storage } from '#storage';
import { HeartbeatService, OwnBuffers } from '../fleet/index.js';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { LiveNodes } from './live-nodes.js';
import type { TagFacts } from './promotion-plan.js';

/** However short the heartbeats: looks are a second apart, and a node that is busy beats late. A plan is not made anew for that. */
const DEAD_AFTER_LEAST_MS = 4_000;
/** How old this node's own figures may be. */
const OWN_MAX_AGE_MS = 200;

@Injectable()
export class FleetFacts {
  private readonly live = new LiveNodes();

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(HeartbeatService) private readonly heartbeat: HeartbeatService,
    @Inject(OwnBuffers) private readonly ownBuffers: OwnBuffers,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
  ) {}

  /** This node and all others that were heard of lately and are not stopping. */
  async nodes(): Promise<string[]> {
    const seen = await this.storage.nodes.list();
    const deadAfterMs = Math.max(this.heartbeat.deadAfterMs, DEAD_AFTER_LEAST_MS);
    const alive = this.live.look(seen, performance.now(), deadAfterMs);
    return [...new Set([this.identity.nodeId, ...alive])].sort();
  }

  /** The biz tags there are. A tag just made on another node is looked for once. @param wanted names that should be among them */
  async bizTags(wanted: readonly string[]): Promise<Iterable<string>> {
    if (wanted.some((bizTag) => !this.tagSync.tags.has(bizTag))) await this.tagSync.refresh().catch(() => undefined);
    return this.tagSync.tags.keys();
  }

  /** Without those whose biz tag has been deleted since. */
  present<T extends { readonly bizTag: string }>(tags: readonly T[]): T[] {
    return tags.filter(({ bizTag }) => this.tagSync.tags.has(bizTag));
  }

  /** The others' as they last said, this node's as it is. */
  async buffers(nodeIds: readonly string[], bizTags: readonly string[]): Promise<NodeBufferRecord[]> {
    const { nodeId } = this.identity;
    const others = await this.storage.nodes.buffers(
      nodeIds.filter((id) => id !== nodeId),
      bizTags,
    );
    const own = this.ownBuffers.look(OWN_MAX_AGE_MS);
    return [...others, ...bizTags.flatMap((bizTag) => own.get(bizTag) ?? [])];
  }

  async tags(nodeIds: readonly string[], bizTags: readonly string[]): Promise<Map<string, TagFacts>> {
    const byTag = new Map<string, NodeBufferRecord[]>();
    for (const buffer of await this.buffers(nodeIds, bizTags)) {
      byTag.set(buffer.bizTag, [...(byTag.get(buffer.bizTag) ?? []), buffer]);
    }
    const facts = new Map<string, TagFacts>();
    for (const bizTag of bizTags) {
      const tag = this.tagSync.tags.get(bizTag);
      if (tag === undefined) continue;
      const { step, stepMax, idLength, maxId } = tag;
      const buffers = byTag.get(bizTag) ?? [];
      const ends = buffers.map(({ current, next }) => next?.end ?? current?.end ?? 0n);
      facts.set(bizTag, {
        ...{ bizTag, step, stepMax, idLength },
        maxId: ends.reduce((a, b) => (a > b ? a : b), maxId),
        rateNow: buffers.reduce((sum, { ratePerSecond }) => sum + ratePerSecond, 0),
        stepNow: buffers.length === 0 ? step : Math.min(...buffers.map((buffer) => buffer.step)),
      });
    }
    return facts;
  }
}
