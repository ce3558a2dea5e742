/**
 * The database's clock, as far as this node has seen it: minutes of all nodes lie beside one another in one table, whatever each of
 * them takes the time to be.
 */
import { Injectable } from '@nestjs/common';

@Injectable()
export class DatabaseClock {
  private aheadMs = 0;

  /** @param databaseMs what it has just said, in ms since 1970 */
  saw(databaseMs: number): void {
    this.aheadMs = databaseMs - Date.now();
  }

  /** In ms since 1970; this node's own time until the database has been heard. */
  nowMs(): number {
    return Date.now() + this.aheadMs;
  }
}
