/**
 * Changes of biz tags, each inside a transaction of whoever makes it. What may be changed into what is decided by the caller, in a
 * function that is shown the state as it stands; the order of locking, looking and writing is kept here.
 *
 * - Leaf's row is locked first, as a reservation locks it first: neither can be the other's victim, and what is looked at afterwards
 *   stays as it is until the transaction ends.
 * - A tag that is removed leaves its maximum and version behind. Made again, it goes on above both, so no number comes twice and no
 *   change based on the old tag fits the new one.
 * - Epochs of jumps and step bumps never pass the version: each order raises its epoch and the version together.
 * - The new tag's epochs therefore lie above any the old one can have had. A node that never saw the
 *   tag gone therefore jumps: what it holds was reserved before, lies below the new maximum and is handed out by nobody else, and it
 *   serves only until the first segment of the new tag is there.
 */
import { STEP_LIMIT, STEP_MAX_DEFAULT } from '#segment';
import type { Database, Row, Transaction } from './database.js';
import { placesOf } from './node-repository.js';
import { codeOf, isDuplicate } from './storage-error.js';

/** What of a biz tag can be set. */
export interface BizTagState {
  readonly description: string | null;
  readonly step: number;
  readonly stepMax: number;
  readonly idLength: number | null;
  readonly paused: boolean;
}

/** A biz tag whose row is locked. */
export interface LockedBizTag extends BizTagState {
  readonly bizTag: string;
  readonly maxId: bigint;
  /** The exclusive end of all that is known to be given out: the maximum may have been set back by hand, the grants remember. */
  readonly reservedEnd: bigint;
  /** 0 while the tag has only Leaf's row. */
  readonly version: number;
}

export interface NewBizTagState extends BizTagState {
  readonly maxId: bigint;
}

export type ChangedBizTag = Omit<LockedBizTag, 'reservedEnd'>;

/** A state, and what the nodes are ordered to do with it. */
export interface BizTagOrder extends BizTagState {
  /** Every node starts on a fresh segment. */
  readonly jump?: boolean;
  /** Every node takes the least step at once. */
  readonly bump?: boolean;
  /** Where the maximum is moved to; the caller has seen to it that it does not go back. */
  readonly maxId?: bigint;
}

/**
 * Why the tables can't take a change.
 * - `taken`: there is a tag that the table takes for the same one; `bizTag` names it.
 * - `description`: the table can't store this text as it is.
 */
export class BizTagRefusal extends Error {
  override readonly name = 'BizTagRefusal';
  readonly kind: 'taken' | 'description';
  readonly bizTag: string;

  constructor(kind: BizTagRefusal['kind'], bizTag: string, cause?: unknown) {
    super(`the tables can't take the biz tag ${bizTag}: ${kind}`, { cause });
    this.kind = kind;
    this.bizTag = bizTag;
  }
}

/** What an older tag of the same name left behind. */
interface Past {
  readonly reservedEnd: bigint;
  /** Undefined when there never was one. */
  readonly version: number | undefined;
}

/** MySQL refuses the text, or in its lenient mode stores something else, which is why it is read back. */
const TEXT_REFUSED = /^ER_(TRUNCATED_WRONG_VALUE_FOR_FIELD|DATA_TOO_LONG|CANNOT_CONVERT_STRING)$/;

/** What MySQL counts for an INSERT that has changed a row that was there. */
const TAKEN = 2;

export class BizTagChanges {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * @param decide is shown up to where a former tag of this name has given out, 0 without one; what it throws comes through
   * @throws BizTagRefusal
   */
  async create(
    transaction: Transaction,
    bizTag: string,
    decide: (reservedEnd: bigint) => NewBizTagState,
  ): Promise<ChangedBizTag> {
    // First of all the row, so that nobody makes, uses and deletes a tag of this name between the look and the write.
    await this.claim(transaction, bizTag);
    const past = await this.past(transaction, bizTag);
    const state = decide(past.reservedEnd);
    await this.writeLeafRow(transaction, bizTag, state, state.maxId);
    const version = (past.version ?? 0) + 1;
    const epoch = past.version === undefined ? 0 : version;
    await this.putSetting(transaction, bizTag, state, version, { jump: epoch, step: epoch });
    return { ...state, bizTag, version };
  }

