/** Promotions planned, looked at, changed and cancelled by people. What is done when their time comes is the runner's. */
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  type ChangePromotion,
  type CreatePromotion,
  LIVE_PROMOTION_STATES,
  momentIn,
  PAGE_SIZE_DEFAULT,
  type PreviewPromotion,
  type PromotionDetail,
  type PromotionList,
  type PromotionListQuery,
  type PromotionPreview,
} from '#contract';
import {
  isDuplicate,
  type PromotionRecord,
  type PromotionTagRecord,
  type PromotionWish,
  Storage,
  type Transaction,
} from '#storage';
import { AuditService } from '../audit/index.js';
import { actorOf, RequestFault } from '../http/index.js';
import { NODE_IDENTITY, type NodeIdentity } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { FleetFacts } from './fleet-facts.service.js';
import { PlannerService, planFaults } from './planner.service.js';
import { PromotionEffects } from './promotion-effects.service.js';
import { eventFigure, promotionFigure, reportFigure } from './promotion-figure.js';
import { isInForce } from './promotion-life.js';
import { PromotionMoves } from './promotion-moves.service.js';
import { progressOf } from './promotion-progress.js';
import { assertNone, changedWish, nameTaken, newWish, zoneWarnings } from './promotion-rules.js';

@Injectable()
export class PromotionService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(PlannerService) private readonly planner: PlannerService,
    @Inject(PromotionEffects) private readonly effects: PromotionEffects,
    @Inject(PromotionMoves) private readonly moves: PromotionMoves,
    @Inject(FleetFacts) private readonly facts: FleetFacts,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
  ) {}

  async list({ state, page = 1, pageSize = PAGE_SIZE_DEFAULT }: PromotionListQuery): Promise<PromotionList> {
    const states = state === 'live' ? LIVE_PROMOTION_STATES : state === undefined ? undefined : [state];
    const { items, total } = await this.storage.promotions.list(states, page - 1, pageSize);
    const ids = items.map(({ id }) => id);
    const [tags, events] = await Promise.all([
      this.storage.promotions.tags(ids),
      this.storage.promotions.lastEvents(ids),
    ]);
    return {
      items: items.map((record) => promotionFigure(record, tags.get(record.id) ?? [], events.get(record.id))),
      total,
    };
  }

  /** @throws RequestFault NOT_FOUND */
  async detail(id: string): Promise<PromotionDetail> {
    const record = await this.storage.promotions.find(id);
    if (record === undefined) throw notFound(id);
    const [byId, events] = await Promise.all([this.storage.promotions.tags([id]), this.storage.promotions.events(id)]);
    const tags = byId.get(id) ?? [];
    return {
      ...promotionFigure(record, tags, events.at(-1)),
      events: events.map(eventFigure),
      progress: isInForce(record) ? await this.progress(this.facts.present(tags)) : [],
      report: reportFigure(record, tags),
    };
  }

  async preview(wish: PreviewPromotion): Promise<PromotionPreview> {
    const nowMs = await this.storage.promotions.nowMs();
    const present = wish.id === undefined ? undefined : await this.storage.promotions.find(wish.id);
    const settled = present === undefined ? newWish(wish, nowMs) : this.previewChange(present, wish, nowMs);
    const plan = await this.planner.plan(present?.id ?? '', settled, nowMs);
    assertNone(planFaults(plan));
    return {
      now: new Date(nowMs).toISOString(),
      warmsAt: momentIn(settled.zone, settled.startsAtMs - settled.leadMs),
      leadMinutes: settled.leadMs / 60_000,
      nodes: plan.nodeIds.length,
      plan: [...plan.plan],
      warnings: [...zoneWarnings(settled.zone, wish), ...plan.warnings],
    };
  }

  async create(request: FastifyRequest, { reason, ...wish }: CreatePromotion): Promise<PromotionDetail> {
    const id = `prm_${randomBytes(8).toString('hex')}`;
    const asking = { action: 'promotion.create', target: wish.name, reason, asked: wish } as const;
    const nowMs = await this.storage.promotions.nowMs();
    const prepared = await caught(async () => {
      const settled = newWish({ ...wish, reason }, nowMs);
      const plan = await this.planner.plan(id, settled, nowMs);
      assertNone(planFaults(plan));
      return { settled, plan };
    });
    const state = wish.state ?? 'scheduled';
    const { name: createdBy } = actorOf(request);
    await this.audit.change(request, asking, async (transaction) => {
      const { settled, plan } = prepared();
      const warnings = JSON.stringify([...zoneWarnings(settled.zone, wish), ...plan.warnings]);
      const more = { state, nodeCount: plan.nodeIds.length, warnings, createdBy };
      await named(settled.name, this.storage.promotions.insert(transaction, id, settled, more));
      await this.effects.putPlan(transaction, id, plan, []);
      await this.addEvent(transaction, id, { from: null, state, actor: createdBy, detail: null });
      return { before: null, after: auditState(settled, state), result: undefined };
    });
    return this.detail(id);
  }

  async change(request: FastifyRequest, id: string, { reason, ...change }: ChangePromotion): Promise<PromotionDetail> {
    const present = await this.storage.promotions.find(id);
    if (present === undefined) throw notFound(id);
    const asking = { action: 'promotion.change', target: present.name, reason, asked: change } as const;
    const nowMs = await this.storage.promotions.nowMs();
    const prepared = await caught(async () => {
      assertVersion(present, change.version);
      const changed = changedWish(present, { ...change, reason }, nowMs);
      const plan = await this.planner.plan(id, changed.wish, nowMs);
      const { itemFaults, faults } = plan;
      const isRefused = {
        itemFaults: changed.hasNewItems ? itemFaults : [],
        faults: changed.isAskedAnew ? faults : [],
      };
      assertNone(planFaults(isRefused));
      return { ...changed, plan };
    });
    const { name: actor } = actorOf(request);
    await this.audit.change(request, asking, async (transaction) => {
      const locked = await this.storage.promotions.lock(transaction, id);
      if (locked === undefined) throw notFound(id);
      const { promotion, tags } = locked;
      assertVersion(promotion, change.version);
      const { wish, state = promotion.state, plan } = prepared();
      const warnings = JSON.stringify([...zoneWarnings(wish.zone, change), ...plan.warnings]);
      const isMoved = state !== promotion.state;
      const update = { wish, warnings, nodeCount: plan.nodeIds.length, ...(isMoved && { state }) };
      await named(wish.name, this.storage.promotions.update(transaction, promotion, update));
      await this.effects.applyPlan(transaction, { ...promotion, state }, plan, tags);
      const detail = isMoved ? null : 'changed, and planned anew';
      await this.addEvent(transaction, id, { from: promotion.state, state, actor, detail });
      return { before: auditState(promotion, promotion.state), after: auditState(wish, state), result: undefined };
    });
    await this.tagSync.refreshAfterChange();
    return this.detail(id);
  }

  /** What it has raised goes back in the same transaction. */
  async cancel(
    request: FastifyRequest,
    id: string,
    { version, reason }: { readonly version: number; readonly reason: string },
  ): Promise<PromotionDetail> {
    const present = await this.storage.promotions.find(id);
    if (present === undefined) throw notFound(id);
    // What came of it until now; it is made once more when the nodes have told their last minute.
    const nowMs = await this.storage.promotions.nowMs();
    const outcomes = isInForce(present) ? await this.moves.outcomeOf(present, nowMs) : [];
    const { name: actor } = actorOf(request);
    const asking = { action: 'promotion.cancel', target: present.name, reason, asked: { version } } as const;
    await this.audit.change(request, asking, async (transaction) => {
      const locked = await this.storage.promotions.lock(transaction, id);
      if (locked === undefined) throw notFound(id);
      const { promotion, tags } = locked;
      const { state } = promotion;
      if (!['draft', 'scheduled', 'warming', 'active'].includes(state)) {
        throw new RequestFault('INVALID_REQUEST', `${promotion.name} can't be cancelled: it is ${state} already`);
      }
      assertVersion(promotion, version);
      await this.effects.release(transaction, id);
      await this.effects.putReports(transaction, id, tags, outcomes);
      const detail = `cancelled while it was ${state}`;
      await this.storage.promotions.update(transaction, promotion, { state: 'cancelled', detail });
      await this.addEvent(transaction, id, { from: state, state: 'cancelled', actor, detail: reason });
      return { before: auditState(promotion, state), after: auditState(promotion, 'cancelled'), result: undefined };
    });
    await this.tagSync.refreshAfterChange();
    return this.detail(id);
  }

  /** A change of a promotion that is on may keep what a new one could not have, such as its start in the past. */
  private previewChange(present: PromotionRecord, wish: PreviewPromotion, nowMs: number): PromotionWish {
    const { id: _id, reason: _reason, name: _name, state: _state, ...change } = wish;
    return changedWish(present, { ...change, version: present.version, reason: '' }, nowMs).wish;
  }

  private async progress(tags: readonly PromotionTagRecord[]) {
    const nodeIds = await this.facts.nodes();
    const bizTags = tags.map(({ bizTag }) => bizTag);
    return progressOf(nodeIds, tags, await this.facts.buffers(nodeIds, bizTags));
  }

  private addEvent(
    transaction: Transaction,
    id: string,
    event: Pick<Parameters<Storage['promotions']['addEvent']>[2], 'from' | 'state' | 'actor' | 'detail'>,
  ): Promise<void> {
    const { nodeId } = this.identity;
    return this.storage.promotions.addEvent(transaction, id, { ...event, nodeId, lateMs: 0 });
  }
}

