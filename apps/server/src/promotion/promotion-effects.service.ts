/**
 * What promotions do to biz tags, inside the transaction of whoever moves one on. Every effect is absolute: the floors of a promotion are
 * just these, its plan is just this. Done again, it changes nothing.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type PromotionRecord, type PromotionTagRecord, Storage, type TagOutcome, type Transaction } from '#storage';
import type { FleetPlan } from './planner.service.js';
import { planOf, reportOf } from './promotion-figure.js';
import { isInForce } from './promotion-life.js';

@Injectable()
export class PromotionEffects {
  constructor(@Inject(Storage) private readonly storage: Storage) {}

  /** Keeps a plan; jumps that were ordered stay noted. */
  async putPlan(
    transaction: Transaction,
    id: string,
    { plan }: Pick<FleetPlan, 'plan'>,
    before: readonly PromotionTagRecord[],
  ): Promise<void> {
    const known = new Map(before.map((tag) => [tag.bizTag, tag]));
    const tags = plan.map((planned) => {
      const { jumpEpoch = null, jumpStep = null } = known.get(planned.bizTag) ?? {};
      return { bizTag: planned.bizTag, step: planned.step, plan: JSON.stringify(planned), jumpEpoch, jumpStep };
    });
    await this.storage.promotions.putTags(transaction, id, tags);
  }

  /**
   * Keeps a plan and, where it is in force, makes the floors those of the plan. While it is warming, nodes jump where the floor lies
   * above the one they were last brought to; once it is active what they hold is left to them.
   *
   * @param jumpAbove how many times that one it has to be
   */
  async applyPlan(
    transaction: Transaction,
    promotion: Pick<PromotionRecord, 'id' | 'state'>,
    { plan }: Pick<FleetPlan, 'plan'>,
    before: readonly PromotionTagRecord[],
    jumpAbove = 1,
  ): Promise<void> {
    if (!isInForce(promotion)) {
      await this.putPlan(transaction, promotion.id, { plan }, before);
      return;
    }
    const known = new Map(before.map((tag) => [tag.bizTag, tag]));
    const raised = plan.filter(({ bizTag, step }) => step > (known.get(bizTag)?.jumpStep ?? 0) * jumpAbove);
    const jumping = promotion.state === 'warming' ? raised.map(({ bizTag }) => bizTag) : [];
    // Leaf's rows are locked before the floors, as a change of a tag does.
    const epochs = await this.storage.bizTagChanges.jumpAll(transaction, jumping);
    const there = plan.filter(({ bizTag }) => epochs.has(bizTag) || !jumping.includes(bizTag));
    const tags = there.map((planned) => {
      const { bizTag, step } = planned;
      const epoch = epochs.get(bizTag);
      const { jumpEpoch = null, jumpStep = null } = known.get(bizTag) ?? {};
      const jump = epoch === undefined ? { jumpEpoch, jumpStep } : { jumpEpoch: epoch, jumpStep: step };
      return { bizTag, step, plan: JSON.stringify(planned), ...jump };
    });
    await this.storage.promotions.putTags(transaction, promotion.id, tags);
    await this.storage.stepFloors.put(transaction, promotion.id, there);
  }

  /** Takes its floors away; those of other promotions stay, and the policy brings the step down by itself. */
  release(transaction: Transaction, id: string): Promise<void> {
    return this.storage.stepFloors.put(transaction, id, []);
  }

  /** @param outcomes what came of each of its biz tags */
  async putReports(
    transaction: Transaction,
    id: string,
    tags: readonly PromotionTagRecord[],
    outcomes: readonly TagOutcome[],
  ): Promise<void> {
    const planned = new Map(tags.map((tag) => [tag.bizTag, planOf(tag).peakRate]));
    for (const outcome of outcomes) {
      const report = reportOf(outcome, planned.get(outcome.bizTag) ?? 0);
      const { actualRate } = report;
      await this.storage.promotions.putReport(transaction, id, outcome.bizTag, {
        actualRate,
        report: JSON.stringify(report),
      });
    }
  }
}