  /**
   * @param decide is shown the present state; what it throws comes through
   * @throws BizTagRefusal
   * @returns both states, or undefined where there is no such tag
   */
  async change(
    transaction: Transaction,
    bizTag: string,
    decide: (present: LockedBizTag) => BizTagOrder,
  ): Promise<{ before: LockedBizTag; after: ChangedBizTag } | undefined> {
    const locked = await this.lock(transaction, bizTag);
    if (locked === undefined) return undefined;
    const { before, hasSetting } = locked;
    const { jump = false, bump = false, maxId = before.maxId, ...state } = decide(before);
    if (state.step !== before.step || state.description !== before.description || maxId !== before.maxId) {
      await this.writeLeafRow(transaction, bizTag, state, maxId === before.maxId ? undefined : maxId);
    }
    if (hasSetting) {
      await transaction.write(
        `UPDATE biz_tag_setting SET step_max = ?, id_length = ?, paused = ?, version = version + 1,
           jump_epoch = jump_epoch + ?, step_epoch = step_epoch + ?,
           updated_at_ms = ${this.database.dialect.nowMs} WHERE biz_tag = ?`,
        [state.stepMax, state.idLength, Number(state.paused), Number(jump), Number(bump), bizTag],
      );
      return { before, after: { ...state, bizTag, maxId, version: before.version + 1 } };
    }
    // Leaf's row may have been put back by hand after a deletion: its versions go on as well.
    const version = ((await this.past(transaction, bizTag)).version ?? 0) + 1;
    await this.putSetting(transaction, bizTag, state, version, { jump: jump ? version : 0, step: bump ? version : 0 });
    return { before, after: { ...state, bizTag, maxId, version } };
  }

  /**
   * Orders a jump of all of these tags, in as few statements as it takes.
   *
   * @returns the jump epoch each of them has now; without those that are gone
   */
  async jumpAll(transaction: Transaction, bizTags: readonly string[]): Promise<Map<string, number>> {
    if (bizTags.length === 0) return new Map();
    const { dialect } = this.database;
    // In the order of the key, in which everybody who locks several does.
    const rows = await transaction.read(
      `SELECT biz_tag FROM leaf_alloc WHERE biz_tag IN (${placesOf(bizTags)}) ORDER BY biz_tag ${dialect.forUpdate}`,
      [...bizTags],
    );
    const wanted = new Set(bizTags);
    const there = rows.map((row) => String(row.biz_tag)).filter((bizTag) => wanted.has(bizTag));
    const before = await this.epochs(transaction, there);
    const settled = there.filter((bizTag) => before.has(bizTag));
    if (settled.length > 0) {
      await transaction.write(
        `UPDATE biz_tag_setting SET jump_epoch = jump_epoch + 1, version = version + 1, updated_at_ms = ${dialect.nowMs}
         WHERE biz_tag IN (${placesOf(settled)})`,
        settled,
      );
    }
    // Those that have only Leaf's row.
    for (const bizTag of there.filter((bizTag) => !before.has(bizTag))) {
      await this.change(transaction, bizTag, (present) => ({ ...stateIn(present), jump: true }));
    }
    return this.epochs(transaction, there);
  }

  private async epochs(transaction: Transaction, bizTags: readonly string[]): Promise<Map<string, number>> {
    if (bizTags.length === 0) return new Map();
    const rows = await transaction.read(
      `SELECT biz_tag, jump_epoch FROM biz_tag_setting WHERE biz_tag IN (${placesOf(bizTags)})`,
      [...bizTags],
    );
    return new Map(rows.map((row) => [String(row.biz_tag), Number(row.jump_epoch)]));
  }

