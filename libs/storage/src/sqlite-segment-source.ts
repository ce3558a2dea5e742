/**
 * Segments out of the embedded database. One reservation is one transaction of synchronous statements behind the gate: nothing else
 * of this process can run between its begin and its commit, and BEGIN IMMEDIATE keeps other processes out.
 */
import { type SegmentRange, type SegmentRequest, type SegmentSource, SegmentSourceError } from '#segment';
import type { Database } from './database.js';
import type { SqliteConnection } from './sqlite-connection.js';
import { messageOf } from './storage-error.js';

export class SqliteSegmentSource implements SegmentSource {
  private readonly database: Database;
  private readonly connection: () => SqliteConnection;
  private readonly nodeId: string;

  constructor(database: Database, connection: () => SqliteConnection, nodeId: string) {
    this.database = database;
    this.connection = connection;
    this.nodeId = nodeId;
  }

  reserve(request: SegmentRequest): Promise<SegmentRange> {
    return this.atomically((connection) => this.reserveIn(connection, request));
  }

  advance(bizTag: string, maxId: bigint): Promise<bigint> {
    return this.atomically((connection) => {
      const { maxId: present, highestEnd } = rowOf(connection, bizTag);
      const target = [maxId, highestEnd].reduce((a, b) => (a > b ? a : b), present);
      if (target > present) setMaxId(connection, bizTag, target);
      return target;
    });
  }

  private reserveIn(connection: SqliteConnection, { bizTag, count, floor, ceiling }: SegmentRequest): SegmentRange {
    const { maxId, highestEnd } = rowOf(connection, bizTag);
    if (maxId < highestEnd) {
      throw new SegmentSourceError(
        'regressed',
        `max_id of ${bizTag} is ${maxId}, below ${highestEnd}, which was granted`,
      );
    }
    const start = maxId > floor ? maxId : floor;
    if (start >= ceiling) throw new SegmentSourceError('exhausted', `${bizTag} has no numbers left below ${ceiling}`);
    const wanted = start + BigInt(count);
    const end = wanted < ceiling ? wanted : ceiling;
    setMaxId(connection, bizTag, end);
    connection
      .prepare(
        `INSERT INTO segment_grant (biz_tag, end_id, start_id, node_id, granted_at_ms)
         VALUES (?, CAST(? AS INTEGER), CAST(? AS INTEGER), ?, ${this.database.dialect.nowMs})`,
      )
      .run(bizTag, String(end), String(start), this.nodeId);
    return { start, end };
  }

  private atomically<T>(work: (connection: SqliteConnection) => T): Promise<T> {
    return this.database.gate.through(async () => {
      const connection = this.begin();
      let done: T;
      try {
        done = work(connection);
      } catch (error) {
        // A disk that is full has rolled back by itself.
        if (connection.inTransaction) connection.exec('ROLLBACK');
        if (error instanceof SegmentSourceError) throw error;
        throw new SegmentSourceError('refused', `the embedded database refused: ${messageOf(error)}`, error);
      }
      this.commit(connection);
      return done;
    });
  }

  private begin(): SqliteConnection {
    try {
      const connection = this.connection();
      connection.exec('BEGIN IMMEDIATE');
      return connection;
    } catch (error) {
      throw new SegmentSourceError('refused', `the embedded database can't be had: ${messageOf(error)}`, error);
    }
  }

  /** A commit that failed may have reached the disk or not. */
  private commit(connection: SqliteConnection): void {
    try {
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw new SegmentSourceError('unknown', `the embedded database did not confirm: ${messageOf(error)}`, error);
    }
  }
}

function rowOf(connection: SqliteConnection, bizTag: string): { maxId: bigint; highestEnd: bigint } {
  const row = connection
    .prepare(
      `SELECT CAST(max_id AS TEXT) AS max_id,
              (SELECT CAST(MAX(end_id) AS TEXT) FROM segment_grant WHERE biz_tag = ?) AS highest_end
       FROM leaf_alloc WHERE biz_tag = ?`,
    )
    .get(bizTag, bizTag);
  if (row === undefined) throw new SegmentSourceError('not-found', `there is no biz tag ${bizTag}`);
  return { maxId: BigInt(String(row.max_id)), highestEnd: BigInt(String(row.highest_end ?? 0)) };
}

function setMaxId(connection: SqliteConnection, bizTag: string, maxId: bigint): void {
  connection
    .prepare('UPDATE leaf_alloc SET max_id = CAST(? AS INTEGER), update_time = CURRENT_TIMESTAMP WHERE biz_tag = ?')
    .run(String(maxId), bizTag);
}
