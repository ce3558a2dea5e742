/** Biz tags: Leaf's rows with Banyan's settings beside them. The two are read apart and merged here, for an adopted table may not compare names as ours does. */
import { type BizTagSettings, numberSpace, STEP_LIMIT, STEP_MAX_DEFAULT, settingsFaults } from '#segment';
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

const BIZ_TAG = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

export class BizTagRepository {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async loadAll(): Promise<{ tags: BizTagRecord[]; faulty: FaultyBizTag[] }> {
    const { kind, dialect } = this.database;
    const seconds = kind === 'mysql' ? 'UNIX_TIMESTAMP(update_time)' : "strftime('%s', update_time)";
    const [rows, settingRows] = await Promise.all([
      this.database.read(
        `SELECT biz_tag, ${dialect.text('max_id')} AS max_id, step, description, ${seconds} AS update_s FROM leaf_alloc`,
      ),
      this.database.read('SELECT biz_tag, step_max, id_length, paused, jump_epoch, version FROM biz_tag_setting'),
    ]);
    const settings = new Map(settingRows.map((row) => [String(row.biz_tag), row]));
    const tags: BizTagRecord[] = [];
    const faulty: FaultyBizTag[] = [];
    for (const row of rows) {
      const record = recordOf(row, settings.get(String(row.biz_tag)));
      const reason = faultOf(record);
      if (reason === undefined) tags.push(record);
      else faulty.push({ bizTag: record.bizTag, reason });
    }
    return { tags, faulty };
  }

  /** Makes the tags given if there is none at all. Two servers may do it at once. @returns whether it was done */
  async createIfEmpty(tags: readonly NewBizTag[]): Promise<boolean> {
    const [counted] = await this.database.read('SELECT COUNT(*) AS count FROM leaf_alloc');
    if (Number(counted?.count) > 0) return false;
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
}

/** Whether an insert that ignores what is there has put anything in. */
function isChanged(raw: unknown): boolean {
  if (typeof raw === 'object' && raw !== null && 'affectedRows' in raw) return Number(raw.affectedRows) > 0;
  return true;
}

function recordOf(row: Row, setting: Row | undefined): BizTagRecord {
  const step = Number(row.step);
  const idLength = setting?.id_length;
  return {
    bizTag: String(row.biz_tag),
    maxId: BigInt(String(row.max_id)),
    step,
    stepMax: setting === undefined ? Math.min(STEP_LIMIT, Math.max(STEP_MAX_DEFAULT, step)) : Number(setting.step_max),
    idLength: idLength === undefined || idLength === null ? null : Number(idLength),
    paused: Number(setting?.paused ?? 0) === 1,
    jumpEpoch: Number(setting?.jump_epoch ?? 0),
    version: Number(setting?.version ?? 0),
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
