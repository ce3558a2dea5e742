/** Promotions, the floors they ask for, the peaks they are planned by, and what nodes say of the step. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables } from './both-dialects.js';

export class Promotions1760000000003 implements MigrationInterface {
  readonly name = 'Promotions1760000000003';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
    for (const [table, column] of COLUMNS) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
    for (const [table, column] of COLUMNS)
      await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column.split(' ')[0]}`);
  }
}

const TABLES = [
  // `live_name` is the name until it has ended: no two that are still to come have the same.
  `CREATE TABLE IF NOT EXISTS promotion (
    id varchar(32) NOT NULL,
    name varchar(100) NOT NULL,
    live_name varchar(100) NULL,
    starts_at_ms bigint NOT NULL,
    ends_at_ms bigint NOT NULL,
    lead_ms bigint NOT NULL,
    zone varchar(64) NOT NULL,
    safety_factor double NOT NULL,
    runway_ms bigint NOT NULL,
    items text NOT NULL,
    state varchar(16) NOT NULL,
    state_at_ms bigint NOT NULL,
    version int NOT NULL DEFAULT 1,
    node_count int NOT NULL,
    warnings mediumtext NOT NULL,
    detail varchar(512) NULL,
    warmed_at_ms bigint NULL,
    ended_at_ms bigint NULL,
    report_final int NOT NULL DEFAULT 0,
    created_at_ms bigint NOT NULL,
    created_by varchar(128) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY promotion_live_name (live_name),
    KEY promotion_starts_at (starts_at_ms)
  )`,
  // What is planned for one biz tag, and when it is over what came of it.
  `CREATE TABLE IF NOT EXISTS promotion_tag (
    promotion_id varchar(32) NOT NULL,
    biz_tag varchar(128) NOT NULL,
    step int NOT NULL,
    plan text NOT NULL,
    jump_epoch int NULL,
    jump_step int NULL,
    actual_rate double NULL,
    report text NULL,
    PRIMARY KEY (promotion_id, biz_tag),
    KEY promotion_tag_biz_tag (biz_tag)
  )`,
  `CREATE TABLE IF NOT EXISTS promotion_event (
    id bigint NOT NULL AUTO_INCREMENT,
    promotion_id varchar(32) NOT NULL,
    at_ms bigint NOT NULL,
    from_state varchar(16) NULL,
    state varchar(16) NOT NULL,
    node_id varchar(64) NOT NULL,
    actor varchar(128) NOT NULL,
    late_ms bigint NOT NULL,
    detail varchar(512) NULL,
    PRIMARY KEY (id),
    KEY promotion_event_promotion (promotion_id)
  )`,
  // The floors in force, and no others: what ends a promotion takes its rows away, and the highest of those left is in force.
  `CREATE TABLE IF NOT EXISTS step_floor (
    biz_tag varchar(128) NOT NULL,
    promotion_id varchar(32) NOT NULL,
    step int NOT NULL,
    PRIMARY KEY (biz_tag, promotion_id),
    KEY step_floor_promotion (promotion_id)
  )`,
  // The fastest minute of a day (UTC), each node taken by its fastest second.
  `CREATE TABLE IF NOT EXISTS tag_day_peak (
    biz_tag varchar(128) NOT NULL,
    day_ms bigint NOT NULL,
    peak_per_second double NOT NULL,
    minute_ms bigint NOT NULL,
    PRIMARY KEY (biz_tag, day_ms),
    KEY tag_day_peak_day (day_ms)
  )`,
];

const COLUMNS = [
  ['biz_tag_setting', 'step_epoch int NOT NULL DEFAULT 0'],
  ['node_buffer', 'jump_epoch int NOT NULL DEFAULT 0'],
  ['node_buffer', 'step_floor int NULL'],
  ['node_buffer', 'waited_count bigint NOT NULL DEFAULT 0'],
  ['node_buffer', 'law text NULL'],
  ['tag_minute', 'peak_per_second double NOT NULL DEFAULT 0'],
  ['tag_minute', 'waited_count bigint NOT NULL DEFAULT 0'],
  ['tag_minute', 'abandoned_count bigint NOT NULL DEFAULT 0'],
] as const;
