/** What an operator should look at: the one rule of the server. For buffers of other nodes the database applies it (BufferSummary). Pure. */
import { TROUBLES, type Trouble } from '#contract';
import { numberSpace } from '#segment';
import { BUFFER_TROUBLE, type NodeBufferRecord, type ShortRule } from '#storage';

/** A runway under a minute is no trouble as long as the next segment comes in time: while a step grows, it is the rule. */
export const SHORT: ShortRule = { runwayMs: 60_000, idleShare: 0.2 };
/** Beyond this share of its number space a tag is worth a look. */
const SPACE_USED_MAX = 0.8;

/** Troubles of a tag are a set in bits, the gravest the lowest: those of its buffers, and two of its own. */
const SPACE = 1 << TROUBLES.indexOf('space');
const PAUSED = 1 << TROUBLES.indexOf('paused');

/** @returns bits of BUFFER_TROUBLE */
export function bufferTroubles(buffer: NodeBufferRecord): number {
  const { mode, waiterCount, refillFailedAttempts } = buffer;
  return (
    (mode === 'broken' ? BUFFER_TROUBLE.broken : 0) |
    (mode === 'exhausted' ? BUFFER_TROUBLE.exhausted : 0) |
    (waiterCount > 0 ? BUFFER_TROUBLE.waiting : 0) |
    (refillFailedAttempts > 0 ? BUFFER_TROUBLE.failing : 0) |
    (isShort(buffer) ? BUFFER_TROUBLE.short : 0)
  );
}

function isShort({ mode, runwayMs, current, next }: NodeBufferRecord): boolean {
  if (mode !== 'serving' || current === null || next !== null) return false;
  if (runwayMs === null || runwayMs >= SHORT.runwayMs) return false;
  return current.idle < SHORT.idleShare * Number(current.end - current.start);
}

export function tagTroubles(ofBuffers: number, { paused, spaceUsed }: { paused: boolean; spaceUsed: number }): number {
  return ofBuffers | (spaceUsed > SPACE_USED_MAX ? SPACE : 0) | (paused ? PAUSED : 0);
}

/** The gravest first. */
export function troublesOf(bits: number): Trouble[] {
  return bits === 0 ? [] : TROUBLES.filter((_trouble, index) => (bits & (1 << index)) !== 0);
}

/** Lower is graver. */
export function gravityOf(bits: number): number {
  return bits & -bits;
}

/** @param maxId the exclusive end of all that was reserved @returns from 0 to 1 */
export function spaceUsedOf(maxId: bigint, idLength: number | null): number {
  const { floor, ceiling } = numberSpace(idLength);
  return Math.min(1, Math.max(0, Number(maxId - floor) / Number(ceiling - floor)));
}
