/**
 * Biz tags: Leaf's rows with Banyan's settings beside them. Both are read in one statement, so that a change is seen whole or not at
 * all; names are compared byte by byte in it, for an adopted table may not tell them apart as ours does.
 */
import { type BizTagSettings, numberSpace, STEP_MAX_DEFAULT, settingsFaults } from '#segment';
import { stepMaxDefault } from './biz-tag-changes.js';
import type { Database, Row } from './database.js';
import { BizTagSetting, LeafAlloc } from './entities.js';

export interface BizTagRecord extends BizTagSettings {
  /** The exclusive end of all that was reserved. */
  readonly maxId: bigint;
  readonly description: string | null;
  /** 0 while the tag has only Leaf's row. */
  readonly version: number;
  /** When its row last changed: a reservation changes it. */
  readonly updateTime: Date;
}

export interface NewBizTag {
  readonly bizTag: string;
  readonly description: string | null;
  readonly step: number;
  readonly stepMax?: number;
  readonly idLength: number | null;
}

/** A row that can't be served as it is, and why. */
export interface FaultyBizTag {
  readonly bizTag: string;
  readonly reason: string;
}

/** How far the numbers of a tag have been given out. */
export interface BizTagReach {
  readonly maxId: bigint;
  readonly idLength: number | null;
  /** Whether the tag is gone, and this is what it left. */
  readonly isDeleted: boolean;
}

const BIZ_TAG = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

export class BizTagRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async loadAll(): Promise<{ tags: BizTagRecord[]; faulty: FaultyBizTag[] }> {
    const { kind, dialect } = this.database;
    const seconds = kind === 'mysql' ? 'UNIX_TIMESTAMP(l.update_time)' : "strftime('%s', l.update_time)";
    const rows = await this.database.read(
      `SELECT l.biz_tag, ${dialect.text('l.max_id')} AS max_id, l.step, l.description, ${seconds} AS update_s,
              s.step_max, s.id_length, s.paused, s.jump_epoch, s.step_epoch, s.version, f.step_floor ${this.from()}
       LEFT JOIN (SELECT biz_tag, MAX(step) AS step_floor FROM step_floor GROUP BY biz_tag) f ON f.biz_tag = ${this.name()}`,
    );
    const tags: BizTagRecord[] = [];
    const faulty: FaultyBizTag[] = [];
    for (const row of rows) {
      const record = recordOf(row);
      const reason = faultOf(record);
      if (reason === undefined) tags.push(record);
      else faulty.push({ bizTag: record.bizTag, reason });
    }
    return { tags, faulty };
  }

  /** @returns undefined where there is no such tag and never was one */
  async reach(bizTag: string): Promise<BizTagReach | undefined> {
    const { dialect } = this.database;
    const [[row], [deleted]] = await Promise.all([
      this.database.ask(
        `SELECT l.biz_tag, ${dialect.text('l.max_id')} AS max_id, s.id_length ${this.from()} WHERE l.biz_tag = ?`,
        [bizTag],
      ),
      this.database.ask(`SELECT ${dialect.text('max_id')} AS max_id FROM biz_tag_deleted WHERE biz_tag = ?`, [bizTag]),
    ]);
    if (row !== undefined && String(row.biz_tag) === bizTag) {
      const { idLength, maxId } = { idLength: row.id_length ?? null, maxId: BigInt(String(row.max_id)) };
      return { maxId, idLength: idLength === null ? null : Number(idLength), isDeleted: false };
    }
    return deleted && { maxId: BigInt(String(deleted.max_id)), idLength: null, isDeleted: true };
  }

  /**
   * Makes the tags given if there is none and never was one: tags that were all deleted stay so. Two servers may do it at once.
   *
   * @returns whether it was done
   */
  async createIfEmpty(tags: readonly NewBizTag[]): Promise<boolean> {
    const there = await this.database.read(
      'SELECT COUNT(*) AS count FROM leaf_alloc UNION ALL SELECT COUNT(*) AS count FROM biz_tag_deleted',
    );
    if (there.some(({ count }) => Number(count) > 0)) return false;
    const { dialect } = this.database;
    return this.database.transaction(async (manager) => {
      const rows = tags.map(({ bizTag, description, step, idLength }) => ({
        biz_tag: bizTag,
        max_id: String(idLength === null ? 1n : numberSpace(idLength).floor),
        step,
        description,
      }));
      const made = await manager.createQueryBuilder().insert().into(LeafAlloc).values(rows).orIgnore().execute();
      const now = () => dialect.nowMs;
      const settings = tags.map(({ bizTag, stepMax = STEP_MAX_DEFAULT, idLength }) => ({
        biz_tag: bizTag,
        step_max: stepMax,
        id_length: idLength,
        paused: 0,
        jump_epoch: 0,
        version: 1,
        created_at_ms: now,
        updated_at_ms: now,
      }));
      await manager.createQueryBuilder().insert().into(BizTagSetting).values(settings).orIgnore().execute();
      return isChanged(made.raw);
    });
  }

  private name(): string {
    const { kind } = this.database;
    return kind === 'mysql' ? 'CONVERT(l.biz_tag USING utf8mb4) COLLATE utf8mb4_bin' : 'l.biz_tag';
  }

  private from(): string {
    return `FROM leaf_alloc l LEFT JOIN biz_tag_setting s ON s.biz_tag = ${this.name()}`;
  }
}

/** Whether an insert that ignores what is there has put anything in. */
function isChanged(raw: unknown): boolean {
  if (typeof raw === 'object' && raw !== null && 'affectedRows' in raw) return Number(raw.affectedRows) > 0;
  return true;
}

function recordOf(row: Row): BizTagRecord {
  const step = Number(row.step);
  // A tag that has only Leaf's row has nulls here.
  const { step_max: stepMax, id_length: idLength, step_floor: stepFloor } = row;
  return {
    bizTag: String(row.biz_tag),
    maxId: BigInt(String(row.max_id)),
    step,
    stepMax: stepMax === null ? stepMaxDefault(step) : Number(stepMax),
    idLength: idLength === null ? null : Number(idLength),
    paused: Number(row.paused ?? 0) === 1,
    jumpEpoch: Number(row.jump_epoch ?? 0),
    stepEpoch: Number(row.step_epoch ?? 0),
    stepFloor: stepFloor === null || stepFloor === undefined ? null : Number(stepFloor),
    version: Number(row.version ?? 0),
    description: row.description === null ? null : String(row.description),
    updateTime: new Date(Number(row.update_s ?? 0) * 1_000),
  };
}

function faultOf(record: BizTagRecord): string | undefined {
  if (!BIZ_TAG.test(record.bizTag)) {
    return 'its name must be 1 to 128 letters, digits, dots, underscores, colons or hyphens, the first a letter or digit';
  }
  if (record.maxId < 0n) return `max_id must not be below 0, and is ${record.maxId}`;
  return settingsFaults(record)[0];
}