/** Does what may be refused before the change, and refuses in it, so that the refusal is audited. */
async function caught<T>(work: () => Promise<T>): Promise<() => T> {
  try {
    const done = await work();
    return () => done;
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    return () => {
      throw error;
    };
  }
}

async function named(name: string, written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    if (isDuplicate(error)) throw nameTaken(name);
    throw error;
  }
}

function assertVersion(present: PromotionRecord, version: number): void {
  if (present.version === version) return;
  const current = { ...auditState(present, present.state), version: present.version };
  throw new RequestFault(
    'VERSION_CONFLICT',
    `${present.name} was changed meanwhile: it has version ${present.version} now, and this change is based on ${version}`,
    {},
    { conflict: { current, attempted: { version } } },
  );
}

function auditState(wish: PromotionWish, state: string): Record<string, unknown> {
  const { name, startsAtMs, endsAtMs, leadMs, zone, safetyFactor, runwayMs, items } = wish;
  return {
    name,
    state,
    startsAt: momentIn(zone, startsAtMs),
    endsAt: momentIn(zone, endsAtMs),
    zone,
    leadMinutes: leadMs / 60_000,
    safetyFactor,
    runwayMinutes: runwayMs / 60_000,
    items: JSON.parse(items) as unknown,
  };
}

function notFound(id: string): RequestFault {
  return new RequestFault('NOT_FOUND', `there is no promotion ${id}: look at the list of promotions`);
}
