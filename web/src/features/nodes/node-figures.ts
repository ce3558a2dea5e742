/** What the page of nodes makes of their figures. Pure. */
import type { NodeFigure, TrafficFigure } from '#contract';

type Nodes = readonly NodeFigure[];

/**
 * The stream tells of changes at once but not of heartbeats alone, a list that is read tells of all but later: of each node the one that
 * has heard of it last. What only the stream knows is a node that came since the list was read, or a dead one the list has dropped.
 */
export function freshestNodes(read: Nodes | undefined, streamed: Nodes | undefined): Nodes | undefined {
  if (read === undefined || streamed === undefined) return read ?? streamed;
  const byId = new Map(read.map((node) => [node.nodeId, node]));
  for (const node of streamed) {
    const known = byId.get(node.nodeId);
    const isNewer = known === undefined ? node.alive : node.heartbeatAt >= known.heartbeatAt;
    if (isNewer) byId.set(node.nodeId, node);
  }
  return [...byId.values()];
}

/** The living first, each by name. */
export function sortedNodes(nodes: Nodes): Nodes {
  return nodes.toSorted((a, b) => Number(b.alive) - Number(a.alive) || (a.nodeId < b.nodeId ? -1 : 1));
}

export interface NodeSummary {
  readonly aliveCount: number;
  readonly versionCount: number;
  readonly together: Pick<TrafficFigure, 'numbersPerSecond' | 'requestsPerSecond'>;
}

export function summaryOf(nodes: Nodes): NodeSummary {
  const alive = nodes.filter((node) => node.alive);
  const sum = (of: (traffic: TrafficFigure) => number) => alive.reduce((total, { traffic }) => total + of(traffic), 0);
  return {
    aliveCount: alive.length,
    versionCount: new Set(alive.map(({ version }) => version)).size,
    together: {
      numbersPerSecond: sum(({ numbersPerSecond }) => numbersPerSecond),
      requestsPerSecond: sum(({ requestsPerSecond }) => requestsPerSecond),
    },
  };
}

/** A share as people read it: none, or never so little that it looks like none. */
export function percentText(share: number): string {
  if (share === 0) return '0 %';
  const percent = share * 100;
  if (percent < 0.01) return '< 0.01 %';
  return `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

export function msText(ms: number): string {
  if (ms < 0.1) return '< 0.1';
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}
