/**
 * What the console shows: biz tags with what every node holds of them, nodes, and the fleet in sum. This node's figures come from its
 * memory, the others' from what they last wrote, and while the database is away from what was last seen of that.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { BizTagFigure, FleetFigure, NodeFigure, TagListQuery } from '#contract';
import { Storage } from '#storage';
import { NODE_IDENTITY, type NodeIdentity, NodeState } from '../node/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { trafficFigure } from '../telemetry/index.js';
import { joined, tagFigure, tagText } from './figure-text.js';
import { fleetTraffic, type TagsFigure, tagsFigure } from './fleet-figure.js';
import { FleetReader, type OtherNode } from './fleet-reader.js';
import { nodeStateOf } from './heartbeat.service.js';
import type { NodeWord } from './node-word.js';
import { OwnBuffers } from './own-buffers.js';
import { OwnWord } from './own-word.js';
import { type TagEntry, TagIndex } from './tag-index.js';
import { tagPage } from './tag-list.js';

/** How old this node's own figures may be: looks of many consoles share one pass over all buffers. */
const OWN_MAX_AGE_MS = 500;
/** In a list, which is not live. */
const LISTED_MAX_AGE_MS = 1_000;
/** The others tell of themselves every two seconds: a list does not wait to have them fresher than that. */
const LISTED_FLEET_MAX_AGE_MS = 2_500;

@Injectable()
export class FiguresService {
  private readonly index = new TagIndex();
  private summed: { readonly version: number; readonly figure: TagsFigure } | undefined;

  constructor(
    @Inject(FleetReader) private readonly reader: FleetReader,
    @Inject(OwnBuffers) private readonly ownBuffers: OwnBuffers,
    @Inject(OwnWord) private readonly ownWord: OwnWord,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
    @Inject(NODE_IDENTITY) private readonly identity: NodeIdentity,
    @Inject(NodeState) private readonly state: NodeState,
  ) {}

  /** A page of biz tags, as JSON. */
  async list(query: TagListQuery): Promise<string> {
    await this.reader.refreshed(LISTED_FLEET_MAX_AGE_MS);
    const { items, total } = tagPage(this.entries(LISTED_MAX_AGE_MS), query);
    await this.reader.loaded(items.map(({ tag }) => tag.bizTag));
    return joined(
      '{"items":[',
      items.map((entry) => this.textOf(entry)),
      `],"total":${total}}`,
    );
  }

  /** @returns undefined where this node knows of no such tag */
  async one(bizTag: string): Promise<BizTagFigure | undefined> {
    await this.reader.refreshed();
    await this.reader.loaded([bizTag]);
    this.entries();
    const entry = this.index.find(bizTag);
    return entry && tagFigure(entry, this.reader.details.of(bizTag));
  }

  /** Brings everything up to date, and the buffers of these tags, as far as the database answers. */
  async refreshed(bizTags: readonly string[]): Promise<void> {
    await this.reader.refreshed();
    await this.reader.loaded(bizTags);
    this.entries();
  }

  /** By name, as of now. */
  entries(ownMaxAgeMs: number = OWN_MAX_AGE_MS): readonly TagEntry[] {
    const { summaries: others, version: othersVersion } = this.reader;
    const own = this.ownBuffers.look(ownMaxAgeMs);
    this.index.update({ tags: this.tagSync.tags, own, others, othersVersion });
    return this.index.entries;
  }

  /** The figure of a tag as JSON, as of the last `refreshed`. */
  text(bizTag: string): string | undefined {
    const entry = this.index.find(bizTag);
    return entry && this.textOf(entry);
  }

  /** This one first. */
  nodes(): NodeFigure[] {
    return [this.ownNode(), ...this.reader.nodes.map(nodeFigure)];
  }

  /** What the other live nodes last said of their traffic. */
  otherWords(): { readonly nodeId: string; readonly word: NodeWord }[] {
    return this.reader.nodes.filter(({ isAlive }) => isAlive).map(({ seen, word }) => ({ nodeId: seen.nodeId, word }));
  }

  fleet(): FleetFigure {
    const entries = this.entries();
    const { version } = this.index;
    if (this.summed?.version !== version) this.summed = { version, figure: tagsFigure(entries) };
    const words = this.otherWords().map(({ word }) => word);
    const problem = this.reader.databaseProblem;
    return {
      traffic: fleetTraffic([this.ownWord.now(this.own()), ...words]),
      database: {
        status: problem === undefined ? 'ok' : 'away',
        description: this.storage.describe(),
        detail: problem ?? null,
      },
      nodes: { alive: words.length + 1, total: this.reader.nodes.length + 1 },
      ...this.summed.figure,
    };
  }

  private own() {
    return this.ownBuffers.look(OWN_MAX_AGE_MS);
  }

  private textOf(entry: TagEntry): string {
    return tagText(entry, this.reader.details.of(entry.tag.bizTag));
  }

  private ownNode(): NodeFigure {
    const { nodeId, address, version, startedAt } = this.identity;
    const { last, tagCount } = this.ownWord.now(this.own());
    return {
      nodeId,
      address,
      version,
      startedAt: startedAt.toISOString(),
      heartbeatAt: new Date().toISOString(),
      alive: true,
      state: nodeStateOf(this.state),
      traffic: trafficFigure(last, last.overMs),
      tagCount,
    };
  }
}

function nodeFigure({ seen, word, isAlive, heartbeatAt }: OtherNode): NodeFigure {
  const { nodeId, address, version, state, startedAt } = seen;
  return {
    nodeId,
    address,
    version,
    state,
    startedAt: startedAt.toISOString(),
    heartbeatAt: heartbeatAt.toISOString(),
    alive: isAlive,
    traffic: trafficFigure(word.last, word.last.overMs),
    tagCount: word.tagCount,
  };
}
