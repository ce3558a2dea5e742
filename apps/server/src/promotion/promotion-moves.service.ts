/** What each step of a promotion is: the state it leads to, what its event says, and its effects. Carrying it out is the runner's. */
import { Inject, Injectable } from '@nestjs/common';
import {
  type PromotionRecord,
  type PromotionRecordState,
  type PromotionTagRecord,
  Storage,
  type TagOutcome,
  type Transaction,
} from '#storage';
import { CONFIG, type Config } from '../config.js';
import { FleetFacts } from './fleet-facts.service.js';
import { type FleetPlan, PlannerService } from './planner.service.js';
import { PromotionEffects } from './promotion-effects.service.js';
import { reportedTime, type Step } from './promotion-life.js';
import { hasLetGo, progressOf } from './promotion-progress.js';

/** How long nodes are given to write down the minute in which a promotion ended. */
const MINUTE_WRITTEN_MS = 2_500;
/** Nodes that have not let go after so many sync intervals, of five seconds at the least, are not waited for. */
const LET_GO_SYNCS = 3;
const LET_GO_LEAST_MS = 5_000;

/** What is to be done in the transaction, and what its event says. */
export interface Move {
  readonly to: PromotionRecordState;
  readonly detail: string | null;
  readonly effects: (transaction: Transaction, tags: readonly PromotionTagRecord[]) => Promise<void>;
  readonly plan?: FleetPlan;
}

@Injectable()
export class PromotionMoves {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(PlannerService) private readonly planner: PlannerService,
    @Inject(PromotionEffects) private readonly effects: PromotionEffects,
    @Inject(FleetFacts) private readonly facts: FleetFacts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(promotion: PromotionRecord, step: Exclude<Step, 'report'>, nowMs: number): Promise<Move> | Move {
    switch (step) {
      case 'warm':
        return this.warming(promotion, nowMs);
      case 'activate':
        return this.activation(promotion);
      case 'restore':
        return {
          to: 'restoring',
          detail: null,
          effects: (transaction) => this.effects.release(transaction, promotion.id),
        };
      case 'finish':
        return this.finishing(promotion, nowMs);
      case 'miss':
        return {
          to: 'missed',
          detail: 'nobody was there to carry it out before its end',
          effects: () => Promise.resolve(),
        };
    }
  }

  /** Whether every node has let go of the floors and written its minute, or has had the time to. */
  async isLetGo(promotion: PromotionRecord, nowMs: number): Promise<boolean> {
    const restoringMs = nowMs - promotion.stateAtMs;
    if (restoringMs < MINUTE_WRITTEN_MS) return false;
    if (restoringMs > LET_GO_SYNCS * Math.max(this.config.syncIntervalMs, LET_GO_LEAST_MS)) return true;
    const tags = await this.tagsOf(promotion);
    const bizTags = tags.map(({ bizTag }) => bizTag);
    const [nodeIds, floors] = await Promise.all([this.facts.nodes(), this.storage.stepFloors.highest(bizTags)]);
    return hasLetGo(await this.facts.buffers(nodeIds, bizTags), floors);
  }

  /** What came of each of its biz tags. @param nowMs where it is not over yet */
  async outcomeOf(promotion: PromotionRecord, nowMs: number): Promise<TagOutcome[]> {
    const tags = await this.tagsOf(promotion);
    const { from, to } = reportedTime(promotion, nowMs);
    return this.storage.peaks.outcome(
      tags.map(({ bizTag }) => bizTag),
      from,
      to,
    );
  }

  /** The plan is made anew: of the nodes, the biz tags and the peaks there are now. */
  private async warming(promotion: PromotionRecord, nowMs: number): Promise<Move> {
    const plan = await this.planner.plan(promotion.id, promotion, nowMs);
    if (plan.plan.length === 0) {
      return { to: 'failed', detail: 'none of its biz tags is there any more', effects: () => Promise.resolve() };
    }
    const gone = [...plan.itemFaults, ...plan.faults].map(({ message }) => message);
    const what = `${counted(plan.plan.length, 'biz tag')} on ${counted(plan.nodeIds.length, 'node')}`;
    return {
      to: 'warming',
      detail: [what, ...gone].join('; '),
      plan,
      effects: (transaction, tags) =>
        this.effects.applyPlan(transaction, { ...promotion, state: 'warming' }, plan, tags),
    };
  }

  private async activation(promotion: PromotionRecord): Promise<Move> {
    const tags = this.facts.present(await this.tagsOf(promotion));
    const nodeIds = await this.facts.nodes();
    const buffers = await this.facts.buffers(
      nodeIds,
      tags.map(({ bizTag }) => bizTag),
    );
    const progress = progressOf(nodeIds, tags, buffers);
    const warm = progress.filter(({ tagCount, warmCount }) => warmCount === tagCount).length;
    const detail = `${warm} of ${counted(progress.length, 'node')} ${warm === 1 ? 'was' : 'were'} warm`;
    return { to: 'active', detail, effects: () => Promise.resolve() };
  }

  private async finishing(promotion: PromotionRecord, nowMs: number): Promise<Move> {
    const outcomes = await this.outcomeOf(promotion, nowMs);
    return {
      to: 'done',
      detail: null,
      effects: (transaction, tags) => this.effects.putReports(transaction, promotion.id, tags, outcomes),
    };
  }

  private async tagsOf({ id }: PromotionRecord): Promise<PromotionTagRecord[]> {
    return (await this.storage.promotions.tags([id])).get(id) ?? [];
  }
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
