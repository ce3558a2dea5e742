/** Makes the plan of a promotion out of what is wished for, what was seen, and what the fleet is now. It keeps nothing. */
import { Inject, Injectable } from '@nestjs/common';
import { isPattern, type PromotionItem } from '#contract';
import { type PromotionWish, Storage } from '#storage';
import { FleetFacts } from './fleet-facts.service.js';
import { expectedPeaks, type ItemFault, matchItems, type SeenPeaks } from './promotion-items.js';
import { type MadePlan, makePlan } from './promotion-plan.js';
import { itemsOf } from './promotion-rules.js';

const DAY_MS = 86_400_000;

export interface FleetPlan extends MadePlan {
  readonly nodeIds: readonly string[];
  /** Items whose biz tags are not there. */
  readonly itemFaults: readonly ItemFault[];
}

@Injectable()
export class PlannerService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(FleetFacts) private readonly facts: FleetFacts,
  ) {}

  /**
   * @param id of the promotion, which is not its own past; empty for one that is not kept yet
   * @throws StorageError when the database is away
   */
  async plan(id: string, wish: PromotionWish, nowMs: number): Promise<FleetPlan> {
    const items = itemsOf(wish);
    const named = items.map(({ bizTag }) => bizTag).filter((bizTag) => !isPattern(bizTag));
    const { matched, faults: itemFaults } = matchItems(items, await this.facts.bizTags(named));
    const bizTags = [...new Set(matched.map(({ bizTag }) => bizTag))];
    const [nodeIds, seen] = await Promise.all([this.facts.nodes(), this.seenPeaks(id, items, bizTags, nowMs)]);
    const facts = await this.facts.tags(nodeIds, bizTags);
    const expected = expectedPeaks(items, matched, seen);
    return { nodeIds, itemFaults, ...makePlan(wish, expected, facts, nodeIds.length) };
  }

  private async seenPeaks(
    id: string,
    items: readonly PromotionItem[],
    bizTags: readonly string[],
    nowMs: number,
  ): Promise<SeenPeaks> {
    const spans = [...new Set(items.flatMap(({ ofDays }) => (ofDays === undefined ? [] : [ofDays])))];
    const { peaks } = this.storage;
    const byDays = new Map<number, ReadonlyMap<string, number>>();
    for (const ofDays of spans) byDays.set(ofDays, await peaks.highestSince(bizTags, nowMs - ofDays * DAY_MS));
    const wantsLast = items.some(({ ofLastPromotion }) => ofLastPromotion);
    const lastPromotion = wantsLast ? await peaks.ofLastPromotion(bizTags, id) : new Map<string, number>();
    return { lastPromotion, days: (ofDays) => byDays.get(ofDays) ?? new Map() };
  }
}

/** Faults of a plan at the fields of the items that bring them. */
export function planFaults({ itemFaults, faults }: Pick<FleetPlan, 'itemFaults' | 'faults'>): ItemFault[] {
  return [...itemFaults, ...faults.map(({ item, message }) => ({ field: `items.${item}.bizTag`, message }))];
}
