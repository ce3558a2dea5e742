export {
  type AuditDraft,
  type AuditRecord,
  AuditRepository,
  type AuditSearch,
  type AuditState,
  type Change,
} from './audit-repository.js';
export {
  BizTagChanges,
  type BizTagOrder,
  BizTagRefusal,
  type BizTagState,
  type ChangedBizTag,
  type LockedBizTag,
  type NewBizTagState,
} from './biz-tag-changes.js';
export {
  type BizTagReach,
  type BizTagRecord,
  BizTagRepository,
  type FaultyBizTag,
  type NewBizTag,
} from './biz-tag-repository.js';
export {
  BUFFER_TROUBLE,
  type BufferSummary,
  BufferSummaryRepository,
  type ShortRule,
} from './buffer-summary-repository.js';
export type { Transaction } from './database.js';
export { parseDatabaseUrl } from './database-url.js';
export { GRANTS_COUNTED_MAX, GrantRepository, type SegmentGrant } from './grant-repository.js';
export { type BufferWord, HeldRepository } from './held-repository.js';
export { type AttemptRule, LoginFailureRepository } from './login-failure-repository.js';
export { MinuteRepository, type NodeMinute, type TagMinuteRecord } from './minute-repository.js';
export {
  type HeldSegment,
  type NodeBufferRecord,
  type NodeRecord,
  type NodeRecordState,
  NodeRepository,
  type SeenNode,
  type SeenUntil,
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
export { PeakRepository, type TagOutcome } from './peak-repository.js';
export type {
  NewPromotionEvent,
  PromotionChange,
  PromotionEventRecord,
  PromotionRecord,
  PromotionRecordState,
  PromotionTagRecord,
  PromotionWish,
} from './promotion-record.js';
export { PromotionRepository } from './promotion-repository.js';
export { StepFloorRepository } from './step-floor-repository.js';
export { dataSourceOptions, Storage, type StorageOptions } from './storage.js';
export { StorageModule } from './storage.module.js';
export { isAway, isDuplicate, StorageError, type StorageErrorKind } from './storage-error.js';
export { type TagUsage, TagUsageRepository } from './tag-usage-repository.js';
export {
  type NewToken,
  type TokenRecord,
  TokenRepository,
  type TokenScope,
  type TokenUse,
} from './token-repository.js';
