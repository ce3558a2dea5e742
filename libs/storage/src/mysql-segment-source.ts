/**
 * Segments out of MySQL and MariaDB. A reservation and the record of it are one transaction and one round trip: the statements go out
 * together, so the row is locked for as long as the server takes and not for as long as the network does.
 *
 * Three conditions stand in the reserving statement itself: the tag is this very tag (an adopted table may compare names without
 * case), the space has room, and the maximum is not below a range that was granted before. The last one makes a maximum that was set
 * back by hand, or restored, harmless for the whole fleet: the grants still know.
 *
 * A connection on which anything failed is destroyed, never used again.
 */

import type { PoolConnection } from 'mysql2';
import { type SegmentRange, type SegmentRequest, type SegmentSource, SegmentSourceError } from '#segment';
import { MYSQL_DIALECT, type Row } from './database.js';
import type { Pool } from './mysql-connection.js';
import { type Packet, send } from './mysql-packet.js';
import { codeOf, messageOf } from './storage-error.js';

const HIGHEST_END = 'COALESCE((SELECT MAX(end_id) FROM segment_grant WHERE biz_tag = ?), 0)';
const THIS_TAG = 'biz_tag = ? AND CAST(biz_tag AS BINARY) = CAST(? AS BINARY)';

/** Whoever waits for the row waits here, so that the next statement sees every grant that was committed meanwhile. */
const LOCKED = [
  'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'START TRANSACTION',
  `SELECT 1 FROM leaf_alloc WHERE ${THIS_TAG} FOR UPDATE`,
];

/** Numbers travel as text and are cast, since text beside an integer would be compared as a rounded one. */
const RESERVE = [
  ...LOCKED,
  `UPDATE leaf_alloc SET max_id = LAST_INSERT_ID(GREATEST(max_id, CAST(? AS SIGNED)) + CAST(? AS SIGNED))
   WHERE ${THIS_TAG} AND max_id <= CAST(? AS SIGNED) AND max_id >= ${HIGHEST_END}`,
  `INSERT INTO segment_grant (biz_tag, end_id, start_id, node_id, granted_at_ms)
   SELECT ?, LAST_INSERT_ID(), LAST_INSERT_ID() - CAST(? AS SIGNED), ?, ${MYSQL_DIALECT.nowMs} FROM DUAL WHERE ROW_COUNT() = 1`,
  'COMMIT',
];
/** Which of the answers to RESERVE is the UPDATE's. */
const UPDATE_ANSWER = LOCKED.length;

const LOOK = `SELECT CAST(max_id AS CHAR) AS max_id,
    (SELECT CAST(MAX(end_id) AS CHAR) FROM segment_grant WHERE biz_tag = ?) AS highest_end
  FROM leaf_alloc WHERE ${THIS_TAG}`;

const ADVANCE = [
  ...LOCKED,
  `UPDATE leaf_alloc SET max_id = GREATEST(max_id, CAST(? AS SIGNED), ${HIGHEST_END}) WHERE ${THIS_TAG}`,
  LOOK,
  'COMMIT',
];
/** Which of the answers to ADVANCE is LOOK's. */
const LOOK_ANSWER = LOCKED.length + 1;

/** How often a reservation is tried with what is left of the space before another node must have taken it all. */
const TRIES_MAX = 4;

const BIZ_TAG = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

export interface MysqlSegmentSourceOptions {
  /** The pool of the server in use now; it changes when another one is. */
  readonly pool: () => Pool;
  readonly nodeId: string;
  /** Every call settles within this. */
  readonly timeoutMs: number;
}

export class MysqlSegmentSource implements SegmentSource {
  private readonly options: MysqlSegmentSourceOptions;

  constructor(options: MysqlSegmentSourceOptions) {
    this.options = options;
  }

