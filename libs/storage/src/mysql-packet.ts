/**
 * Several statements sent as one packet, and what it means when they fail. The server stops at the first that it refuses, so what came
 * back before tells how far it got: refused before COMMIT, nothing is committed; at COMMIT or in silence, nobody knows.
 */
import type { PoolConnection, QueryError } from 'mysql2';
import { SegmentSourceError } from '#segment';
import { codeOf, messageOf } from './storage-error.js';

/** One transaction ends with a COMMIT of its own; a packet without one changes nothing. */
export type Packet = readonly string[];

/**
 * @param values text for every `?`, all statements through
 * @returns one answer a statement
 * @throws SegmentSourceError `refused` or `unknown`
 */
export function send(
  connection: PoolConnection,
  packet: Packet,
  values: readonly string[],
  timeoutMs: number,
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    let answeredCount = 0;
    const query = { sql: packet.join(';\n'), values: [...values], timeout: timeoutMs };
    const settle = (error: QueryError | null, answers: unknown) => {
      if (error !== null) reject(failureOf(error, packet, answeredCount));
      else if (packet.length > 1 && Array.isArray(answers)) resolve(answers);
      else resolve([answers]);
    };
    connection.query(query, settle).on('fields', () => {
      answeredCount++;
    });
  });
}

function failureOf(error: QueryError, packet: Packet, answeredCount: number): SegmentSourceError {
  const commitAt = packet.indexOf('COMMIT');
  const isKnown = commitAt === -1 || (isRefusal(error) && answeredCount < commitAt);
  const failure = isKnown ? 'refused' : 'unknown';
  return new SegmentSourceError(failure, `the database did not reserve: ${codeOf(error)} ${messageOf(error)}`, error);
}

/** An error packet of a server that goes on living, and not a connection that broke. */
function isRefusal(error: QueryError): boolean {
  return error.sqlState !== undefined && error.fatal !== true && !CUT_SHORT.has(codeOf(error));
}

/** What a server says while it ends a connection: it may be at any point of a statement. */
const CUT_SHORT = new Set(['ER_SERVER_SHUTDOWN', 'ER_CONNECTION_KILLED', 'ER_QUERY_INTERRUPTED']);
