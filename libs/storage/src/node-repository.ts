/**
 * Nodes and what their buffers hold, as each last said. A heartbeat is one transaction, and all it writes bears one time, the database's:
 * whoever sees a heartbeat sees everything that was written with it, so that a reader asks only for what is newer than what it has.
 */
import type { EntityManager } from 'typeorm';
import type { BufferMode, StepChange } from '#segment';
import type { Database, Row } from './database.js';
import { NodeBufferRow, NodeRow } from './entities.js';

export type NodeRecordState = 'starting' | 'ok' | 'degraded' | 'draining';

export interface NodeRecord {
  readonly nodeId: string;
  /** `host:port` */
  readonly address: string;
  readonly version: string;
  readonly state: NodeRecordState;
  readonly startedAt: Date;
  /** What it has answered lately, as it says it itself. */
  readonly traffic?: string | null;
}

export interface SeenNode extends NodeRecord {
  readonly traffic: string | null;
  /** When it was last heard of, by the database's clock. */
  readonly heartbeatAtMs: number;
  /** How long ago that was, by the same clock. */
  readonly heartbeatAgeMs: number;
}

/** A node, and the last of its heartbeats that a reader has seen; -1 for none. */
export interface SeenUntil {
  readonly nodeId: string;
  readonly heartbeatAtMs: number;
}

export interface HeldSegment {
  readonly start: bigint;
  readonly end: bigint;
  readonly idle: number;
}

export interface NodeBufferRecord {
  readonly nodeId: string;
  readonly bizTag: string;
  readonly mode: BufferMode;
  readonly current: HeldSegment | null;
  readonly next: HeldSegment | null;
  readonly step: number;
  readonly ratePerSecond: number;
  readonly runwayMs: number | null;
  readonly issuedCount: number;
  readonly waiterCount: number;
  readonly refillFailedAttempts: number;
  /** What promotions ask for, as far as the node has seen it. */
  readonly stepFloor: number | null;
  /** The last jump it has carried out. */
  readonly jumpEpoch: number;
  /** Callers who waited for a refill. */
  readonly waitedCount: number;
  /** How long its last segments lasted, the latest first. */
  readonly lifetimesMs: readonly number[];
  /** `atMs` in ms since 1970. */
  readonly stepChange: StepChange | null;
}

const BUFFER_KEYS = ['node_id', 'biz_tag'];
const BUFFER_FIGURES = [
  'mode',
  'current_start',
  'current_end',
  'current_idle',
  'next_start',
  'next_end',
  'next_idle',
  'step',
  'rate_per_second',
  'runway_ms',
  'issued_count',
  'waiter_count',
  'refill_failed_attempts',
  'step_floor',
  'jump_epoch',
  'waited_count',
  'law',
];
const BUFFER_COLUMNS = [...BUFFER_KEYS, ...BUFFER_FIGURES, 'changed_at_ms'];
const EXACT = new Set([
  'current_start',
  'current_end',
  'next_start',
  'next_end',
  'runway_ms',
  'issued_count',
  'waited_count',
]);
const NODE_FIGURES = ['address', 'version', 'state', 'started_at_ms', 'heartbeat_at_ms', 'traffic'];
/** Rows of one statement: few enough that putting it together never takes the process long. */
const ROWS_PER_STATEMENT = 200;

