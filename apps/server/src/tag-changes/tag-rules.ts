/**
 * What a biz tag may be made or changed into, given what was given out of it already. Pure: a state and a wish make a state, or a
 * RequestFault that names the field and the figure that would do.
 */
import { type BizTagState, type ChangeTag, type CreateTag, ID_LENGTH_MAX, STEP_MAX_DEFAULT } from '#contract';
import { numberSpace } from '#segment';
import type { LockedBizTag, NewBizTagState, BizTagState as StoredState } from '#storage';
import { fieldFault, RequestFault } from '../http/index.js';

/** Leaf's own first maximum. */
const FIRST_MAX_ID = 1n;

/** @param reservedEnd up to where a former tag of this name has given out; 0 without one */
export function newTag(wish: CreateTag, reservedEnd: bigint): NewBizTagState {
  const { step, idLength = null, paused = false } = wish;
  assertLength(idLength, reservedEnd);
  assertSomeLeft(idLength, reservedEnd);
  const maxId = firstMaxId(wish, reservedEnd);
  const left = numberSpace(idLength).ceiling - maxId;
  if (BigInt(step) > left) throw fieldFault('step', `must be at most ${left}: there are no more numbers than that`);
  const stepMax = wish.stepMax ?? Math.max(STEP_MAX_DEFAULT, step);
  return { description: textOrNull(wish.description ?? null), step, stepMax, idLength, paused, maxId };
}

/** @throws RequestFault VERSION_CONFLICT with both states when `wish` is based on another version */
export function changedTag(present: LockedBizTag, wish: ChangeTag): StoredState {
  const { description, step, stepMax, idLength, paused, version } = wish;
  const state: StoredState = {
    description: description === undefined ? present.description : textOrNull(description),
    step: step ?? present.step,
    stepMax: stepMax ?? present.stepMax,
    idLength: idLength === undefined ? present.idLength : idLength,
    paused: paused ?? present.paused,
  };
  const { bizTag, maxId } = present;
  assertVersion(present, version, () => ({ ...stateOf({ ...state, bizTag, maxId, version }) }));
  if (state.stepMax < state.step) {
    throw stepMax === undefined
      ? fieldFault('step', `must not be above stepMax, which is ${state.stepMax}`)
      : fieldFault('stepMax', `must not be below step, which is ${state.step}`);
  }
  // A tag that has passed its length by other means must still take other changes.
  if (state.idLength !== present.idLength) assertLength(state.idLength, present.reservedEnd);
  return state;
}

/** @param attempted what the request would have made of it */
export function assertVersion(
  present: LockedBizTag,
  version: number,
  attempted: () => Readonly<Record<string, unknown>>,
): void {
  if (present.version === version) return;
  throw new RequestFault(
    'VERSION_CONFLICT',
    `${present.bizTag} was changed meanwhile: it has version ${present.version} now, and this change is based on ${version}`,
    {},
    { conflict: { current: { ...stateOf(present) }, attempted: { ...attempted() } } },
  );
}

export function stateOf(tag: Omit<LockedBizTag, 'reservedEnd'>): BizTagState {
  const { bizTag, description, step, stepMax, maxId, idLength, paused, version } = tag;
  return { bizTag, description, step, stepMax, maxId: String(maxId), idLength, paused, version };
}

function firstMaxId({ maxId: wished, idLength = null }: CreateTag, reservedEnd: bigint): bigint {
  const { floor, ceiling } = numberSpace(idLength);
  if (wished === undefined) return highest(idLength === null ? FIRST_MAX_ID : floor, reservedEnd);
  const maxId = BigInt(wished);
  const least = highest(floor, reservedEnd);
  if (maxId < reservedEnd) {
    const why = 'an earlier tag of this name has given out the numbers below it';
    throw fieldFault('maxId', `must be at least ${least}: ${why}`);
  }
  if (maxId < floor || maxId >= ceiling) {
    const kind = idLength === null ? '' : `, for numbers of ${idLength} digits`;
    throw fieldFault('maxId', `must be from ${least} to ${ceiling - 1n}${kind}`);
  }
  return maxId;
}

/** Numbers that were given out must not be longer than the tag allows. */
function assertLength(idLength: number | null, reservedEnd: bigint): void {
  if (idLength === null || reservedEnd <= numberSpace(idLength).ceiling) return;
  let least = idLength;
  while (reservedEnd > numberSpace(least).ceiling) least++;
  throw fieldFault(
    'idLength',
    `must be at least ${least}: numbers up to ${reservedEnd - 1n} were given out; null takes any length`,
  );
}

function assertSomeLeft(idLength: number | null, reservedEnd: bigint): void {
  if (reservedEnd < numberSpace(idLength).ceiling) return;
  throw idLength === null || idLength === ID_LENGTH_MAX
    ? fieldFault('bizTag', 'must be another one: all numbers of this name were given out')
    : fieldFault('idLength', `must be at least ${idLength + 1}: all numbers of ${idLength} digits were given out`);
}

function highest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** An empty description is none. */
function textOrNull(text: string | null): string | null {
  return text === '' ? null : text;
}
