/**
 * Attempts to log in, counted for the whole fleet: whoever guesses gains nothing by asking another node, nor by asking often at once,
 * for an attempt is counted before its password is looked at.
 */
import type { Database } from './database.js';

export interface AttemptRule {
  /** What is counted, such as `user admin` or `address 10.0.0.1`. */
  readonly key: string;
  /** How many failures are free. */
  readonly freeCount: number;
  /** The longest block. */
  readonly blockMaxMs: number;
}

/** An attempt is forgotten after this. */
const FORGET_AFTER_MS = 15 * 60_000;
/** How long the first attempt past the free ones blocks those after it; each further one doubles it. */
const BLOCK_FIRST_MS = 5_000;
const KEY_LENGTH_MAX = 160;
const DOUBLINGS_MAX = 20;

export class LoginFailureRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Counts an attempt, unless one of the rules blocks it. @returns for how much longer it is blocked, 0 when it is not */
  attempt(rules: readonly AttemptRule[]): Promise<number> {
    const { kind, dialect } = this.database;
    const { nowMs, text } = dialect;
    const conflict = kind === 'mysql' ? 'ON DUPLICATE KEY UPDATE' : 'ON CONFLICT (throttle_key) DO UPDATE SET';
    return this.database.change(async (transaction) => {
      await transaction.write(`DELETE FROM login_failure WHERE last_failed_at_ms < ${nowMs} - ?`, [
        FORGET_AFTER_MS * 2,
      ]);
      let blockedMs = 0;
      for (const { key, freeCount, blockMaxMs } of rules) {
        await transaction.write(
          `INSERT INTO login_failure (throttle_key, failure_count, last_failed_at_ms, blocked_until_ms) VALUES (?, 1, ${nowMs}, 0)
           ${conflict} failure_count = CASE WHEN blocked_until_ms > ${nowMs} THEN failure_count
             WHEN last_failed_at_ms < ${nowMs} - ${FORGET_AFTER_MS} THEN 1 ELSE failure_count + 1 END,
             last_failed_at_ms = ${nowMs}`,
          [bounded(key)],
        );
        const [row] = await transaction.read(
          `SELECT failure_count, ${text(`blocked_until_ms - ${nowMs}`)} AS left_ms FROM login_failure WHERE throttle_key = ?`,
          [bounded(key)],
        );
        const leftMs = Number(row?.left_ms ?? 0);
        blockedMs = Math.max(blockedMs, leftMs);
        const excess = Number(row?.failure_count ?? 0) - freeCount;
        if (leftMs > 0 || excess < 0) continue;
        const blockMs = Math.min(blockMaxMs, BLOCK_FIRST_MS * 2 ** Math.min(excess, DOUBLINGS_MAX));
        await transaction.write(`UPDATE login_failure SET blocked_until_ms = ${nowMs} + ? WHERE throttle_key = ?`, [
          blockMs,
          bounded(key),
        ]);
      }
      return blockedMs;
    });
  }

  /** After an attempt that succeeded. @param forgotten are free again @param shared take back this one attempt */
  async succeeded(forgotten: readonly string[], shared: readonly string[]): Promise<void> {
    await this.database.change(async (transaction) => {
      for (const key of forgotten) {
        await transaction.write('DELETE FROM login_failure WHERE throttle_key = ?', [bounded(key)]);
      }
      for (const key of shared) {
        await transaction.write(
          'UPDATE login_failure SET failure_count = failure_count - 1, blocked_until_ms = 0 WHERE throttle_key = ? AND failure_count > 0',
          [bounded(key)],
        );
      }
    });
  }
}

function bounded(key: string): string {
  return key.slice(0, KEY_LENGTH_MAX);
}
