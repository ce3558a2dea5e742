export {
  type AuditDraft,
  type AuditRecord,
  AuditRepository,
  type AuditSearch,
  type AuditState,
  type Change,
} from './audit-repository.js';
export { type BizTagRecord, BizTagRepository, type FaultyBizTag, type NewBizTag } from './biz-tag-repository.js';
export type { Transaction } from './database.js';
export { parseDatabaseUrl } from './database-url.js';
export { GrantRepository, type SegmentGrant } from './grant-repository.js';
export { type AttemptRule, LoginFailureRepository } from './login-failure-repository.js';
export {
  type HeldSegment,
  type NodeBufferRecord,
  type NodeRecord,
  type NodeRecordState,
  NodeRepository,
  type SeenNode,
} from './node-repository.js';
export {
  type NewOperator,
  type OperatorChange,
  type OperatorRecord,
  OperatorRepository,
  type OperatorRole,
  type SessionLimits,
  type SessionRecord,
} from './operator-repository.js';
export { dataSourceOptions, Storage, type StorageOptions } from './storage.js';
export { StorageModule } from './storage.module.js';
export { isAway, isDuplicate, StorageError, type StorageErrorKind } from './storage-error.js';
export {
  type NewToken,
  type TokenRecord,
  TokenRepository,
  type TokenScope,
  type TokenUse,
} from './token-repository.js';
