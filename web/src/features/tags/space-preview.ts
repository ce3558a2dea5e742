/** What comes of a new biz tag's settings: where it begins, how many numbers fit, how long they last. Pure. */
import { MAX_ID_LIMIT } from '#contract';

/** Any length is Leaf's way: from 1 on. */
const FIRST_OF_ANY_LENGTH = 1n;

export interface SpacePreview {
  readonly first: bigint;
  /** 0 when none fits. */
  readonly count: bigint;
}

/** @param maxId digits; undefined for where the space begins @returns undefined while the first number is no number */
export function spacePreview(idLength: number | null, maxId: string | undefined): SpacePreview | undefined {
  if (maxId !== undefined && !/^\d{1,19}$/.test(maxId)) return undefined;
  const floor = idLength === null ? FIRST_OF_ANY_LENGTH : 10n ** BigInt(idLength - 1);
  const past = idLength === null ? MAX_ID_LIMIT : 10n ** BigInt(idLength);
  const ceiling = past > MAX_ID_LIMIT ? MAX_ID_LIMIT : past;
  const first = maxId === undefined ? floor : BigInt(maxId);
  return { first, count: first < floor || first >= ceiling ? 0n : ceiling - first };
}

/** @returns how long so many numbers last, in ms; Infinity past what a date can say */
export function lifetimeMs(count: bigint, ratePerSecond: number): number {
  const ms = (Number(count) / ratePerSecond) * 1_000;
  return ms < HUNDRED_YEARS_MS ? ms : Number.POSITIVE_INFINITY;
}

const HUNDRED_YEARS_MS = 100 * 365 * 86_400_000;
