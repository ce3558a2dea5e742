/** What the scopes of a token allow. Pure. */
import { matchesTag, ROLES, type Role, type Verb } from '#contract';

export interface Scope {
  readonly tags: string;
  readonly verbs: readonly string[];
  readonly dailyQuota?: number | null | undefined;
}

/** What a token may do with one biz tag. */
export interface Grant {
  readonly verbs: ReadonlySet<string>;
  /** Numbers a day; null without a limit. */
  readonly dailyQuota: number | null;
}

/** All that the scopes allow for a tag together: where one of them has no quota, there is none. */
export function grantOf(scopes: readonly Scope[], bizTag: string): Grant {
  const matching = scopes.filter(({ tags }) => matchesTag(tags, bizTag));
  const taking = matching.filter(({ verbs }) => verbs.includes('id') || verbs.includes('lease'));
  const quotas = taking.map(({ dailyQuota }) => dailyQuota ?? null);
  const limits = quotas.filter((quota) => quota !== null);
  const dailyQuota = limits.length === 0 || limits.length < quotas.length ? null : Math.max(...limits);
  return { verbs: new Set(matching.flatMap(({ verbs }) => verbs)), dailyQuota };
}

/**
 * The role that a token has towards one biz tag, or towards everything.
 * @param bizTag null: what belongs to no tag, for which the pattern must be `*`
 */
export function roleOf(scopes: readonly Scope[], bizTag: string | null): Role | undefined {
  const covering = scopes.filter(({ tags }) => (bizTag === null ? tags === '*' : matchesTag(tags, bizTag)));
  const verbs = new Set(covering.flatMap((scope) => scope.verbs as Verb[]));
  return ROLES.findLast((role) => verbs.has(role));
}

/** Whether a role may do what asks for another. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
