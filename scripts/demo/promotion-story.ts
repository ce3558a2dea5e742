/** What the demo says of its promotion as it goes by, in a few words. Pure. */
import type { PromotionDetail, PromotionEvent } from '#contract';

/** @param serverOf the name of the server that a node is, such as `server 1` */
export function eventWords(
  { from, state, nodeId, detail }: PromotionEvent,
  serverOf: (nodeId: string) => string,
): string {
  const isMove = from !== state;
  const what = isMove ? `promotion ${state}` : `promotion ${detail ?? 'planned anew'}`;
  const more = isMove && detail !== null ? `: ${detail}` : '';
  return `${what}${more} (${serverOf(nodeId)})`;
}

/** @returns such as `2 of 2 nodes warm`; undefined while no node has to be */
export function warmthWords({ state, progress }: Pick<PromotionDetail, 'state' | 'progress'>): string | undefined {
  if (state !== 'warming' || progress.length === 0) return undefined;
  const warm = progress.filter(({ tagCount, warmCount }) => tagCount === warmCount).length;
  return `${warm} of ${progress.length} nodes warm`;
}

/** The states it went through, each once, and the step it asked for. */
export function lifeWords({ events, plan }: Pick<PromotionDetail, 'events' | 'plan'>, bizTag: string): string {
  const states = events.filter(({ from, state }) => from !== state).map(({ state }) => state);
  const planned = plan.find((tag) => tag.bizTag === bizTag);
  const step = planned === undefined ? '' : `; step of ${bizTag} at least ${planned.step.toLocaleString('en-US')}`;
  return `${states.join(', ')}${step}`;
}
