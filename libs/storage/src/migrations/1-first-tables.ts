/** The first tables. A `leaf_alloc` that is there already, whatever its engine and character set, is taken as it is. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FirstTables1760000000001 implements MigrationInterface {
  readonly name = 'FirstTables1760000000001';

  async up(runner: QueryRunner): Promise<void> {
    const isMysql = runner.connection.options.type === 'mysql';
    for (const statement of isMysql ? MYSQL : SQLITE) await runner.query(statement);
  }

  /** Leaf's table stays: its numbers are not ours to drop. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['node_buffer', 'node', 'segment_grant', 'biz_tag_setting']) {
      await runner.query(`DROP TABLE IF EXISTS ${table}`);
    }
  }
}

/** Tag names are told apart by case, so they are compared byte by byte. */
const MYSQL_TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

const MYSQL = [
  `CREATE TABLE IF NOT EXISTS leaf_alloc (
    biz_tag varchar(128) NOT NULL DEFAULT '',
    max_id bigint(20) NOT NULL DEFAULT '1',
    step int(11) NOT NULL,
    description varchar(256) DEFAULT NULL,
    update_time timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (biz_tag)
  ) ${MYSQL_TABLE}`,
  `CREATE TABLE IF NOT EXISTS biz_tag_setting (
    biz_tag varchar(128) NOT NULL,
    step_max int NOT NULL,
    id_length int NULL,
    paused int NOT NULL DEFAULT 0,
    jump_epoch int NOT NULL DEFAULT 0,
    version int NOT NULL DEFAULT 1,
    created_at_ms bigint NOT NULL,
    updated_at_ms bigint NOT NULL,
    PRIMARY KEY (biz_tag)
  ) ${MYSQL_TABLE}`,
  `CREATE TABLE IF NOT EXISTS segment_grant (
    biz_tag varchar(128) NOT NULL,
    end_id bigint NOT NULL,
    start_id bigint NOT NULL,
    node_id varchar(64) NOT NULL,
    granted_at_ms bigint NOT NULL,
    PRIMARY KEY (biz_tag, end_id),
    KEY segment_grant_granted_at (granted_at_ms)
  ) ${MYSQL_TABLE}`,
  `CREATE TABLE IF NOT EXISTS node (
    node_id varchar(64) NOT NULL,
    address varchar(255) NOT NULL,
    version varchar(32) NOT NULL,
    state varchar(16) NOT NULL,
    started_at_ms bigint NOT NULL,
    heartbeat_at_ms bigint NOT NULL,
    PRIMARY KEY (node_id)
  ) ${MYSQL_TABLE}`,
  `CREATE TABLE IF NOT EXISTS node_buffer (
    node_id varchar(64) NOT NULL,
    biz_tag varchar(128) NOT NULL,
    mode varchar(16) NOT NULL,
    current_start bigint NULL,
    current_end bigint NULL,
    current_idle int NULL,
    next_start bigint NULL,
    next_end bigint NULL,
    next_idle int NULL,
    step int NOT NULL,
    rate_per_second double NOT NULL,
    runway_ms bigint NULL,
    issued_count bigint NOT NULL,
    waiter_count int NOT NULL,
    refill_failed_attempts int NOT NULL,
    PRIMARY KEY (node_id, biz_tag),
    KEY node_buffer_biz_tag (biz_tag)
  ) ${MYSQL_TABLE}`,
];

/** SQLite knows no `ON UPDATE`: Banyan's own statements set `update_time`. */
const SQLITE = MYSQL.flatMap((statement) => {
  const table = /EXISTS (\w+)/.exec(statement)?.[1];
  const keys = [...statement.matchAll(/,\s+KEY (\w+) \((\w+)\)/g)];
  const create = statement
    .replace(MYSQL_TABLE, '')
    .replace(' ON UPDATE CURRENT_TIMESTAMP', '')
    .replaceAll(/,\s+KEY \w+ \(\w+\)/g, '');
  return [create, ...keys.map(([, key, column]) => `CREATE INDEX IF NOT EXISTS ${key} ON ${table} (${column})`)];
});
