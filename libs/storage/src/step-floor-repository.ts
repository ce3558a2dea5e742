/**
 * The floors of steps that promotions ask for: the rows that are there are in force, and of a tag the highest. Rows are put in place and
 * taken away by their whole key: a DELETE that finds nothing locks the gap where others put their first rows.
 */
import type { Database, Transaction } from './database.js';
import { placesOf } from './node-repository.js';

const ROWS_PER_STATEMENT = 100;

export class StepFloorRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Makes the floors it asks for just these; none takes them all away. */
  async put(
    transaction: Transaction,
    id: string,
    floors: readonly { readonly bizTag: string; readonly step: number }[],
  ): Promise<void> {
    await takeAway(transaction, 'step_floor', id, floors);
    for (let from = 0; from < floors.length; from += ROWS_PER_STATEMENT) {
      const some = floors.slice(from, from + ROWS_PER_STATEMENT);
      await transaction.write(
        `REPLACE INTO step_floor (biz_tag, promotion_id, step) VALUES ${some.map(() => '(?, ?, ?)').join(', ')}`,
        some.flatMap(({ bizTag, step }) => [bizTag, id, step]),
      );
    }
  }

  /** The promotions whose floors of a tag are in force, the highest first. */
  async of(bizTag: string): Promise<{ id: string; name: string; step: number }[]> {
    const rows = await this.database.ask(
      `SELECT p.id, p.name, f.step FROM step_floor f JOIN promotion p ON p.id = f.promotion_id
       WHERE f.biz_tag = ? ORDER BY f.step DESC, p.id`,
      [bizTag],
    );
    return rows.map(({ id, name, step }) => ({ id: String(id), name: String(name), step: Number(step) }));
  }

  /** The floors in force of these tags; without those that have none. */
  async highest(bizTags: readonly string[]): Promise<Map<string, number>> {
    if (bizTags.length === 0) return new Map();
    const rows = await this.database.ask(
      `SELECT biz_tag, MAX(step) AS step FROM step_floor WHERE biz_tag IN (${placesOf(bizTags)}) GROUP BY biz_tag`,
      [...bizTags],
    );
    return new Map(rows.map((row) => [String(row.biz_tag), Number(row.step)]));
  }
}

/** Takes away rows of a promotion that are not to be kept, by their whole key. */
export async function takeAway(
  transaction: Transaction,
  table: 'promotion_tag' | 'step_floor',
  id: string,
  kept: readonly { readonly bizTag: string }[],
): Promise<void> {
  const rows = await transaction.read(`SELECT biz_tag FROM ${table} WHERE promotion_id = ?`, [id]);
  const wanted = new Set(kept.map(({ bizTag }) => bizTag));
  const gone = rows.map((row) => String(row.biz_tag)).filter((bizTag) => !wanted.has(bizTag));
  if (gone.length === 0) return;
  await transaction.write(`DELETE FROM ${table} WHERE promotion_id = ? AND biz_tag IN (${placesOf(gone)})`, [
    id,
    ...gone,
  ]);
}
