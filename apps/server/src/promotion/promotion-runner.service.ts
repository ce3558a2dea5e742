/**
 * Carries promotions out when their time comes, by the database's clock. Every node looks, about once a second; whoever comes first does
 * what is due, in one transaction that begins with the promotion's row: the others find it done. A node that dies in the middle of a
 * step has done nothing of it. While the database is away nothing is lost: what was due is done when it is back, and said to be late.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import {
  isAway,
  type PromotionRecord,
  type PromotionRecordState,
  Storage,
  StorageError,
  type Transaction,
} from '#storage';
import { MinuteWriter } from '../fleet/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { FleetFacts } from './fleet-facts.service.js';
import { PlannerService } from './planner.service.js';
import { PromotionEffects } from './promotion-effects.service.js';
import { type DueStep, dueStep, isAhead, isEnded, type Step } from './promotion-life.js';
import { counted, type Move, PromotionMoves } from './promotion-moves.service.js';
import { minutes } from './promotion-plan.js';

const TICK_MS = 1_000;
/** A promotion that everybody was away for goes through several states at once. */
const STEPS_AT_ONCE_MAX = 4;
/** How late a step is before it is worth a word. */
const LATE_MS = 5_000;
/**
 * While it is warming, nodes jump once more where a plan made anew for other nodes asks for so many times the floor they were brought
 * to. A fleet of five and more that is restarted node by node does not drop all it holds with each: the next refill takes the new floor.
 */
const JUMP_AGAIN_ABOVE = 1.25;
/** After so many failures in a row that are not the database's being away, a promotion is given up. */
const FAILURES_MAX = 5;

