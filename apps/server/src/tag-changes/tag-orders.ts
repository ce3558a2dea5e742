/**
 * Step bump, jump and skip: what of a biz tag is changed, and what its nodes are ordered to do. Pure: a state and a wish make an order,
 * or a RequestFault that names the field and the figure that would do.
 */
import type { BumpStep, JumpTag, SkipTag } from '#contract';
import { numberSpace } from '#segment';
import type { BizTagOrder, LockedBizTag } from '#storage';
import { fieldFault } from '../http/index.js';
import { assertVersion, stateOf } from './tag-rules.js';

type Wish<T> = Omit<T, 'reason'>;

/** The step becomes the least one, and every node takes it for its next reservation, also where the policy had gone further. */
export function bumpedTag(present: LockedBizTag, { step, jump = false, version }: Wish<BumpStep>): BizTagOrder {
  assertBasis(present, version, { step });
  if (step > present.stepMax)
    throw fieldFault('step', `must be at most stepMax, which is ${present.stepMax}: raise that first`);
  const left = numbersLeft(present);
  if (BigInt(step) > left) throw fieldFault('step', `must be at most ${left}: there are no more numbers than that`);
  return { ...settingsOf(present), step, bump: true, jump };
}

export function jumpedTag(present: LockedBizTag, { version }: Wish<JumpTag>): BizTagOrder {
  assertBasis(present, version, {});
  return { ...settingsOf(present), jump: true };
}

/** Nodes jump with it, so that nothing below it is handed out once all have followed. */
export function skippedTag(present: LockedBizTag, { maxId: wished, version }: Wish<SkipTag>): BizTagOrder {
  const maxId = BigInt(wished);
  assertBasis(present, version, { maxId: wished });
  const { floor, ceiling } = numberSpace(present.idLength);
  const least = present.reservedEnd > floor ? present.reservedEnd : floor;
  if (maxId < least) throw fieldFault('maxId', `must be at least ${least}: a maximum never goes back`);
  if (maxId >= ceiling) {
    const kind = present.idLength === null ? '' : `, for numbers of ${present.idLength} digits`;
    throw fieldFault('maxId', `must be at most ${ceiling - 1n}${kind}`);
  }
  return { ...settingsOf(present), maxId, jump: true };
}

export function numbersLeft({ reservedEnd, idLength }: Pick<LockedBizTag, 'reservedEnd' | 'idLength'>): bigint {
  const { floor, ceiling } = numberSpace(idLength);
  return ceiling - (reservedEnd > floor ? reservedEnd : floor);
}

/** Without a version it says what is to be, whatever was there before. */
function assertBasis(
  present: LockedBizTag,
  version: number | undefined,
  changes: Readonly<Record<string, unknown>>,
): void {
  if (version !== undefined) assertVersion(present, version, () => ({ ...stateOf(present), ...changes, version }));
}

function settingsOf({ description, step, stepMax, idLength, paused }: LockedBizTag): BizTagOrder {
  return { description, step, stepMax, idLength, paused };
}
