/** How far the nodes are with a promotion, by what each last said of its buffers. Pure. */
import type { PromotionNode, WarmState } from '#contract';
import type { HeldSegment, NodeBufferRecord, PromotionTagRecord } from '#storage';

type Wanted = Pick<PromotionTagRecord, 'bizTag' | 'step' | 'jumpEpoch' | 'jumpStep'>;

const WAITING_TOLD_MAX = 20;

/** @param buffers of these nodes and biz tags, in any order */
export function progressOf(
  nodeIds: readonly string[],
  tags: readonly Wanted[],
  buffers: readonly NodeBufferRecord[],
): PromotionNode[] {
  const byNode = new Map<string, Map<string, NodeBufferRecord>>(nodeIds.map((nodeId) => [nodeId, new Map()]));
  for (const buffer of buffers) byNode.get(buffer.nodeId)?.set(buffer.bizTag, buffer);
  return [...byNode].map(([nodeId, held]) => {
    const states = tags.map((tag) => ({ bizTag: tag.bizTag, state: warmState(tag, held.get(tag.bizTag)) }));
    const waiting = states.filter(({ state }) => state !== 'warm');
    const runways = [...held.values()].flatMap(({ runwayMs }) => (runwayMs === null ? [] : [runwayMs]));
    return {
      nodeId,
      tagCount: tags.length,
      warmCount: tags.length - waiting.length,
      runwayMs: runways.length === 0 ? null : Math.min(...runways),
      waiting: waiting.slice(0, WAITING_TOLD_MAX),
    };
  });
}

/** A floor that rose a little since the jump is met by the next refill: what the node was brought to is warm until then. */
export function warmState({ step, jumpEpoch, jumpStep }: Wanted, buffer: NodeBufferRecord | undefined): WarmState {
  if (buffer === undefined) return 'unseen';
  const { mode, current, next } = buffer;
  if (mode === 'paused' || mode === 'exhausted') return mode;
  if (buffer.stepFloor === null || buffer.stepFloor < step) return 'unseen';
  if (jumpEpoch !== null && buffer.jumpEpoch < jumpEpoch) return 'jumping';
  if (current === null || next === null) return 'filling';
  const enough = Math.min(step, jumpStep ?? step);
  return lengthOf(current) >= enough && lengthOf(next) >= enough ? 'warm' : 'short';
}

function lengthOf({ start, end }: HeldSegment): number {
  return Number(end - start);
}

/**
 * Whether the nodes have let go of a promotion's floors.
 *
 * @param floors those still in force by other promotions, by biz tag
 */
export function hasLetGo(buffers: readonly NodeBufferRecord[], floors: ReadonlyMap<string, number>): boolean {
  return buffers.every(({ bizTag, stepFloor }) => stepFloor === (floors.get(bizTag) ?? null));
}
