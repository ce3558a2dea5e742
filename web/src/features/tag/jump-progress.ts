/** Who has followed the last jump that was ordered. Pure: every figure says it of itself, nothing is remembered or timed. */
import type { BizTagFigure, BufferFigure } from '#contract';

/** Why a node is still on its old segments: a failing refill is tried again, the others take a person. `coming`: within seconds. */
export type JumpDelay = 'coming' | 'failing' | 'exhausted' | 'stopping' | 'broken';

export interface JumpProgress {
  readonly doneCount: number;
  readonly nodeCount: number;
  /** The nodes that have not followed, in the order of their names. */
  readonly waiting: readonly { readonly nodeId: string; readonly delay: JumpDelay }[];
}

type Ordered = Pick<BizTagFigure, 'jumpEpoch'>;

/** @returns undefined where no jump was ever ordered: there is nothing to follow */
export function hasJumped(buffer: BufferFigure, tag: Ordered): boolean | undefined {
  return tag.jumpEpoch === 0 ? undefined : buffer.jumpEpoch >= tag.jumpEpoch;
}

/** @returns undefined while there is nothing to wait for */
export function jumpProgress(tag: Pick<BizTagFigure, 'jumpEpoch' | 'spaceUsed' | 'buffers'>): JumpProgress | undefined {
  const late = tag.buffers.filter((buffer) => hasJumped(buffer, tag) === false);
  if (late.length === 0) return undefined;
  return {
    doneCount: tag.buffers.length - late.length,
    nodeCount: tag.buffers.length,
    waiting: late
      .map((buffer) => ({ nodeId: buffer.nodeId, delay: delayOf(buffer, tag.spaceUsed) }))
      .toSorted((a, b) => (a.nodeId < b.nodeId ? -1 : 1)),
  };
}

/** A node that still serves may have no numbers left to jump to. */
function delayOf({ mode, refillFailedAttempts }: BufferFigure, spaceUsed: number): JumpDelay {
  if (mode === 'broken') return 'broken';
  if (mode === 'exhausted' || spaceUsed >= 1) return 'exhausted';
  if (mode === 'draining' || mode === 'closed') return 'stopping';
  return refillFailedAttempts > 0 ? 'failing' : 'coming';
}