@Injectable()
export class PromotionRunner implements OnApplicationShutdown {
  private running: Promise<void> | undefined;
  private isStopped = false;
  /** What was seen of each promotion in the last round, so that the nodes' tags are read anew when one has moved. */
  private seen = new Map<string, string>();
  private readonly failures = new Map<string, number>();

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(PlannerService) private readonly planner: PlannerService,
    @Inject(PromotionEffects) private readonly effects: PromotionEffects,
    @Inject(PromotionMoves) private readonly moves: PromotionMoves,
    @Inject(FleetFacts) private readonly facts: FleetFacts,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(MinuteWriter) private readonly minutes: MinuteWriter,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
    @Inject(NodeState) private readonly state: NodeState,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval('promotions', TICK_MS)
  tick(): void {
    if (this.running !== undefined || this.isStopped || this.state.phase !== 'started') return;
    this.running = this.round()
      .catch((error: unknown) =>
        this.logger.debug({ event: 'promotions_not_read', error }, 'promotions wait for the database'),
      )
      .finally(() => {
        this.running = undefined;
      });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async round(): Promise<void> {
    const { nowMs, promotions } = await this.storage.promotions.pending();
    const readAtMs = performance.now();
    await this.follow(promotions);
    // Looked at in every round: who was heard of a moment ago is known then when the clock of the database is set forward.
    const nodeCount = (await this.facts.nodes()).length;
    for (const promotion of promotions) {
      if (this.isStopped) return;
      await this.carryOut(promotion, () => nowMs + performance.now() - readAtMs, nodeCount);
    }
  }

  /** What another node has moved on is followed at once rather than at the next sync. */
  private async follow(promotions: readonly PromotionRecord[]): Promise<void> {
    const seen = new Map(
      promotions.map(({ id, state, version, nodeCount }) => [id, `${state} ${version} ${nodeCount}`]),
    );
    const restoring = promotions.filter(({ id, state }) => state === 'restoring' && this.seen.get(id) !== seen.get(id));
    const hasMoved =
      [...seen].some(([id, what]) => this.seen.get(id) !== what) || [...this.seen.keys()].some((id) => !seen.has(id));
    this.seen = seen;
    if (hasMoved) await this.tagSync.refreshAfterChange();
    if (restoring.length > 0) await this.minutes.writeRunning();
  }

  private async carryOut(promotion: PromotionRecord, now: () => number, nodeCount: number): Promise<void> {
    try {
      let present: PromotionRecord | undefined = promotion;
      for (let count = 0; count < STEPS_AT_ONCE_MAX && present !== undefined; count++) {
        const due: DueStep | undefined = dueStep(present, now());
        const hasMoved: boolean =
          due === undefined ? await this.replan(present, now(), nodeCount) : await this.take(present, due, now());
        present = hasMoved && due !== undefined ? await this.storage.promotions.find(present.id) : undefined;
      }
      this.failures.delete(promotion.id);
    } catch (error) {
      await this.failed(promotion, error);
    }
  }

  /** @returns whether the promotion has moved on, by whomever */
  private async take(promotion: PromotionRecord, due: DueStep, nowMs: number): Promise<boolean> {
    if (due.step === 'report') return this.report(promotion);
    if (due.step === 'finish' && !(await this.moves.isLetGo(promotion, nowMs))) return false;
    await this.move(
      promotion,
      await this.moves.of(promotion, due.step, nowMs),
      Math.max(0, nowMs - due.dueAtMs),
      due.step,
    );
    return true;
  }

  /** Made again when all nodes have written the last minute down. It is no step in the promotion's life. */
  private async report(promotion: PromotionRecord): Promise<boolean> {
    const outcomes = await this.moves.outcomeOf(promotion, promotion.endsAtMs);
    await this.storage.change(async (transaction) => {
      const locked = await this.storage.promotions.lock(transaction, promotion.id);
      if (locked === undefined || locked.promotion.isReportFinal) return;
      await this.effects.putReports(transaction, promotion.id, locked.tags, outcomes);
      await this.storage.promotions.update(transaction, locked.promotion, { isReportFinal: true });
    });
    return false;
  }

  /** Nodes that come and go share the peak anew. @returns false: it stays in its state */
  private async replan(promotion: PromotionRecord, nowMs: number, nodeCount: number): Promise<boolean> {
    if (!isAhead(promotion) || nodeCount === promotion.nodeCount) return false;
    const plan = await this.planner.plan(promotion.id, promotion, nowMs);
    const nodes = plan.nodeIds.length;
    const detail = `planned anew for ${counted(nodes, 'node')}, ${promotion.nodeCount} before`;
    const isDone = await this.storage.change(async (transaction) => {
      const locked = await this.storage.promotions.lock(transaction, promotion.id);
      if (locked === undefined || !isSame(locked.promotion, promotion) || nodes === promotion.nodeCount) return false;
      await this.effects.applyPlan(transaction, promotion, plan, locked.tags, JUMP_AGAIN_ABOVE);
      const warnings = JSON.stringify(plan.warnings);
      await this.storage.promotions.update(transaction, promotion, { nodeCount: nodes, warnings });
      // Until it is warming, nodes that are restarted are no news: the plan is made anew then in any case.
      if (promotion.state !== 'scheduled') await this.addEvent(transaction, promotion, promotion.state, 0, detail);
      return true;
    });
    if (isDone) this.logger.info({ event: 'promotion_replanned', promotion: promotion.name, nodes }, detail);
    return false;
  }

  private async move(promotion: PromotionRecord, move: Move, lateMs: number, step: Step): Promise<void> {
    const { to, plan, effects } = move;
    // Finishing waits for the nodes, which is no lateness.
    const late = step === 'finish' || lateMs < LATE_MS ? 0 : lateMs;
    const isLate = late > 0 && to !== 'missed';
    const detail = isLate
      ? [`${minutes(late)} late`, move.detail].filter((part) => part !== null).join(': ')
      : move.detail;
    const draft = { ...this.draft(promotion), reason: detail };
    const isDone = await this.storage.audit.changeIf(draft, async (transaction) => {
      const locked = await this.storage.promotions.lock(transaction, promotion.id);
      // Another node was faster, or an operator has changed it.
      if (locked === undefined || !isSame(locked.promotion, promotion)) return undefined;
      await effects(transaction, locked.tags);
      const made =
        plan === undefined ? {} : { nodeCount: plan.nodeIds.length, warnings: JSON.stringify(plan.warnings) };
      await this.storage.promotions.update(transaction, promotion, { state: to, detail, ...made });
      await this.addEvent(transaction, promotion, to, late, detail);
      return { before: { state: promotion.state }, after: { state: to }, result: true };
    });
    if (isDone === undefined) return;
    const fields = {
      event: 'promotion_advanced',
      promotion: promotion.name,
      id: promotion.id,
      from: promotion.state,
      to,
      lateMs: late,
    };
    if (isLate || to === 'missed' || to === 'failed') this.logger.warn(fields, detail ?? 'a promotion moved on late');
    else this.logger.info(fields, 'a promotion moved on');
    await this.tagSync.refreshAfterChange();
  }

  private async failed(promotion: PromotionRecord, error: unknown): Promise<void> {
    const cause = error instanceof Error ? error.message : String(error);
    // What fell silent in the middle may have been done: the next round looks.
    if (isAway(error) || (error instanceof StorageError && error.kind === 'unknown-outcome')) {
      this.logger.debug({ event: 'promotion_waits', promotion: promotion.name, cause }, 'it waits for the database');
      return;
    }
    const failures = (this.failures.get(promotion.id) ?? 0) + 1;
    this.failures.set(promotion.id, failures);
    this.logger.error({ event: 'promotion_step_failed', promotion: promotion.name, failures, cause }, 'a step failed');
    if (failures < FAILURES_MAX || isEnded(promotion)) return;
    const effects = (transaction: Transaction) => this.effects.release(transaction, promotion.id);
    const detail = `given up after ${FAILURES_MAX} failures: ${cause}`;
    await this.move(promotion, { to: 'failed', detail, effects }, 0, 'miss').catch((fault: unknown) =>
      this.logger.error({ event: 'promotion_step_failed', error: fault }, 'and it could not be given up'),
    );
  }

  private draft({ name }: PromotionRecord) {
    const { nodeId, address } = this.identity;
    return { actor: 'system', role: null, address, requestId: nodeId, action: 'promotion.advance', target: name };
  }

  private addEvent(
    transaction: Transaction,
    { id, state: from }: PromotionRecord,
    state: PromotionRecordState,
    lateMs: number,
    detail: string | null,
  ): Promise<void> {
    const { nodeId } = this.identity;
    return this.storage.promotions.addEvent(transaction, id, { from, state, nodeId, actor: 'system', lateMs, detail });
  }
}

function isSame(a: PromotionRecord, b: PromotionRecord): boolean {
  return a.state === b.state && a.version === b.version && a.nodeCount === b.nodeCount;
}