  async reserve(request: SegmentRequest): Promise<SegmentRange> {
    assertRequest(request);
    return this.onConnection(async (run) => {
      let { count } = request;
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const end = await this.tryReserve(run, request, count);
        if (end !== undefined) return { start: end - BigInt(count), end };
        count = await countLeft(run, request);
      }
      throw new SegmentSourceError('refused', `others took what was left of ${request.bizTag}, again and again`);
    });
  }

  async advance(bizTag: string, maxId: bigint): Promise<bigint> {
    assertBizTag(bizTag);
    return this.onConnection(async (run) => {
      const tag = [bizTag, bizTag];
      const answers = await run(ADVANCE, [...tag, String(maxId), bizTag, ...tag, bizTag, ...tag]);
      return stateOf(answers[LOOK_ANSWER], bizTag).maxId;
    });
  }

  /** @returns the new maximum, or undefined when the statement found no row to change */
  private async tryReserve(
    run: Run,
    { bizTag, floor, ceiling }: SegmentRequest,
    count: number,
  ): Promise<bigint | undefined> {
    const length = BigInt(count);
    if (floor + length > ceiling) return undefined;
    const values = [floor, length].map(String);
    const highestMaxId = String(ceiling - length);
    const answers = await run(RESERVE, [
      bizTag,
      bizTag,
      ...values,
      bizTag,
      bizTag,
      highestMaxId,
      bizTag,
      bizTag,
      String(length),
      this.options.nodeId,
    ]);
    const update = answers[UPDATE_ANSWER];
    if (!isHeader(update))
      throw new SegmentSourceError('unknown', 'the database answered in a way that is not understood');
    return Number(update.affectedRows) === 1 ? BigInt(update.insertId) : undefined;
  }

  /** Runs `work` on a connection of its own and gives the connection back only if nothing failed on it. */
  private async onConnection<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const endsAtMs = performance.now() + this.options.timeoutMs;
    const connection = await this.connect(endsAtMs);
    try {
      const done = await work((packet, values) => send(connection, packet, values, msUntil(endsAtMs)));
      connection.release();
      return done;
    } catch (error) {
      // These say what the database answered; the connection is as good as before.
      if (error instanceof SegmentSourceError && isAnswer(error)) connection.release();
      else connection.destroy();
      throw error;
    }
  }

  private async openConnection(): Promise<PoolConnection> {
    const pool = this.options.pool();
    return new Promise((resolve, reject) => {
      pool.getConnection((error, connection) => (error === null ? resolve(connection) : reject(error)));
    });
  }

  /** @throws SegmentSourceError `refused`: nothing has been sent yet */
  private async connect(endsAtMs: number): Promise<PoolConnection> {
    const arriving = this.openConnection();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new SegmentSourceError('refused', 'no connection to the database came free in time')),
        msUntil(endsAtMs),
      );
    });
    try {
      return await Promise.race([arriving, late]);
    } catch (error) {
      if (error instanceof SegmentSourceError) {
        arriving.then((connection) => connection.release()).catch(() => undefined);
        throw error;
      }
      throw new SegmentSourceError(
        'refused',
        `no connection to the database: ${codeOf(error) || messageOf(error)}`,
        error,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

type Run = (packet: Packet, values: readonly string[]) => Promise<unknown[]>;

/** At least 1, for 0 would be no bound at all. */
function msUntil(endsAtMs: number): number {
  return Math.max(1, Math.ceil(endsAtMs - performance.now()));
}

/** Why nothing was reserved. @returns how many numbers can be had after all */
async function countLeft(run: Run, { bizTag, count, floor, ceiling }: SegmentRequest): Promise<number> {
  const [rows] = await run([LOOK], [bizTag, bizTag, bizTag]);
  const { maxId, highestEnd } = stateOf(rows, bizTag);
  if (maxId < highestEnd) {
    throw new SegmentSourceError(
      'regressed',
      `max_id of ${bizTag} is ${maxId}, below ${highestEnd}, which was granted`,
    );
  }
  const left = ceiling - (maxId > floor ? maxId : floor);
  if (left <= 0n) throw new SegmentSourceError('exhausted', `${bizTag} has no numbers left below ${ceiling}`);
  return left < BigInt(count) ? Number(left) : count;
}

/** @param rows the answer to LOOK */
function stateOf(rows: unknown, bizTag: string): { maxId: bigint; highestEnd: bigint } {
  const [row] = rows as Row[];
  if (row === undefined) throw new SegmentSourceError('not-found', `there is no biz tag ${bizTag}`);
  return { maxId: BigInt(String(row.max_id)), highestEnd: BigInt(String(row.highest_end ?? 0)) };
}

function isAnswer({ failure }: SegmentSourceError): boolean {
  return failure === 'not-found' || failure === 'exhausted' || failure === 'regressed';
}

function isHeader(answer: unknown): answer is { affectedRows: number; insertId: number | string } {
  return typeof answer === 'object' && answer !== null && 'affectedRows' in answer && 'insertId' in answer;
}

/** The callers have seen to all of this; a statement with a wrong value in it must not leave all the same. */
function assertRequest({ bizTag, count, floor, ceiling }: SegmentRequest): void {
  assertBizTag(bizTag);
  if (Number.isInteger(count) && count >= 1 && floor >= 0n && floor < ceiling) return;
  throw new SegmentSourceError('refused', `a reservation of ${count} numbers for ${bizTag} is not valid`);
}

function assertBizTag(bizTag: string): void {
  if (!BIZ_TAG.test(bizTag)) throw new SegmentSourceError('refused', `"${bizTag}" can't be the name of a biz tag`);
}
