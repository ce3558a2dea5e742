export { type BizTagSettings, STEP_LIMIT, STEP_MAX_DEFAULT, settingsFaults, stepBounds } from './biz-tag-settings.js';
export type { AbandonReason, BufferEvent, BufferMode, BufferObserver, StepCause } from './buffer-event.js';
export { BUFFER_LIMITS_DEFAULT, type BufferLimits } from './buffer-limits.js';
export type { BufferCounts, BufferSnapshot, SegmentSnapshot } from './buffer-snapshot.js';
export { type Clock, ManualClock, settle, systemClock, type Timer } from './clock.js';
export { ALLOCATOR_ERROR_CODES, AllocatorError, type AllocatorErrorCode, AssertionFault } from './errors.js';
export { IdAllocator, type IdAllocatorOptions, type SettingsFault } from './id-allocator.js';
export { SegmentBuffer, type SegmentBufferOptions } from './segment-buffer.js';
export {
  ID_LENGTH_MAX,
  ID_LENGTH_MIN,
  MAX_ID_END,
  numberSpace,
  type SegmentRange,
  type SegmentRequest,
  type SegmentSource,
  SegmentSourceError,
  type SegmentSourceFailure,
} from './segment-source.js';
export { LIFETIME_LONG_MS, LIFETIME_SHORT_MS, nextStep, type StepBounds } from './step-policy.js';
export type { StepChange } from './step-tracker.js';
