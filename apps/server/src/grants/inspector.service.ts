/** The ID inspector: who gave out this number, when, from which grant. */
import { Inject, Injectable } from '@nestjs/common';
import type { IdFinding, IdFindingList } from '#contract';
import { IdAllocator, MAX_ID_END } from '#segment';
import { type BufferWord, type SegmentGrant, Storage } from '#storage';
import { HeartbeatService } from '../fleet/index.js';
import { RequestFault } from '../http/index.js';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';
import { grantedFinding, type HolderWord, ungrantedFinding } from './id-finding.js';

const FINDINGS_MAX = 100;

@Injectable()
export class InspectorService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(HeartbeatService) private readonly heartbeat: HeartbeatService,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
  ) {}

  /** @throws RequestFault BIZ_TAG_NOT_FOUND where there is no such tag and never was one */
  async inspect(bizTag: string, id: bigint): Promise<IdFinding> {
    const [reach, grant] = await Promise.all([
      this.storage.bizTags.reach(bizTag),
      id < MAX_ID_END ? this.storage.grants.holding(bizTag, id) : undefined,
    ]);
    // Numbers that were granted stay so, whatever has become of the tag.
    const [found] = grant === undefined ? [] : await this.findings(id, [grant]);
    if (found !== undefined) return found;
    if (reach === undefined) {
      throw new RequestFault(
        'BIZ_TAG_NOT_FOUND',
        `there is no biz tag ${bizTag}, and never was one: check its spelling`,
      );
    }
    return ungrantedFinding(bizTag, id, reach);
  }

  async find(id: bigint): Promise<IdFindingList> {
    const grants = id < MAX_ID_END ? await this.storage.grants.holdingAny(id, FINDINGS_MAX) : [];
    const items = await this.findings(id, grants);
    return { items, total: items.length };
  }

  private async findings(id: bigint, grants: readonly SegmentGrant[]): Promise<IdFinding[]> {
    const words = await this.storage.held.words(grants.filter(({ nodeId }) => nodeId !== this.identity.nodeId));
    const byBuffer = new Map(words.map((word) => [`${word.nodeId} ${word.bizTag}`, word]));
    return grants.map((grant) => {
      const isOwn = grant.nodeId === this.identity.nodeId;
      const holder = isOwn
        ? this.ownWord(grant.bizTag, grant.grantedAt)
        : this.lastWord(byBuffer.get(`${grant.nodeId} ${grant.bizTag}`));
      return grantedFinding(id, grant, holder);
    });
  }

  /** This node need not be asked: it looks. */
  private ownWord(bizTag: string, grantedAt: Date): HolderWord | undefined {
    if (!this.allocator.has(bizTag)) return undefined;
    const { current, next } = this.allocator.buffer(bizTag).snapshot();
    const now = new Date();
    // The database's clock and this one need not agree, and what is looked at now is never older than the grant.
    return {
      saidAt: now > grantedAt ? now : grantedAt,
      segments: [current, next].filter((segment) => segment !== null),
    };
  }

  private lastWord(word: BufferWord | undefined): HolderWord | undefined {
    return word !== undefined && word.ageMs <= this.heartbeat.deadAfterMs ? word : undefined;
  }
}
