/** What a list of tokens says beyond its rows. Pure. */
import type { Scope, Token } from '#contract';

const DAY_MS = 86_400_000;
export const EXPIRY_WARNING_DAYS = 14;

/** @returns whole days until it expires; null for a token that never does, or no longer can */
export function daysLeft({ state, expiresAt }: Token, nowMs: number): number | null {
  if (state !== 'live' || expiresAt === null) return null;
  return Math.max(0, Math.floor((Date.parse(expiresAt) - nowMs) / DAY_MS));
}

/** Names that two live tokens share: they are being rotated. */
export function rotatingNames(tokens: readonly Token[]): ReadonlySet<string> {
  const live = tokens.filter(({ state }) => state === 'live').map(({ name }) => name);
  return new Set(live.filter((name, index) => live.indexOf(name) !== index));
}

/** The live first; each in the order they came in. */
export function liveFirst(tokens: readonly Token[]): readonly Token[] {
  return tokens.toSorted((a, b) => Number(a.state !== 'live') - Number(b.state !== 'live'));
}

/**
 * A call that shows that a token works. The secret is read from the keyboard: on the command line it would stay in the shell's history.
 * @param origin such as https://ids.example.com
 */
export function curlExample(origin: string, scopes: readonly Scope[]): string {
  return `read -rs BANYAN_TOKEN\n${callOf(origin, scopes)} -H "Authorization: Bearer $BANYAN_TOKEN"`;
}

function callOf(origin: string, scopes: readonly Scope[]): string {
  const taking = scopes.find(({ verbs }) => verbs.includes('id'));
  if (taking !== undefined) return `curl ${origin}/api/v1/ids/${exampleTag(taking)}`;
  const leasing = scopes.find(({ verbs }) => verbs.includes('lease'));
  if (leasing === undefined) return `curl ${origin}/api/v1/admin/tags`;
  const body = `-H 'Content-Type: application/json' -d '{"count":1000}'`;
  return `curl ${origin}/api/v1/segments/${exampleTag(leasing)} ${body}`;
}

/** A biz tag that the pattern covers: the pattern without its stars, if anything is left. */
function exampleTag({ tags }: Scope): string {
  const plain = tags.replaceAll('*', '').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return plain === '' ? 'order' : plain;
}
