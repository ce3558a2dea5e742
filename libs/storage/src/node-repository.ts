/** Nodes and what their buffers hold, as each last said. */

import type { EntityManager } from 'typeorm';
import type { BufferMode } from '#segment';
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
}

export interface SeenNode extends NodeRecord {
  /** How long ago it was last heard of, by the database's clock. */
  readonly heartbeatAgeMs: number;
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
}

const NODE_KEYS = ['node_id'];
const NODE_COLUMNS = ['address', 'version', 'state', 'started_at_ms', 'heartbeat_at_ms'];
const BUFFER_KEYS = ['node_id', 'biz_tag'];
const BUFFER_COLUMNS = [
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
];
/** Rows of one statement: SQLite takes 32,766 parameters at the most. */
const ROWS_PER_STATEMENT = 500;

export class NodeRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** @param changed the buffers that differ from what was last written */
  async heartbeat(node: NodeRecord, changed: readonly NodeBufferRecord[]): Promise<void> {
    await this.database.transaction(async (manager) => {
      await this.writeNode(manager, node);
      for (let from = 0; from < changed.length; from += ROWS_PER_STATEMENT) {
        const rows = changed.slice(from, from + ROWS_PER_STATEMENT).map(rowOf);
        const insert = manager.createQueryBuilder().insert().into(NodeBufferRow).values(rows);
        await insert.orUpdate(BUFFER_COLUMNS, BUFFER_KEYS).execute();
      }
    });
  }

  async list(): Promise<SeenNode[]> {
    const { dialect } = this.database;
    const rows = await this.database.read(
      `SELECT node_id, address, version, state, ${dialect.text('started_at_ms')} AS started_at_ms,
              ${dialect.text(`${dialect.nowMs} - heartbeat_at_ms`)} AS age_ms
       FROM node ORDER BY started_at_ms DESC`,
    );
    return rows.map((row) => ({
      nodeId: String(row.node_id),
      address: String(row.address),
      version: String(row.version),
      state: String(row.state) as NodeRecordState,
      startedAt: new Date(Number(row.started_at_ms)),
      heartbeatAgeMs: Math.max(0, Number(row.age_ms)),
    }));
  }

  async listBuffers(): Promise<NodeBufferRecord[]> {
    const { dialect } = this.database;
    const exact = ['current_start', 'current_end', 'next_start', 'next_end', 'runway_ms', 'issued_count'];
    const columns = [...BUFFER_KEYS, ...BUFFER_COLUMNS].map((column) =>
      exact.includes(column) ? `${dialect.text(column)} AS ${column}` : column,
    );
    const rows = await this.database.read(`SELECT ${columns.join(', ')} FROM node_buffer`);
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

  private async writeNode(manager: EntityManager, node: NodeRecord): Promise<void> {
    const { dialect } = this.database;
    const row = {
      node_id: node.nodeId,
      address: node.address,
      version: node.version,
      state: node.state,
      started_at_ms: String(node.startedAt.getTime()),
      heartbeat_at_ms: () => dialect.nowMs,
    };
    await manager.createQueryBuilder().insert().into(NodeRow).values(row).orUpdate(NODE_COLUMNS, NODE_KEYS).execute();
  }
}

function rowOf(record: NodeBufferRecord): NodeBufferRow {
  const { current, next } = record;
  return {
    node_id: record.nodeId,
    biz_tag: record.bizTag,
    mode: record.mode,
    current_start: textOf(current?.start),
    current_end: textOf(current?.end),
    current_idle: current?.idle ?? null,
    next_start: textOf(next?.start),
    next_end: textOf(next?.end),
    next_idle: next?.idle ?? null,
    step: record.step,
    rate_per_second: record.ratePerSecond,
    runway_ms: textOf(record.runwayMs ?? undefined),
    issued_count: String(record.issuedCount),
    waiter_count: record.waiterCount,
    refill_failed_attempts: record.refillFailedAttempts,
  };
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
  };
}

function heldOf(row: Row, slot: 'current' | 'next'): HeldSegment | null {
  const start = row[`${slot}_start`];
  if (start === null || start === undefined) return null;
  return { start: BigInt(String(start)), end: BigInt(String(row[`${slot}_end`])), idle: Number(row[`${slot}_idle`]) };
}
