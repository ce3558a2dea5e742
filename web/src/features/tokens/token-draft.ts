/**
 * A token while it is being filled in: everything as it was typed. What is wrong with it the server says, at the field; a number that
 * is none goes to it as it was typed, so that it can say so. Pure.
 */
import type { CreateToken, Token, Verb } from '#contract';

export interface ScopeDraft {
  /** Tells the rows of the editor apart. */
  readonly key: string;
  readonly tags: string;
  readonly verbs: readonly Verb[];
  readonly dailyQuota: string;
}

export const EXPIRIES = ['30', '90', '180', '365', 'at', 'never'] as const;
export type Expiry = (typeof EXPIRIES)[number];

export interface TokenDraft {
  readonly name: string;
  readonly scopes: readonly ScopeDraft[];
  readonly ratePerSecond: string;
  readonly burst: string;
  /** In days; `at`: at `expiresAt`. */
  readonly expiry: Expiry;
  /** ISO 8601; empty until a moment is chosen. */
  readonly expiresAt: string;
  readonly reason: string;
}

const DAY_MS = 86_400_000;

export function newScope(key: string): ScopeDraft {
  return { key, tags: '', verbs: ['id'], dailyQuota: '' };
}

export function newDraft(): TokenDraft {
  const scopes = [newScope('0')];
  return { name: '', scopes, ratePerSecond: '', burst: '', expiry: '90', expiresAt: '', reason: '' };
}

/** A token with another one's name and rights, to take its place. */
export function successorOf({ name, scopes, ratePerSecond, burst }: Token): TokenDraft {
  return {
    ...newDraft(),
    name,
    scopes: scopes.map(({ tags, verbs, dailyQuota }, index) => ({
      key: String(index),
      tags,
      verbs,
      dailyQuota: textOf(dailyQuota ?? null),
    })),
    ratePerSecond: textOf(ratePerSecond),
    burst: textOf(burst),
  };
}

type Sent<T> = { [K in keyof T]: unknown };

/** @returns what is sent; the server checks it */
export function bodyOf(draft: TokenDraft, nowMs: number): Sent<Required<CreateToken>> {
  const { name, scopes, ratePerSecond, burst, reason } = draft;
  return {
    name,
    scopes: scopes.map(({ tags, verbs, dailyQuota }) => ({
      tags: tags.trim(),
      verbs,
      dailyQuota: numberOf(dailyQuota),
    })),
    ratePerSecond: numberOf(ratePerSecond),
    burst: numberOf(burst),
    expiresAt: expiresAtOf(draft, nowMs),
    reason,
  };
}

function expiresAtOf({ expiry, expiresAt }: TokenDraft, nowMs: number): string | null {
  if (expiry === 'never') return null;
  return expiry === 'at' ? expiresAt : new Date(nowMs + Number(expiry) * DAY_MS).toISOString();
}

/** Blanks and commas between digits are how people write long numbers. */
function numberOf(typed: string): number | string | null {
  const digits = typed.replaceAll(/[\s,_]/gu, '');
  if (digits === '') return null;
  return /^\d{1,15}$/.test(digits) ? Number(digits) : typed;
}

function textOf(number: number | null): string {
  return number === null ? '' : String(number);
}
