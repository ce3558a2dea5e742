/** Biz tags made, changed and deleted: each with its audit in one transaction, and in force on this node before it is answered. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { BizTagFigure, BizTagState, BumpStep, ChangeTag, CreateTag, JumpTag, SkipTag } from '#contract';
import { type BizTagOrder, BizTagRefusal, type ChangedBizTag, type LockedBizTag, Storage } from '#storage';
import { AuditService, type ChangeRequest } from '../audit/index.js';
import { FiguresService } from '../fleet/index.js';
import { fieldFault, RequestFault } from '../http/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { bumpedTag, jumpedTag, skippedTag } from './tag-orders.js';
import { assertVersion, changedTag, newTag, stateOf } from './tag-rules.js';

@Injectable()
export class TagChangeService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(FiguresService) private readonly figures: FiguresService,
  ) {}

  async create(request: FastifyRequest, { reason, ...wish }: CreateTag): Promise<BizTagFigure> {
    const { bizTag } = wish;
    const asking = { action: 'tag.create', target: bizTag, reason, asked: wish } as const;
    const made = await this.audit.change(request, asking, async (transaction) => {
      const tag = await told(
        this.storage.bizTagChanges.create(transaction, bizTag, (reservedEnd) =>
          newTag({ ...wish, reason }, reservedEnd),
        ),
        bizTag,
      );
      return { before: null, after: stateOf(tag), result: tag };
    });
    return this.inForce(made);
  }

  change(request: FastifyRequest, bizTag: string, { reason, ...wish }: ChangeTag): Promise<BizTagFigure> {
    return this.order(request, bizTag, { action: 'tag.change', reason, asked: wish }, (present) =>
      changedTag(present, { ...wish, reason }),
    );
  }

  bump(request: FastifyRequest, bizTag: string, { reason, ...wish }: BumpStep): Promise<BizTagFigure> {
    return this.order(request, bizTag, { action: 'tag.step', reason, asked: wish }, (present) =>
      bumpedTag(present, wish),
    );
  }

  jump(request: FastifyRequest, bizTag: string, { reason, ...wish }: JumpTag): Promise<BizTagFigure> {
    return this.order(request, bizTag, { action: 'tag.jump', reason, asked: wish }, (present) =>
      jumpedTag(present, wish),
    );
  }

  skip(request: FastifyRequest, bizTag: string, { reason, ...wish }: SkipTag): Promise<BizTagFigure> {
    return this.order(request, bizTag, { action: 'tag.skip', reason, asked: wish }, (present) =>
      skippedTag(present, wish),
    );
  }

  async remove(request: FastifyRequest, bizTag: string, wish: Pick<ChangeTag, 'version' | 'reason'>): Promise<void> {
    const { version, reason } = wish;
    const asking = { action: 'tag.delete', target: bizTag, reason, asked: { version } } as const;
    await this.audit.change(request, asking, async (transaction) => {
      const before = await this.storage.bizTagChanges.remove(transaction, bizTag, (present) =>
        assertVersion(present, version, () => ({ removed: true })),
      );
      if (before === undefined) throw notFound(bizTag);
      return { before: stateOf(before), after: null, result: undefined };
    });
    await this.tagSync.refreshAfterChange();
  }

  private async order(
    request: FastifyRequest,
    bizTag: string,
    asking: Omit<ChangeRequest, 'target'>,
    decide: (present: LockedBizTag) => BizTagOrder,
  ): Promise<BizTagFigure> {
    const changed = await this.audit.change(request, { ...asking, target: bizTag }, async (transaction) => {
      const states = await told(this.storage.bizTagChanges.change(transaction, bizTag, decide), bizTag);
      if (states === undefined) throw notFound(bizTag);
      return { before: stateOf(states.before), after: stateOf(states.after), result: states.after };
    });
    return this.inForce(changed);
  }

  /**
   * Its figures, with the state that was just written: the node may not have read it back yet. It never fails, for a change that is
   * made must not be told as one that failed.
   */
  private async inForce(tag: ChangedBizTag): Promise<BizTagFigure> {
    await this.tagSync.refreshAfterChange();
    const state = stateOf(tag);
    const figure = await this.figures.one(state.bizTag).catch(() => undefined);
    return figure === undefined ? unseen(state) : { ...figure, ...state, maxId: laterOf(figure.maxId, state.maxId) };
  }
}

/** What the tables can't take, in the words of the contract. */
async function told<T>(change: Promise<T>, bizTag: string): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof BizTagRefusal)) throw error;
    if (error.kind === 'description') {
      const why = 'the table leaf_alloc, made with another character set or length, would change it';
      throw fieldFault('description', `can't be stored as it is: ${why}`);
    }
    const detail =
      error.bizTag === bizTag
        ? `there is a biz tag ${bizTag} already`
        : `there is a biz tag ${error.bizTag} already, and the adopted table leaf_alloc takes the two names for the same`;
    throw new RequestFault('BIZ_TAG_EXISTS', detail);
  }
}

function notFound(bizTag: string): RequestFault {
  return new RequestFault('BIZ_TAG_NOT_FOUND', `there is no biz tag ${bizTag}: check its spelling, or create it`);
}

function laterOf(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b;
}

/** A tag that this node has not read back. */
function unseen(state: BizTagState): BizTagFigure {
  return {
    ...state,
    stepFloor: null,
    jumpEpoch: 0,
    ratePerSecond: 0,
    runwayMs: null,
    spaceUsed: 0,
    troubles: state.paused ? ['paused'] : [],
    buffers: [],
  };
}
