/**
 * The tables. `leaf_alloc` is Leaf's to the letter; what Banyan adds lies beside it. Times of Banyan's own are milliseconds since
 * 1970 by the database's clock, so that no session's time zone can bend them.
 */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const MS = { type: 'bigint' } as const;
const TAG = { type: 'varchar', length: 128 } as const;

/** One row a biz tag: the exclusive end of all that was reserved, and how many numbers a reservation takes at least. */
@Entity('leaf_alloc')
export class LeafAlloc {
  @PrimaryColumn({ ...TAG, default: '' })
  biz_tag!: string;

  @Column({ type: 'bigint', default: 1 })
  max_id!: string;

  @Column({ type: 'int' })
  step!: number;

  @Column({ type: 'varchar', length: 256, nullable: true })
  description!: string | null;
}

/** What Banyan knows of a tag beyond Leaf's row. A tag without one has defaults. */
@Entity('biz_tag_setting')
export class BizTagSetting {
  @PrimaryColumn(TAG)
  biz_tag!: string;

  @Column({ type: 'int' })
  step_max!: number;

  @Column({ type: 'int', nullable: true })
  id_length!: number | null;

  @Column({ type: 'int', default: 0 })
  paused!: number;

  @Column({ type: 'int', default: 0 })
  jump_epoch!: number;

  @Column({ type: 'int', default: 0 })
  step_epoch!: number;

  @Column({ type: 'int', default: 1 })
  version!: number;

  @Column(MS)
  created_at_ms!: string;

  @Column(MS)
  updated_at_ms!: string;
}

/** One reservation: who reserved `[start_id, end_id)`, and when. */
@Entity('segment_grant')
export class SegmentGrantRow {
  @PrimaryColumn(TAG)
  biz_tag!: string;

  @PrimaryColumn({ type: 'bigint' })
  end_id!: string;

  @Column({ type: 'bigint' })
  start_id!: string;

  @Column({ type: 'varchar', length: 64 })
  node_id!: string;

  @Index()
  @Column(MS)
  granted_at_ms!: string;
}

/** A process that hands out numbers. */
@Entity('node')
export class NodeRow {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  node_id!: string;

  @Column({ type: 'varchar', length: 255 })
  address!: string;

  @Column({ type: 'varchar', length: 32 })
  version!: string;

  @Column({ type: 'varchar', length: 16 })
  state!: string;

  @Column(MS)
  started_at_ms!: string;

  @Column(MS)
  heartbeat_at_ms!: string;

  @Column({ type: 'text', nullable: true })
  traffic!: string | null;
}

/** What a node's buffer of one tag held when it last said so. */
@Entity('node_buffer')
export class NodeBufferRow {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  node_id!: string;

  @PrimaryColumn(TAG)
  biz_tag!: string;

  @Column({ type: 'varchar', length: 16 })
  mode!: string;

  @Column({ type: 'bigint', nullable: true })
  current_start!: string | null;

  @Column({ type: 'bigint', nullable: true })
  current_end!: string | null;

  @Column({ type: 'int', nullable: true })
  current_idle!: number | null;

  @Column({ type: 'bigint', nullable: true })
  next_start!: string | null;

  @Column({ type: 'bigint', nullable: true })
  next_end!: string | null;

  @Column({ type: 'int', nullable: true })
  next_idle!: number | null;

  @Column({ type: 'int' })
  step!: number;

  @Column({ type: 'double' })
  rate_per_second!: number;

  @Column({ type: 'bigint', nullable: true })
  runway_ms!: string | null;

  @Column({ type: 'bigint' })
  issued_count!: string;

  @Column({ type: 'int' })
  waiter_count!: number;

  @Column({ type: 'int' })
  refill_failed_attempts!: number;

  @Column({ type: 'int', default: 0 })
  jump_epoch!: number;

  @Column({ type: 'int', nullable: true })
  step_floor!: number | null;

  @Column({ type: 'bigint', default: 0 })
  waited_count!: string;

  @Column({ type: 'text', nullable: true })
  law!: string | null;

  @Index()
  @Column({ ...MS, default: 0 })
  changed_at_ms!: string;
}

export const ENTITIES = [LeafAlloc, BizTagSetting, SegmentGrantRow, NodeRow, NodeBufferRow];