  /**
   * The grants stay: they say for ever who was given what.
   *
   * @param decide is shown the present state; what it throws comes through
   * @returns the state it had, or undefined where there is no such tag
   */
  async remove(
    transaction: Transaction,
    bizTag: string,
    decide: (present: LockedBizTag) => void,
  ): Promise<LockedBizTag | undefined> {
    const locked = await this.lock(transaction, bizTag);
    if (locked === undefined) return undefined;
    const { before, hasSetting } = locked;
    decide(before);
    const past = await this.past(transaction, bizTag);
    const reservedEnd = before.reservedEnd > past.reservedEnd ? before.reservedEnd : past.reservedEnd;
    const version = Math.max(before.version, past.version ?? 0);
    await transaction.write(
      `REPLACE INTO biz_tag_deleted (biz_tag, max_id, version, deleted_at_ms)
       VALUES (?, ${reservedEnd}, ?, ${this.database.dialect.nowMs})`,
      [bizTag, version],
    );
    if (hasSetting) await transaction.write('DELETE FROM biz_tag_setting WHERE biz_tag = ?', [bizTag]);
    const floors = await transaction.read('SELECT promotion_id FROM step_floor WHERE biz_tag = ?', [bizTag]);
    if (floors.length > 0) await transaction.write('DELETE FROM step_floor WHERE biz_tag = ?', [bizTag]);
    await transaction.write('DELETE FROM leaf_alloc WHERE biz_tag = ?', [bizTag]);
    return before;
  }

  /**
   * Puts the row there, or finds it taken. An INSERT that fails on a key in MySQL has a shared lock on it, which two who wait for
   * the row to be deleted can both have and neither make more of; one that would change what is there has the whole lock. What it
   * changes is undone: a tag that is taken ends the transaction.
   */
  private async claim(transaction: Transaction, bizTag: string): Promise<void> {
    const orTake = this.database.kind === 'mysql' ? 'ON DUPLICATE KEY UPDATE step = IF(step = 1, 2, 1)' : '';
    const insert = `INSERT INTO leaf_alloc (biz_tag, max_id, step) VALUES (?, 0, 1) ${orTake}`;
    const written = await transaction.write(insert, [bizTag]).catch((error: unknown) => {
      if (isDuplicate(error)) return TAKEN;
      throw error;
    });
    if (written !== TAKEN) return;
    const [row] = await transaction.read('SELECT biz_tag FROM leaf_alloc WHERE biz_tag = ?', [bizTag]);
    throw new BizTagRefusal('taken', String(row?.biz_tag ?? bizTag));
  }

  /** Read without a lock, for a lock on a row that is not there would stand in the way of other tags' first rows. */
  private async past(transaction: Transaction, bizTag: string): Promise<Past> {
    const { text } = this.database.dialect;
    const [row] = await transaction.read(
      `SELECT (SELECT ${text('MAX(end_id)')} FROM segment_grant WHERE biz_tag = ?) AS granted_end,
              (SELECT ${text('max_id')} FROM biz_tag_deleted WHERE biz_tag = ?) AS deleted_end,
              (SELECT version FROM biz_tag_deleted WHERE biz_tag = ?) AS deleted_version,
              (SELECT version FROM biz_tag_setting WHERE biz_tag = ?) AS setting_version`,
      [bizTag, bizTag, bizTag, bizTag],
    );
    const ends = [row?.granted_end, row?.deleted_end].map(bigintOf);
    // A setting is left over where somebody has taken Leaf's row away by hand.
    const versions = [row?.deleted_version, row?.setting_version].flatMap((version) =>
      version === null || version === undefined ? [] : [Number(version)],
    );
    return {
      reservedEnd: ends.reduce((a, b) => (a > b ? a : b), 0n),
      version: versions.length === 0 ? undefined : Math.max(...versions),
    };
  }

