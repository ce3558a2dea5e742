/**
 * The other nodes, as this one sees them through the database: who is there, and for every biz tag the sum of what their buffers hold.
 * It is read only while somebody looks, no oftener than nodes tell of themselves, and never for more than a tenth of the time; summed up whole at first and
 * when nodes come or go, and then only where something was written. What was last seen stays when the database is away.
 */
import { Inject, Injectable } from '@nestjs/common';
import { type BufferSummary, type SeenNode, type SeenUntil, Storage } from '#storage';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { BufferDetails } from './buffer-details.js';
import { HeartbeatService } from './heartbeat.service.js';
import { NO_WORD, type NodeWord, wordOf } from './node-word.js';
import { SHORT } from './troubles.js';
import { within } from './within.js';

/** A look that comes every second is not put off to the next one by a timer that was early. */
const TIMER_SLACK_MS = 50;
const PAUSE_PER_READ = 9;
const PAUSE_MAX_MS = 10_000;
const PAUSE_AFTER_FAULT_MS = 2_000;
/** How long whoever looks waits for a read, and for the first one of all. */
const WAIT_MAX_MS = 1_000;
const FIRST_WAIT_MAX_MS = 3_000;
/** After a pause as long as this, summing up whole is less work than finding what was written. */
const STALE_AFTER_MS = 15_000;
/** From so many biz tags on, naming them is more work than summing up all. */
const CHANGED_TAGS_MAX = 2_000;

/** Another node. */
export interface OtherNode {
  readonly seen: SeenNode;
  readonly word: NodeWord;
  readonly isAlive: boolean;
  /** By this node's clock. */
  readonly heartbeatAt: Date;
}

@Injectable()
export class FleetReader {
  /** Of the live nodes but this one, by biz tag. */
  readonly summaries = new Map<string, BufferSummary>();
  readonly details: BufferDetails;
  /** Changes whenever `summaries` does. */
  version = 0;
  nodes: readonly OtherNode[] = [];
  /** Why the last read failed, if it did. */
  fault: string | undefined;
  private aliveIds: readonly string[] | undefined;
  private reading: Promise<void> | undefined;
  private readAtMs = Number.NEGATIVE_INFINITY;
  private nextReadAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(HeartbeatService) private readonly heartbeat: HeartbeatService,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
    @Inject(NodeState) private readonly state: NodeState,
  ) {
    this.details = new BufferDetails(storage.nodes);
  }

  /** Why the database is held to be away, or undefined while it answers. */
  get databaseProblem(): string | undefined {
    return this.state.phase === 'starting' ? this.state.detail : (this.state.databaseProblem ?? this.fault);
  }

  /**
   * It never throws.
   *
   * @param maxAgeMs what was read so long ago will do: then nobody waits for the read that is due
   * @returns when all is as fresh as it can be in a bounded time
   */
  async refreshed(maxAgeMs = 0): Promise<void> {
    if (this.state.phase === 'starting') return;
    const nowMs = performance.now();
    if (this.reading === undefined && nowMs >= this.nextReadAtMs) this.startReading();
    if (this.reading !== undefined && nowMs - this.readAtMs > maxAgeMs) {
      await within(this.patienceMs(this.aliveIds === undefined), this.reading);
    }
  }

  /** Sees to it that `details` has these biz tags. It never throws. */
  async loaded(bizTags: readonly string[]): Promise<void> {
    if (bizTags.length === 0 || this.aliveIds === undefined) return;
    await within(this.patienceMs(false), this.details.load(bizTags));
  }

  private patienceMs(isFirst: boolean): number {
    if (this.databaseProblem !== undefined) return 0;
    return isFirst ? FIRST_WAIT_MAX_MS : WAIT_MAX_MS;
  }

  private startReading(): void {
    const startedAtMs = performance.now();
    this.reading = this.read()
      .then(
        () => {
          const tookMs = performance.now() - startedAtMs;
          this.readAtMs = startedAtMs;
          this.fault = undefined;
          const pauseMs = Math.max(this.heartbeat.intervalMs, Math.min(PAUSE_MAX_MS, tookMs * PAUSE_PER_READ));
          this.nextReadAtMs = startedAtMs + pauseMs - TIMER_SLACK_MS;
        },
        (error: unknown) => {
          this.fault = error instanceof Error ? error.message : String(error);
          this.nextReadAtMs = performance.now() + PAUSE_AFTER_FAULT_MS;
        },
      )
      .finally(() => {
        this.reading = undefined;
      });
  }

  private async read(): Promise<void> {
    const others = (await this.storage.nodes.list()).filter(({ nodeId }) => nodeId !== this.identity.nodeId);
    const nodes = others.map((seen) => this.nodeOf(seen));
    const alive = nodes.filter(({ isAlive }) => isAlive).map(({ seen }) => seen);
    const moved = this.movedSince(alive);
    if (moved === undefined) await this.readWhole(alive.map(({ nodeId }) => nodeId));
    else if (moved.length > 0) await this.readChanges(moved);
    this.nodes = nodes;
  }

  /** @returns the nodes that have written since the last read, or undefined when it is better to read all */
  private movedSince(alive: readonly SeenNode[]): SeenUntil[] | undefined {
    if (this.aliveIds === undefined || performance.now() - this.readAtMs > STALE_AFTER_MS) return undefined;
    const known = new Map(this.nodes.map(({ seen }) => [seen.nodeId, seen.heartbeatAtMs]));
    const wasAlive = new Set(this.aliveIds);
    if (alive.length !== wasAlive.size) return undefined;
    const moved: SeenUntil[] = [];
    for (const { nodeId, heartbeatAtMs } of alive) {
      const before = known.get(nodeId);
      // A clock that was set back makes what is new look old.
      if (before === undefined || !wasAlive.has(nodeId) || heartbeatAtMs < before) return undefined;
      if (heartbeatAtMs > before) moved.push({ nodeId, heartbeatAtMs: before });
    }
    return moved;
  }

  private async readWhole(nodeIds: readonly string[]): Promise<void> {
    this.details.setNodes(nodeIds);
    const summaries = await this.storage.bufferSummaries.all(nodeIds, SHORT);
    this.summaries.clear();
    for (const summary of summaries) this.summaries.set(summary.bizTag, summary);
    this.aliveIds = nodeIds;
    this.version++;
  }

  private async readChanges(moved: readonly SeenUntil[]): Promise<void> {
    const nodeIds = this.aliveIds ?? [];
    const changed = await this.storage.bufferSummaries.changedSince(moved);
    if (changed.length === 0) return;
    const { bufferSummaries } = this.storage;
    const [summaries] = await Promise.all([
      changed.length > CHANGED_TAGS_MAX
        ? bufferSummaries.all(nodeIds, SHORT)
        : bufferSummaries.of(nodeIds, changed, SHORT),
      this.details.update(moved, changed),
    ]);
    for (const summary of summaries) this.summaries.set(summary.bizTag, summary);
    this.version++;
  }

  private nodeOf(seen: SeenNode): OtherNode {
    const known = this.nodes.find((node) => node.seen.nodeId === seen.nodeId);
    const isAlive = seen.heartbeatAgeMs <= this.heartbeat.deadAfterMs;
    // The same heartbeat is not given another time by every read.
    if (known !== undefined && known.seen.heartbeatAtMs === seen.heartbeatAtMs) return { ...known, seen, isAlive };
    const word = isAlive ? wordOf(seen.traffic) : NO_WORD;
    return { seen, word, isAlive, heartbeatAt: new Date(Date.now() - seen.heartbeatAgeMs) };
  }
}
