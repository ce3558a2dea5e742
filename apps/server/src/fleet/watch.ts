/**
 * What one set of biz tags looks like to those who watch it: all of them have been sent the same, so that an event is put together once
 * however many there are. A watch begins empty; its first event to anybody is whole.
 */
import type { NodeFigure } from '#contract';
import { joined } from './figure-text.js';

/** The figures of one moment, put into text once for all who watch. */
export interface Look {
  readonly at: string;
  /** As JSON. */
  readonly fleet: string;
  readonly nodes: readonly NodeText[];
  /** @returns the figure of a tag as JSON, the same text as long as nothing of it changes; undefined when there is no such tag */
  tag(bizTag: string): string | undefined;
}

export interface NodeText {
  readonly node: NodeFigure;
  /** As JSON. */
  readonly text: string;
  /** The same as long as nothing is worth telling. */
  readonly sameness: string;
}

export interface WatchEvents {
  /** For those who have been sent nothing. */
  readonly whole: () => Buffer;
  /** For those who have been sent all until now; undefined when nothing has changed. */
  readonly changes: Buffer | undefined;
}

/** A heartbeat alone is told no oftener than this. */
const HEARTBEAT_TOLD_EVERY_MS = 10_000;

export class Watch {
  private fleet = '';
  private readonly nodes = new Map<string, NodeText>();
  private readonly tags = new Map<string, string>();
  private readonly gone = new Set<string>();

  /** @param bizTags those watched now, for the set of a watch without names follows what there is */
  next(look: Look, bizTags: readonly string[]): WatchEvents {
    const nodes = this.nextNodes(look.nodes);
    const { tags, gone } = this.nextTags(look, bizTags);
    const fleet = look.fleet === this.fleet ? undefined : look.fleet;
    this.fleet = look.fleet;
    const isChanged = fleet !== undefined || nodes.length > 0 || tags.length > 0 || gone.length > 0;
    return {
      whole: () => {
        const all = { fleet: this.fleet, nodes: look.nodes.map(({ text }) => text) };
        return eventOf({ at: look.at, ...all, tags: [...this.tags.values()], gone: [...this.gone] });
      },
      changes: isChanged ? eventOf({ at: look.at, fleet, nodes, tags, gone }) : undefined,
    };
  }

  private nextNodes(nodes: readonly NodeText[]): string[] {
    const changed: string[] = [];
    const there = new Set<string>();
    for (const next of nodes) {
      const { nodeId } = next.node;
      there.add(nodeId);
      if (this.nodes.get(nodeId)?.sameness === next.sameness) continue;
      this.nodes.set(nodeId, next);
      changed.push(next.text);
    }
    for (const [nodeId, { node }] of this.nodes) {
      if (there.has(nodeId)) continue;
      // It has taken itself off the list; whoever watches is told once that it is not there any more.
      changed.push(JSON.stringify({ ...node, alive: false, state: 'draining' } satisfies NodeFigure));
      this.nodes.delete(nodeId);
    }
    return changed;
  }

  private nextTags(look: Look, bizTags: readonly string[]): { tags: string[]; gone: string[] } {
    const tags: string[] = [];
    const gone: string[] = [];
    for (const bizTag of bizTags) {
      const text = look.tag(bizTag);
      if (text === undefined) {
        if (!this.gone.has(bizTag)) gone.push(bizTag);
        this.gone.add(bizTag);
        this.tags.delete(bizTag);
      } else if (this.tags.get(bizTag) !== text) {
        this.tags.set(bizTag, text);
        this.gone.delete(bizTag);
        tags.push(text);
      }
    }
    if (this.tags.size + this.gone.size > bizTags.length) gone.push(...this.leftOver(look, bizTags));
    return { tags, gone };
  }

  /** Tags that were watched without being named. @returns those of them that are not there any more */
  private leftOver(look: Look, bizTags: readonly string[]): string[] {
    const watched = new Set(bizTags);
    for (const bizTag of this.gone) if (!watched.has(bizTag)) this.gone.delete(bizTag);
    const left = [...this.tags.keys()].filter((bizTag) => !watched.has(bizTag));
    for (const bizTag of left) this.tags.delete(bizTag);
    return left.filter((bizTag) => look.tag(bizTag) === undefined);
  }
}

export function nodeText(node: NodeFigure): NodeText {
  const heartbeat = Math.floor(Date.parse(node.heartbeatAt) / HEARTBEAT_TOLD_EVERY_MS);
  return { node, text: JSON.stringify(node), sameness: JSON.stringify({ ...node, heartbeatAt: heartbeat }) };
}

interface Parts {
  readonly at: string;
  readonly fleet: string | undefined;
  readonly nodes: readonly string[];
  readonly tags: readonly string[];
  readonly gone: readonly string[];
}

function eventOf({ at, fleet, nodes, tags, gone }: Parts): Buffer {
  const ofFleet = fleet === undefined ? '' : `"fleet":${fleet},`;
  const head = `event: figures\ndata: {"at":"${at}",${ofFleet}"nodes":[${nodes.join(',')}],"tags":[`;
  return Buffer.from(joined(head, tags, `],"gone":${JSON.stringify(gone)}}\n\n`));
}
