/** What the nodes last said of single buffers, and when: whether a number is still held can only be asked of whoever reserved it. */
import type { Database, Row } from './database.js';
import type { SegmentGrant } from './grant-repository.js';
import type { HeldSegment } from './node-repository.js';

/** The word of one node on its buffer of one tag. */
export interface BufferWord {
  readonly nodeId: string;
  readonly bizTag: string;
  /** How long ago the node was last heard of, by the database's clock. */
  readonly ageMs: number;
  /** When that was, by the same clock. */
  readonly saidAt: Date;
  /** What it held then, as far as it said. */
  readonly segments: readonly HeldSegment[];
}

export class HeldRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * @returns the words of the nodes that are known, on those ranges whose tag has not been deleted since: a deletion takes what is
   * held out of every buffer, whatever a node has said before
   */
  async words(grants: readonly SegmentGrant[]): Promise<BufferWord[]> {
    const asked = await this.notDeletedSince(grants);
    if (asked.length === 0) return [];
    const nodes = await this.nodes([...new Set(asked.map(({ nodeId }) => nodeId))]);
    const buffers = await this.buffers(asked.filter(({ nodeId }) => nodes.has(nodeId)));
    return asked.flatMap(({ nodeId, bizTag }) => {
      const node = nodes.get(nodeId);
      const segments = buffers.get(keyOf(nodeId, bizTag)) ?? [];
      return node === undefined ? [] : [{ nodeId, bizTag, ...node, segments }];
    });
  }

  private async notDeletedSince(grants: readonly SegmentGrant[]): Promise<SegmentGrant[]> {
    if (grants.length === 0) return [];
    const rows = await this.database.ask(
      `SELECT biz_tag, ${this.database.dialect.text('deleted_at_ms')} AS deleted_at FROM biz_tag_deleted
       WHERE biz_tag IN (${grants.map(() => '?').join(', ')})`,
      grants.map(({ bizTag }) => bizTag),
    );
    const deletedAtMs = new Map(rows.map((row) => [String(row.biz_tag), Number(row.deleted_at)]));
    return grants.filter(({ bizTag, grantedAt }) => grantedAt.getTime() > (deletedAtMs.get(bizTag) ?? -1));
  }

  private async nodes(ids: readonly string[]): Promise<Map<string, Pick<BufferWord, 'ageMs' | 'saidAt'>>> {
    const { text, nowMs } = this.database.dialect;
    const rows = await this.database.ask(
      `SELECT node_id, ${text('heartbeat_at_ms')} AS said_at, ${text(`${nowMs} - heartbeat_at_ms`)} AS age
       FROM node WHERE node_id IN (${ids.map(() => '?').join(', ')})`,
      [...ids],
    );
    return new Map(
      rows.map((row) => [
        String(row.node_id),
        { ageMs: Math.max(0, Number(row.age)), saidAt: new Date(Number(row.said_at)) },
      ]),
    );
  }

  private async buffers(asked: readonly SegmentGrant[]): Promise<Map<string, HeldSegment[]>> {
    if (asked.length === 0) return new Map();
    const { text } = this.database.dialect;
    const columns = ['current', 'next'].flatMap((slot) => [
      `${text(`${slot}_start`)} AS ${slot}_start`,
      `${text(`${slot}_end`)} AS ${slot}_end`,
      `${slot}_idle`,
    ]);
    const rows = await this.database.ask(
      `SELECT node_id, biz_tag, ${columns.join(', ')} FROM node_buffer
       WHERE ${asked.map(() => '(node_id = ? AND biz_tag = ?)').join(' OR ')}`,
      asked.flatMap(({ nodeId, bizTag }) => [nodeId, bizTag]),
    );
    return new Map(rows.map((row) => [keyOf(String(row.node_id), String(row.biz_tag)), segmentsOf(row)]));
  }
}

function keyOf(nodeId: string, bizTag: string): string {
  return `${nodeId} ${bizTag}`;
}

function segmentsOf(row: Row): HeldSegment[] {
  return ['current', 'next'].flatMap((slot) => {
    const [start, end] = [row[`${slot}_start`], row[`${slot}_end`]];
    if (start === null || start === undefined) return [];
    return [{ start: BigInt(String(start)), end: BigInt(String(end)), idle: Number(row[`${slot}_idle`]) }];
  });
}
