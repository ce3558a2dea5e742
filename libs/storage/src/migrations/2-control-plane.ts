/** People, tokens, audit, and an hour's history: what the control plane keeps. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, isMysql } from './both-dialects.js';

export class ControlPlane1760000000002 implements MigrationInterface {
  readonly name = 'ControlPlane1760000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
    for (const statement of isMysql(runner) ? MYSQL : SQLITE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
    if (!isMysql(runner)) await runner.query('DROP INDEX IF EXISTS node_buffer_changed_at');
    await runner.query('ALTER TABLE node DROP COLUMN traffic');
    await runner.query('ALTER TABLE node_buffer DROP COLUMN changed_at_ms');
  }
}

const TABLES = [
  // The maximum of a tag that was deleted: made again, it goes on above it.
  `CREATE TABLE IF NOT EXISTS biz_tag_deleted (
    biz_tag varchar(128) NOT NULL,
    max_id bigint NOT NULL,
    version int NOT NULL,
    deleted_at_ms bigint NOT NULL,
    PRIMARY KEY (biz_tag)
  )`,
  `CREATE TABLE IF NOT EXISTS operator (
    username varchar(64) NOT NULL,
    password_hash varchar(255) NOT NULL,
    role varchar(16) NOT NULL,
    must_change_password int NOT NULL DEFAULT 0,
    version int NOT NULL DEFAULT 1,
    created_at_ms bigint NOT NULL,
    updated_at_ms bigint NOT NULL,
    last_login_at_ms bigint NULL,
    PRIMARY KEY (username)
  )`,
  `CREATE TABLE IF NOT EXISTS operator_session (
    session_hash varchar(64) NOT NULL,
    username varchar(64) NOT NULL,
    created_at_ms bigint NOT NULL,
    used_at_ms bigint NOT NULL,
    PRIMARY KEY (session_hash),
    KEY operator_session_username (username)
  )`,
  `CREATE TABLE IF NOT EXISTS login_failure (
    throttle_key varchar(160) NOT NULL,
    failure_count int NOT NULL,
    last_failed_at_ms bigint NOT NULL,
    blocked_until_ms bigint NOT NULL,
    PRIMARY KEY (throttle_key)
  )`,
  `CREATE TABLE IF NOT EXISTS api_token (
    id varchar(32) NOT NULL,
    name varchar(64) NOT NULL,
    secret_hash varchar(64) NOT NULL,
    scopes text NOT NULL,
    rate_per_second bigint NULL,
    burst bigint NULL,
    version int NOT NULL DEFAULT 1,
    created_at_ms bigint NOT NULL,
    created_by varchar(64) NOT NULL,
    expires_at_ms bigint NULL,
    last_used_at_ms bigint NULL,
    revoked_at_ms bigint NULL,
    PRIMARY KEY (id),
    KEY api_token_secret_hash (secret_hash)
  )`,
  // How many numbers of a tag a token has taken through one node on one day (UTC).
  `CREATE TABLE IF NOT EXISTS token_usage (
    day_ms bigint NOT NULL,
    token_id varchar(32) NOT NULL,
    biz_tag varchar(128) NOT NULL,
    node_id varchar(64) NOT NULL,
    number_count bigint NOT NULL,
    PRIMARY KEY (day_ms, token_id, biz_tag, node_id)
  )`,
  `CREATE TABLE IF NOT EXISTS audit (
    id bigint NOT NULL AUTO_INCREMENT,
    at_ms bigint NOT NULL,
    actor varchar(128) NOT NULL,
    role varchar(16) NULL,
    address varchar(64) NOT NULL,
    action varchar(32) NOT NULL,
    target varchar(128) NOT NULL,
    outcome varchar(16) NOT NULL,
    code varchar(32) NULL,
    before_json text NULL,
    after_json text NULL,
    reason varchar(512) NULL,
    request_id varchar(128) NOT NULL,
    PRIMARY KEY (id),
    KEY audit_at (at_ms),
    KEY audit_target (target),
    KEY audit_actor (actor)
  )`,
  // One minute of one node: what it answered, and how fast.
  `CREATE TABLE IF NOT EXISTS node_minute (
    minute_ms bigint NOT NULL,
    node_id varchar(64) NOT NULL,
    number_count bigint NOT NULL,
    request_count bigint NOT NULL,
    error_count bigint NOT NULL,
    latency text NOT NULL,
    PRIMARY KEY (minute_ms, node_id)
  )`,
  // One minute of one tag on one node.
  `CREATE TABLE IF NOT EXISTS tag_minute (
    biz_tag varchar(128) NOT NULL,
    minute_ms bigint NOT NULL,
    node_id varchar(64) NOT NULL,
    number_count bigint NOT NULL,
    step int NOT NULL,
    PRIMARY KEY (biz_tag, minute_ms, node_id),
    KEY tag_minute_minute (minute_ms)
  )`,
];

const MYSQL = [
  'ALTER TABLE node ADD COLUMN traffic text NULL',
  'ALTER TABLE node_buffer ADD COLUMN changed_at_ms bigint NOT NULL DEFAULT 0, ADD KEY node_buffer_changed_at (changed_at_ms)',
];

const SQLITE = [
  'ALTER TABLE node ADD COLUMN traffic text NULL',
  'ALTER TABLE node_buffer ADD COLUMN changed_at_ms bigint NOT NULL DEFAULT 0',
  'CREATE INDEX IF NOT EXISTS node_buffer_changed_at ON node_buffer (changed_at_ms)',
];
