/**
 * The demo's Double 11, planned ahead through the admin API of the server that stays up: each of the three tags is to last a minute on
 * each node at the peak of the curve. Any of the servers may carry it out.
 */
import { bizTagDetailSchema, nodeListSchema, type PromotionDetail, promotionDetailSchema } from '#contract';
import { type AdminClient, adminOf } from '../../test/support/admin.js';
import { MIDNIGHT_MS, ordersPerSecond, SPIKE_MS } from './curve.js';
import type { Fleet } from './fleet.js';
import { eventWords, lifeWords, warmthWords } from './promotion-story.js';
import { ITEMS_PER_ORDER, TAGS } from './tags.js';

const LEAD_MS = 12_000;
/** It is over when the spike has ebbed away. */
const ENDS_AT_MS = MIDNIGHT_MS + SPIKE_MS + 4_000;
const SAFETY_FACTOR = 1.5;
const RUNWAY_MINUTES = 1;
/** Room for a minute at the peak on one node, were it the only one left. */
const STEP_MAX = 10_000_000;
const REASON = 'Double 11';

export class PlannedSpike {
  private readonly admin: AdminClient;
  private readonly id: string;
  private toldCount = 0;
  private warmthTold: string | undefined;
  /** What was planned until midnight, for both servers. */
  private planned: PromotionDetail['plan'] = [];

  private constructor(admin: AdminClient, id: string) {
    this.admin = admin;
    this.id = id;
  }

  static async plan(fleet: Fleet, startsAtMs: number): Promise<PlannedSpike> {
    const admin = await adminOf(fleet.steady);
    for (const bizTag of TAGS) {
      const { version } = bizTagDetailSchema.parse(await admin.json(admin.get(`/tags/${bizTag}`)));
      await admin.json(admin.patch(`/tags/${bizTag}`, { stepMax: STEP_MAX, version, reason: REASON }));
    }
    const peak = Math.ceil(ordersPerSecond(MIDNIGHT_MS));
    const promotion = {
      name: 'Double 11',
      startsAt: new Date(startsAtMs + MIDNIGHT_MS).toISOString(),
      endsAt: new Date(startsAtMs + ENDS_AT_MS).toISOString(),
      leadMinutes: LEAD_MS / 60_000,
      safetyFactor: SAFETY_FACTOR,
      runwayMinutes: RUNWAY_MINUTES,
      items: [
        { bizTag: 'order', peakRate: peak },
        { bizTag: 'order-snapshot', peakRate: peak },
        { bizTag: 'order-item-snapshot', peakRate: peak * ITEMS_PER_ORDER },
      ],
      reason: REASON,
    };
    const { id } = promotionDetailSchema.parse(await admin.json(admin.post('/promotions', promotion)));
    return new PlannedSpike(admin, id);
  }

  /** @returns what there is to say of it since the last look */
  async look(fleet: Fleet): Promise<string[]> {
    const promotion = await this.read();
    const news = promotion.events.slice(this.toldCount);
    this.toldCount = promotion.events.length;
    const names = news.length === 0 ? new Map<string, string>() : await this.servers(fleet);
    if (promotion.state === 'scheduled' || promotion.state === 'warming') this.planned = promotion.plan;
    const warmth = warmthWords(promotion);
    const isNew = warmth !== this.warmthTold;
    this.warmthTold = warmth;
    return [
      ...news.map((event) => eventWords(event, (nodeId) => names.get(nodeId) ?? nodeId)),
      ...(warmth !== undefined && isNew ? [warmth] : []),
    ];
  }

  async life(): Promise<string> {
    const { events } = await this.read();
    return lifeWords({ events, plan: this.planned }, 'order');
  }

  private async read(): Promise<PromotionDetail> {
    return promotionDetailSchema.parse(await this.admin.json(this.admin.get(`/promotions/${this.id}`)));
  }

  /** By the ports they listen on: one that was started again is another node and the same server. */
  private async servers(fleet: Fleet): Promise<Map<string, string>> {
    const { items } = nodeListSchema.parse(await this.admin.json(this.admin.get('/nodes')));
    return new Map(items.map(({ nodeId, address }) => [nodeId, fleet.nameOf(address)]));
  }
}
