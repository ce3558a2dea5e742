/**
 * Tells the fleet, through the database, that this node is there and what its buffers hold. Only buffers that changed are written:
 * a node with ten thousand quiet tags writes one row.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { type NodeBufferRecord, Storage } from '#storage';
import { CONFIG, type Config } from '../config.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { DatabaseClock } from '../telemetry/index.js';
import { wordText } from './node-word.js';
import { OwnBuffers } from './own-buffers.js';
import { OwnWord } from './own-word.js';

const HEARTBEAT = 'heartbeat';
/** Often enough for a console to look alive. A file has one writer and one reader: there the sync interval does. */
const HEARTBEAT_MS = 2_000;
/** How long a node that is heard of no more stays in the list. */
const KEEP_DEAD_MS = 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;

@Injectable()
export class HeartbeatService implements OnApplicationShutdown {
  /** How often every node tells of itself. */
  readonly intervalMs: number;
  /** A node not heard of for this long counts as dead. */
  readonly deadAfterMs: number;
  private written: ReadonlyMap<string, NodeBufferRecord> = new Map();
  private prunedAtMs = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;
  private isStarted = false;

  constructor(
    @Inject(OwnBuffers) private readonly ownBuffers: OwnBuffers,
    @Inject(OwnWord) private readonly ownWord: OwnWord,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(DatabaseClock) private readonly clock: DatabaseClock,
    @Inject(CONFIG) config: Config,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
    @Inject(NodeState) private readonly state: NodeState,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {
    this.intervalMs = storage.kind === 'sqlite' ? config.syncIntervalMs : Math.min(HEARTBEAT_MS, config.syncIntervalMs);
    this.deadAfterMs = this.intervalMs * 3;
  }

  start(): void {
    this.isStarted = true;
    this.tick();
    this.schedule.addInterval(
      HEARTBEAT,
      setInterval(() => this.tick(), this.intervalMs),
    );
  }

  /** Takes this node off the list: its numbers are gone, and nobody has to wonder about it. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.isStarted) return;
    this.isStarted = false;
    if (this.schedule.doesExist('interval', HEARTBEAT)) this.schedule.deleteInterval(HEARTBEAT);
    await this.running;
    await this.storage.nodes.remove(this.identity.nodeId).catch(() => undefined);
  }

  private tick(): void {
    if (this.running !== undefined || !this.isStarted) return;
    this.running = this.beat()
      .catch((error: unknown) =>
        this.logger.debug({ event: 'heartbeat_failed', error }, 'the database did not take the heartbeat'),
      )
      .finally(() => {
        this.running = undefined;
      });
  }

  private async beat(): Promise<void> {
    const { nodeId, address, version, startedAt } = this.identity;
    const records = this.ownBuffers.look(0);
    const changed = [...records.values()].filter((record) => this.written.get(record.bizTag) !== record);
    const traffic = wordText(this.ownWord.now(records));
    const state = nodeStateOf(this.state);
    const writtenAtMs = await this.storage.nodes.heartbeat(
      { nodeId, address, version, startedAt, state, traffic },
      changed,
    );
    this.written = records;
    this.clock.saw(writtenAtMs);
    if (performance.now() - this.prunedAtMs < PRUNE_EVERY_MS) return;
    this.prunedAtMs = performance.now();
    await this.storage.nodes.prune(KEEP_DEAD_MS);
  }
}

export function nodeStateOf(state: NodeState): 'starting' | 'ok' | 'degraded' | 'draining' {
  if (state.phase !== 'started') return state.phase;
  return state.databaseProblem === undefined ? 'ok' : 'degraded';
}