  private async lock(
    transaction: Transaction,
    bizTag: string,
  ): Promise<{ before: LockedBizTag; hasSetting: boolean } | undefined> {
    const { kind, dialect } = this.database;
    // In SQLite only a write keeps other processes out from here on.
    if (kind === 'sqlite') await transaction.write('UPDATE leaf_alloc SET step = step WHERE biz_tag = ?', [bizTag]);
    const [leaf] = await transaction.read(
      `SELECT biz_tag, ${dialect.text('max_id')} AS max_id, step, description FROM leaf_alloc WHERE biz_tag = ? ${dialect.forUpdate}`,
      [bizTag],
    );
    // An adopted table may take another tag for this one.
    if (leaf === undefined || String(leaf.biz_tag) !== bizTag) return undefined;
    const [setting] = await transaction.read(
      'SELECT step_max, id_length, paused, version FROM biz_tag_setting WHERE biz_tag = ?',
      [bizTag],
    );
    const [granted] = await transaction.read(
      `SELECT ${dialect.text('MAX(end_id)')} AS end_id FROM segment_grant WHERE biz_tag = ?`,
      [bizTag],
    );
    return { before: lockedOf(leaf, setting, bigintOf(granted?.end_id)), hasSetting: setting !== undefined };
  }

  private async writeLeafRow(
    transaction: Transaction,
    bizTag: string,
    { step, description }: Pick<BizTagState, 'step' | 'description'>,
    maxId?: bigint,
  ): Promise<void> {
    try {
      await transaction.write(
        `UPDATE leaf_alloc SET ${maxId === undefined ? '' : `max_id = ${maxId},`} step = ?, description = ?, update_time = CURRENT_TIMESTAMP
         WHERE biz_tag = ?`,
        [step, description, bizTag],
      );
    } catch (error) {
      if (TEXT_REFUSED.test(codeOf(error))) throw new BizTagRefusal('description', bizTag, error);
      throw error;
    }
    const [row] = await transaction.read('SELECT description FROM leaf_alloc WHERE biz_tag = ?', [bizTag]);
    if ((row?.description ?? null) !== description) throw new BizTagRefusal('description', bizTag);
  }

  /** REPLACE rather than DELETE and INSERT: locks on rows that are not there would make neighbours deadlock. */
  private async putSetting(
    transaction: Transaction,
    bizTag: string,
    { stepMax, idLength, paused }: BizTagState,
    version: number,
    epochs: { readonly jump: number; readonly step: number },
  ): Promise<void> {
    const { nowMs } = this.database.dialect;
    await transaction.write(
      `REPLACE INTO biz_tag_setting (biz_tag, step_max, id_length, paused, jump_epoch, step_epoch, version, created_at_ms, updated_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ${nowMs}, ${nowMs})`,
      [bizTag, stepMax, idLength, Number(paused), epochs.jump, epochs.step, version],
    );
  }
}

/** The ceiling of a tag's step where nobody has set one. */
export function stepMaxDefault(step: number): number {
  return Math.min(STEP_LIMIT, Math.max(STEP_MAX_DEFAULT, step));
}

function stateIn({ description, step, stepMax, idLength, paused }: BizTagState): BizTagState {
  return { description, step, stepMax, idLength, paused };
}

function lockedOf(leaf: Row, setting: Row | undefined, grantedEnd: bigint): LockedBizTag {
  const step = Number(leaf.step);
  const maxId = bigintOf(leaf.max_id);
  const idLength = setting?.id_length ?? null;
  return {
    bizTag: String(leaf.biz_tag),
    description: leaf.description === null ? null : String(leaf.description),
    step,
    stepMax: setting === undefined ? stepMaxDefault(step) : Number(setting.step_max),
    idLength: idLength === null ? null : Number(idLength),
    paused: Number(setting?.paused ?? 0) === 1,
    maxId,
    reservedEnd: grantedEnd > maxId ? grantedEnd : maxId,
    version: Number(setting?.version ?? 0),
  };
}

function bigintOf(value: unknown): bigint {
  return BigInt(String(value ?? 0));
}