export class NodeRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * @param changed the buffers that differ from what was last written
   * @returns when it was written, by the database's clock
   */
  async heartbeat(node: NodeRecord, changed: readonly NodeBufferRecord[]): Promise<number> {
    return this.database.transaction(async (manager) => {
      await this.writeNode(manager, node);
      const { dialect } = this.database;
      const [row] = await manager.query(
        `SELECT ${dialect.text('heartbeat_at_ms')} AS written_at FROM node WHERE node_id = ?`,
        [node.nodeId],
      );
      const writtenAtMs = Number(row.written_at);
      for (let from = 0; from < changed.length; from += ROWS_PER_STATEMENT) {
        await this.writeBuffers(manager, changed.slice(from, from + ROWS_PER_STATEMENT), writtenAtMs);
      }
      return writtenAtMs;
    });
  }

  /** The nodes that are known, the latest started first. */
  async list(): Promise<SeenNode[]> {
    const { dialect } = this.database;
    const rows = await this.database.ask(
      `SELECT node_id, address, version, state, traffic, ${dialect.text('started_at_ms')} AS started_at_ms,
              ${dialect.text('heartbeat_at_ms')} AS heartbeat_at_ms,
              ${dialect.text(`${dialect.nowMs} - heartbeat_at_ms`)} AS age_ms
       FROM node ORDER BY node.started_at_ms DESC, node_id`,
    );
    return rows.map((row) => ({
      nodeId: String(row.node_id),
      address: String(row.address),
      version: String(row.version),
      state: String(row.state) as NodeRecordState,
      startedAt: new Date(Number(row.started_at_ms)),
      traffic: row.traffic === null ? null : String(row.traffic),
      heartbeatAtMs: Number(row.heartbeat_at_ms),
      heartbeatAgeMs: Math.max(0, Number(row.age_ms)),
    }));
  }

  /** What these nodes hold of these biz tags, in any order. */
  async buffers(nodeIds: readonly string[], bizTags: readonly string[]): Promise<NodeBufferRecord[]> {
    if (nodeIds.length === 0 || bizTags.length === 0) return [];
    const rows = await this.database.ask(
      `${this.select()} WHERE biz_tag IN (${placesOf(bizTags)}) AND node_id IN (${placesOf(nodeIds)})`,
      [...bizTags, ...nodeIds],
    );
    return rows.map(recordOf);
  }

  /** What of it has been written since. */
  async buffersSince(seen: readonly SeenUntil[], bizTags: readonly string[]): Promise<NodeBufferRecord[]> {
    if (seen.length === 0 || bizTags.length === 0) return [];
    const since = writtenSince(seen);
    const rows = await this.database.ask(
      `${this.select()} WHERE biz_tag IN (${placesOf(bizTags)}) AND ${since.condition}`,
      [...bizTags, ...since.values],
    );
    return rows.map(recordOf);
  }

  async remove(nodeId: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.delete(NodeBufferRow, { node_id: nodeId });
      await manager.delete(NodeRow, { node_id: nodeId });
    });
  }

  /** Forgets nodes not heard of for longer than this, and what they held. */
  async prune(olderThanMs: number): Promise<void> {
    const old = (await this.list()).filter(({ heartbeatAgeMs }) => heartbeatAgeMs > olderThanMs);
    for (const { nodeId } of old) await this.remove(nodeId);
  }

  private select(): string {
    const columns = [...BUFFER_KEYS, ...BUFFER_FIGURES].map((column) =>
      EXACT.has(column) ? `${this.database.dialect.text(column)} AS ${column}` : column,
    );
    return `SELECT ${columns.join(', ')} FROM node_buffer`;
  }

  private async writeNode(manager: EntityManager, node: NodeRecord): Promise<void> {
    const { nodeId, address, version, state, startedAt, traffic = null } = node;
    const { nowMs } = this.database.dialect;
    await manager.query(
      `INSERT INTO node (node_id, ${NODE_FIGURES.join(', ')}) VALUES (?, ?, ?, ?, ?, ${nowMs}, ?)
       ${this.orUpdate(['node_id'], NODE_FIGURES)}`,
      [nodeId, address, version, state, startedAt.getTime(), traffic],
    );
  }

  private async writeBuffers(
    manager: EntityManager,
    records: readonly NodeBufferRecord[],
    writtenAtMs: number,
  ): Promise<void> {
    const places = `(${placesOf(BUFFER_COLUMNS)})`;
    await manager.query(
      `INSERT INTO node_buffer (${BUFFER_COLUMNS.join(', ')}) VALUES ${records.map(() => places).join(', ')}
       ${this.orUpdate(BUFFER_KEYS, [...BUFFER_FIGURES, 'changed_at_ms'])}`,
      records.flatMap((record) => valuesOf(record, writtenAtMs)),
    );
  }

  private orUpdate(keys: readonly string[], columns: readonly string[]): string {
    return this.database.kind === 'mysql'
      ? `ON DUPLICATE KEY UPDATE ${columns.map((column) => `${column} = VALUES(${column})`).join(', ')}`
      : `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  }
}

/** Rows of `node_buffer` that these nodes have written after the heartbeats seen. The first term is for the index. */
export function writtenSince(seen: readonly SeenUntil[]): { condition: string; values: (string | number)[] } {
  const earliest = Math.min(...seen.map(({ heartbeatAtMs }) => heartbeatAtMs));
  const each = seen.map(() => '(node_id = ? AND changed_at_ms > ?)').join(' OR ');
  return {
    condition: `changed_at_ms > ? AND (${each})`,
    values: [earliest, ...seen.flatMap(({ nodeId, heartbeatAtMs }) => [nodeId, heartbeatAtMs])],
  };
}

export function placesOf(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** In the order of BUFFER_COLUMNS. */
function valuesOf(record: NodeBufferRecord, writtenAtMs: number): (string | number | null)[] {
  const { current, next } = record;
  return [
    record.nodeId,
    record.bizTag,
    record.mode,
    textOf(current?.start),
    textOf(current?.end),
    current?.idle ?? null,
    textOf(next?.start),
    textOf(next?.end),
    next?.idle ?? null,
    record.step,
    record.ratePerSecond,
    textOf(record.runwayMs ?? undefined),
    record.issuedCount,
    record.waiterCount,
    record.refillFailedAttempts,
    record.stepFloor,
    record.jumpEpoch,
    record.waitedCount,
    lawText(record),
    writtenAtMs,
  ];
}

function textOf(value: bigint | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function recordOf(row: Row): NodeBufferRecord {
  return {
    nodeId: String(row.node_id),
    bizTag: String(row.biz_tag),
    mode: String(row.mode) as BufferMode,
    current: heldOf(row, 'current'),
    next: heldOf(row, 'next'),
    step: Number(row.step),
    ratePerSecond: Number(row.rate_per_second),
    runwayMs: row.runway_ms === null ? null : Number(row.runway_ms),
    issuedCount: Number(row.issued_count),
    waiterCount: Number(row.waiter_count),
    refillFailedAttempts: Number(row.refill_failed_attempts),
    stepFloor: row.step_floor === null ? null : Number(row.step_floor),
    jumpEpoch: Number(row.jump_epoch),
    waitedCount: Number(row.waited_count),
    ...lawOf(row.law),
  };
}

type Law = Pick<NodeBufferRecord, 'lifetimesMs' | 'stepChange'>;

const NO_LAW: Law = { lifetimesMs: [], stepChange: null };

function lawText({ lifetimesMs, stepChange }: NodeBufferRecord): string | null {
  return lifetimesMs.length === 0 && stepChange === null ? null : JSON.stringify({ lifetimesMs, stepChange });
}

function lawOf(text: unknown): Law {
  return typeof text === 'string' ? (JSON.parse(text) as Law) : NO_LAW;
}

function heldOf(row: Row, slot: 'current' | 'next'): HeldSegment | null {
  const start = row[`${slot}_start`];
  if (start === null || start === undefined) return null;
  return { start: BigInt(String(start)), end: BigInt(String(row[`${slot}_end`])), idle: Number(row[`${slot}_idle`]) };
}
