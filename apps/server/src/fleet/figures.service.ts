/**
 * What the console shows: every biz tag, with what every node holds of it. This node's figures are read from its memory, the
 * others' from what they last wrote to the database, at most once a second however many consoles look.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { BizTagFigure, BufferFigure, FiguresEvent, NodeFigure } from '#contract';
import { IdAllocator } from '#segment';
import { type BizTagRecord, type NodeBufferRecord, Storage } from '#storage';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { HeartbeatService, isUntouched, nodeStateOf, recordOf } from './heartbeat.service.js';

const FLEET_READ_EVERY_MS = 1_000;

interface Fleet {
  readonly nodes: readonly NodeFigure[];
  readonly buffersByTag: ReadonlyMap<string, readonly NodeBufferRecord[]>;
}

const QUIET = { numbersPerSecond: 0, requestsPerSecond: 0, errorShare: 0, p99Ms: null };

const NOBODY: Fleet = { nodes: [], buffersByTag: new Map() };

@Injectable()
export class FiguresService {
  private fleet: Fleet = NOBODY;
  private readAtMs = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | undefined;

  constructor(
    @Inject(IdAllocator) private readonly allocator: IdAllocator,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(HeartbeatService) private readonly heartbeat: HeartbeatService,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
    @Inject(NodeState) private readonly state: NodeState,
  ) {}

  /** The figures of this moment. A database that is away leaves the other nodes' as they were last seen. */
  async now(): Promise<FiguresEvent> {
    await this.readFleet();
    const own = new Map<string, BufferFigure>();
    for (const snapshot of this.allocator.snapshots()) {
      if (!isUntouched(snapshot)) own.set(snapshot.bizTag, bufferFigure(recordOf(this.identity.nodeId, snapshot)));
    }
    const tags = [...this.tagSync.tags.values()].map((tag) => this.tagFigure(tag, own.get(tag.bizTag)));
    return { at: new Date().toISOString(), nodes: [this.ownNode(), ...this.fleet.nodes], tags, gone: [] };
  }

  private ownNode(): NodeFigure {
    const { nodeId, address, version, startedAt } = this.identity;
    const heartbeatAt = new Date().toISOString();
    const state = nodeStateOf(this.state);
    return {
      nodeId,
      address,
      version,
      startedAt: startedAt.toISOString(),
      heartbeatAt,
      alive: true,
      state,
      traffic: QUIET,
      tagCount: 0,
    };
  }

  private tagFigure(tag: BizTagRecord, own: BufferFigure | undefined): BizTagFigure {
    const { bizTag, description, step, stepMax, idLength, paused, version } = tag;
    const alive = new Set(this.fleet.nodes.filter((node) => node.alive).map(({ nodeId }) => nodeId));
    const others = (this.fleet.buffersByTag.get(bizTag) ?? [])
      .filter(({ nodeId }) => alive.has(nodeId))
      .map(bufferFigure);
    const buffers = own === undefined ? others : [own, ...others];
    const maxId = highestEnd(tag.maxId, buffers);
    return {
      bizTag,
      description,
      maxId: String(maxId),
      step,
      stepMax,
      idLength,
      paused,
      version,
      buffers,
      ratePerSecond: 0,
      runwayMs: null,
      spaceUsed: 0,
      troubles: [],
    };
  }

  private async readFleet(): Promise<void> {
    const nowMs = performance.now();
    if (this.state.phase === 'starting' || nowMs - this.readAtMs < FLEET_READ_EVERY_MS) return;
    this.reading ??= this.fetchFleet().finally(() => {
      this.readAtMs = performance.now();
      this.reading = undefined;
    });
    await this.reading;
  }

  private async fetchFleet(): Promise<void> {
    try {
      const [nodes, buffers] = await Promise.all([this.storage.nodes.list(), this.storage.nodes.listBuffers()]);
      const others = nodes.filter(({ nodeId }) => nodeId !== this.identity.nodeId);
      const buffersByTag = new Map<string, NodeBufferRecord[]>();
      for (const buffer of buffers) {
        if (buffer.nodeId === this.identity.nodeId) continue;
        const known = buffersByTag.get(buffer.bizTag);
        if (known === undefined) buffersByTag.set(buffer.bizTag, [buffer]);
        else known.push(buffer);
      }
      this.fleet = { nodes: others.map((node) => this.nodeFigure(node)), buffersByTag };
    } catch {
      // The sync has told that the database is away; the console goes on showing what was last seen, with its age.
    }
  }

  private nodeFigure(node: Awaited<ReturnType<Storage['nodes']['list']>>[number]): NodeFigure {
    const { nodeId, address, version, state, startedAt, heartbeatAgeMs } = node;
    return {
      nodeId,
      address,
      version,
      state,
      startedAt: startedAt.toISOString(),
      heartbeatAt: new Date(Date.now() - heartbeatAgeMs).toISOString(),
      alive: heartbeatAgeMs <= this.heartbeat.deadAfterMs,
      traffic: QUIET,
      tagCount: 0,
    };
  }
}

/** The row was read a sync interval ago; what nodes hold is a floor under it. */
function highestEnd(maxId: bigint, buffers: readonly BufferFigure[]): bigint {
  const ends = buffers.flatMap(({ current, next }) => [current, next]).map((segment) => BigInt(segment?.end ?? 0));
  return ends.reduce((highest, end) => (end > highest ? end : highest), maxId);
}

function bufferFigure(record: NodeBufferRecord): BufferFigure {
  const segment = (held: NodeBufferRecord['current']) =>
    held === null ? null : { start: String(held.start), end: String(held.end), idle: held.idle };
  return { ...record, current: segment(record.current), next: segment(record.next) };
}
