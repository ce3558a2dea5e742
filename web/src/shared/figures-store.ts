/**
 * What the stream has brought, for whoever shows it. A tag's figures are kept while the stream is asked for them; what a page reads by
 * itself stands beside that and is older.
 */
import type { BizTagFigure, FiguresEvent, FleetFigure, NodeFigure } from '#contract';

export interface Figures {
  readonly fleet: FleetFigure | undefined;
  readonly nodes: readonly NodeFigure[] | undefined;
  readonly tags: ReadonlyMap<string, BizTagFigure>;
  /** Tags that were asked for and are not there. */
  readonly gone: ReadonlySet<string>;
  /** When the server said so, by its clock. */
  readonly at: Date | undefined;
}

export const NO_FIGURES: Figures = {
  fleet: undefined,
  nodes: undefined,
  tags: new Map(),
  gone: new Set(),
  at: undefined,
};

/** @param isFirst whether the event is the first of its connection: then it is whole, and takes the place of what was known */
export function figuresAfter(known: Figures, event: FiguresEvent, isFirst: boolean): Figures {
  const { fleet = known.fleet, nodes, tags, gone } = event;
  const at = new Date(event.at);
  if (isFirst) {
    const fresh = new Map(tags.map((tag) => [tag.bizTag, fresherOf(known.tags.get(tag.bizTag), tag)]));
    return { fleet, nodes, tags: fresh, gone: new Set(gone), at };
  }
  return { fleet, nodes: withNodes(known.nodes ?? [], nodes), ...withTags(known, tags, gone), at };
}

/** A figure that somebody else than the stream brought: the answer to a change. */
export function figuresWithTag(known: Figures, tag: BizTagFigure): Figures {
  return { ...known, ...withTags(known, [tag], []) };
}

function withTags(
  known: Figures,
  tags: readonly BizTagFigure[],
  gone: readonly string[],
): Pick<Figures, 'tags' | 'gone'> {
  if (tags.length === 0 && gone.length === 0) return { tags: known.tags, gone: known.gone };
  const here = new Map(known.tags);
  const missing = new Set(known.gone);
  for (const tag of tags) {
    here.set(tag.bizTag, fresherOf(here.get(tag.bizTag), tag));
    missing.delete(tag.bizTag);
  }
  for (const bizTag of gone) {
    here.delete(bizTag);
    missing.add(bizTag);
  }
  return { tags: here, gone: missing };
}

/** A node hears of a change within seconds: until it has, its figures come with the settings of before, which are known to be old. */
function fresherOf(known: BizTagFigure | undefined, told: BizTagFigure): BizTagFigure {
  if (known === undefined || told.version >= known.version) return told;
  const { description, step, stepMax, jumpEpoch, idLength, paused, version } = known;
  return { ...told, description, step, stepMax, jumpEpoch, idLength, paused, version };
}

function withNodes(known: readonly NodeFigure[], changed: readonly NodeFigure[]): readonly NodeFigure[] {
  if (changed.length === 0) return known;
  const byId = new Map(known.map((node) => [node.nodeId, node]));
  for (const node of changed) byId.set(node.nodeId, node);
  return [...byId.values()];
}
