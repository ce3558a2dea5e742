/**
 * K nodes and the SDKs behind them on one store, with faults, one random step after another, every invariant checked after every step.
 * Time and chance come from the seed alone: the same seed is the same run.
 */
import type { BizTagSettings } from '../biz-tag-settings.js';
import type { BufferEvent } from '../buffer-event.js';
import { ManualClock, settle } from '../clock.js';
import { AllocatorError } from '../errors.js';
import { MAX_ID_END, type SegmentRange, type SegmentSource, SegmentSourceError } from '../segment-source.js';
import { checkNode } from './checks.js';
import { FaultyStore, type SourcePlant } from './faulty-source.js';
import { Ledger, Violation } from './ledger.js';
import { SeededRandom } from './seeded-random.js';
import { BATCH_MAX, expectedRefusal, SimulatedNode, SkewedClock, WAIT_TIMEOUT_MS } from './simulated-node.js';

export type Plant = SourcePlant | 'used-after-close';
export const PLANTS: readonly Plant[] = [
  'publish-before-commit',
  'start-from-old-step',
  'no-regression-check',
  'used-after-close',
];

export interface SimulationOptions {
  readonly seed: number;
  readonly nodes?: number;
  readonly plant?: Plant | undefined;
}

export interface SimulationReport {
  readonly steps: number;
  readonly numbersGiven: bigint;
  readonly counts: Readonly<Record<string, number>>;
}

const ACTIONS = {
  take: 46,
  'sdk-take': 18,
  'pass-time': 22,
  weather: 2,
  crash: 0.6,
  restart: 0.6,
  'clock-jump': 0.8,
  'edit-step': 1,
  'edit-length': 0.05,
  jump: 1,
  skip: 0.3,
  pause: 0.8,
  'set-back': 0.5,
  sync: 5,
} as const;

type Action = keyof typeof ACTIONS;

const TAGS = ['order', 'order-snapshot', 'tiny'] as const;

/** A caller has its answer within its deadline, a refill's pause and the clocks' jumps left as room. */
const ANSWER_WITHIN_MS = WAIT_TIMEOUT_MS * 2;

interface Pending {
  readonly what: string;
  readonly since: number;
  readonly node: SimulatedNode;
}

/** What a call has to stay above, for each tag. */
type Above = (bizTag: string) => bigint;

interface Pair {
  readonly index: number;
  node: SimulatedNode;
  sdk: SimulatedNode;
}

export class Simulation {
  private readonly random: SeededRandom;
  private readonly clock: ManualClock;
  private readonly store: FaultyStore;
  private readonly ledger = new Ledger();
  private readonly pairs: Pair[] = [];
  private readonly pending = new Set<Pending>();
  private readonly counts = new Map<string, number>();
  private readonly plant: Plant | undefined;
  private settings: BizTagSettings[];
  private stepCount = 0;
  private incarnations = 0;
  private violation: Violation | undefined;

  constructor({ seed, nodes = 3, plant }: SimulationOptions) {
    this.random = new SeededRandom(seed);
    this.clock = new ManualClock(() => this.random.next());
    this.plant = plant;
    this.store = new FaultyStore(this.clock, this.random, plant === 'used-after-close' ? undefined : plant);
    this.settings = TAGS.map((bizTag) => ({
      bizTag,
      step: bizTag === 'tiny' ? 5 : 100,
      stepMax: 2_000,
      idLength: bizTag === 'tiny' ? 6 : null,
      paused: false,
      jumpEpoch: 0,
    }));
    for (const { bizTag } of this.settings) this.store.rows.createTag(bizTag, 1n);
    for (let index = 0; index < nodes; index++) this.pairs.push(this.startPair(index));
  }

  /** Makes one random step and checks everything. @throws Violation */
  async step(): Promise<void> {
    this.stepCount++;
    const action = this.random.weighted(ACTIONS);
    this.count(`step ${action}`);
    await this.act(action);
    await settle();
    this.check();
  }

  report(): SimulationReport {
    const faults = [...this.store.faultCounts].map(([fault, count]) => [`fault ${fault}`, count] as const);
    const sorted = [...this.counts, ...faults].sort(([a], [b]) => (a < b ? -1 : 1));
    return { steps: this.stepCount, numbersGiven: this.ledger.numbersGiven, counts: Object.fromEntries(sorted) };
  }

  private async act(action: Action): Promise<void> {
    const pair = this.random.pick(this.pairs as [Pair, ...Pair[]]);
    const tag = this.random.whole(0, this.settings.length - 1);
    switch (action) {
      case 'take':
        return this.take(pair.node, pair);
      case 'sdk-take':
        return this.take(pair.sdk, pair);
      case 'pass-time':
        return this.clock.advance(
          this.random.chance(0.01) ? this.random.whole(10_000, 60_000) : this.random.whole(1, 400),
        );
      case 'weather':
        this.store.weather = this.random.weighted({ fair: 60, rough: 30, down: 10 });
        return;
      case 'crash':
        return this.crash(pair);
      case 'restart':
        return this.restart(pair);
      case 'clock-jump':
        pair.node.clock.skewMs += this.random.whole(-3_600_000, 3_600_000);
        return;
      case 'sync':
        pair.node.configure(this.settings);
        return;
      case 'set-back':
        return this.setBack(TAGS[tag] ?? 'order');
      case 'skip':
        return this.skip(pair.node, TAGS[tag] ?? 'order');
      default:
        return this.edit(tag, action);
    }
  }

  /** An operator's change of the settings; nodes learn of it at their next sync. */
  private edit(index: number, action: Action): void {
    const before = this.settings[index];
    if (before === undefined) return;
    const step = this.random.whole(1, 400);
    const lengths = before.idLength === null ? null : Math.min(19, before.idLength + 1);
    const changes: Partial<Record<Action, Partial<BizTagSettings>>> = {
      'edit-step': { step, stepMax: step + this.random.whole(0, 3_000) },
      'edit-length': { idLength: lengths },
      jump: { jumpEpoch: before.jumpEpoch + 1 },
      pause: { paused: !before.paused },
    };
    this.settings = this.settings.with(index, { ...before, ...changes[action] });
  }

  private take(node: SimulatedNode, pair: Pair): void {
    const bizTag = this.random.pick(TAGS as unknown as [string, ...string[]]);
    const count = this.random.chance(0.1) ? this.random.whole(1, BATCH_MAX) : this.random.whole(1, 20);
    const kind = this.random.weighted({ one: 50, batch: 25, lease: 10, set: 15 });
    const above = this.ledger.highestOf(node.nodeId);
    const give = (tag: string, ranges: readonly SegmentRange[]) =>
      this.given(node, tag, ranges, above, node === pair.sdk);
    const { allocator } = node;
    const asked = {
      one: async () => {
        const id = await allocator.nextId(bizTag);
        give(bizTag, [{ start: id, end: id + 1n }]);
      },
      batch: async () => {
        const ranges = await allocator.take(bizTag, count);
        const length = ranges.reduce((sum, { start, end }) => sum + (end - start), 0n);
        if (length !== BigInt(count)) throw new Violation(`a batch of ${count} held ${length} numbers`);
        give(bizTag, ranges);
      },
      lease: async () => {
        const range = await allocator.lease(bizTag, count);
        if (range.end - range.start > BigInt(count)) throw new Violation(`a lease of ${count} was longer`);
        give(bizTag, [range]);
      },
      set: async () => {
        const set = await allocator.takeSet(new Map(TAGS.map((tag) => [tag, this.setCount(count)])));
        for (const [tag, ranges] of set) give(tag, ranges);
      },
    }[kind];
    this.ask(`${kind} of ${bizTag}`, node, asked);
  }

  private setCount(count: number): number {
    return Math.max(1, Math.min(count, Math.floor(BATCH_MAX / TAGS.length)));
  }

  private ask(what: string, node: SimulatedNode, asked: () => Promise<void>): void {
    const pending: Pending = { what, since: this.clock.now(), node };
    this.pending.add(pending);
    asked()
      .then(() => this.count(`given ${what.split(' ')[0]}`))
      .catch((error: unknown) => {
        if (!node.isDead) this.count(`refused ${expectedRefusal(error)}`);
      })
      .catch((error: unknown) => this.blame(error))
      .finally(() => this.pending.delete(pending));
  }

  private given(
    node: SimulatedNode,
    bizTag: string,
    ranges: readonly SegmentRange[],
    above: Above,
    isSdk: boolean,
  ): void {
    if (node.isDead) return;
    if (node.isClosed) throw new Violation(`${node.nodeId} gave out numbers of ${bizTag} after it was closed`);
    for (const range of ranges) {
      if (isSdk) this.ledger.sdkGave(node.nodeId, bizTag, range, above(bizTag));
      else this.nodeGave(node, bizTag, range, above);
    }
  }

  private nodeGave(node: SimulatedNode, bizTag: string, range: SegmentRange, above: Above): void {
    if (node.allocator.has(bizTag) && node.allocator.buffer(bizTag).mode === 'paused') {
      throw new Violation(`${node.nodeId} gave out numbers of ${bizTag} while it was paused`);
    }
    if (!this.store.isGranted(node.nodeId, bizTag, range)) {
      throw new Violation(
        `${node.nodeId} gave out [${range.start}, ${range.end}) of ${bizTag}, which was never committed to it`,
      );
    }
    if (!node.isInSpace(bizTag, range))
      throw new Violation(`${node.nodeId} left the number space of ${bizTag} at ${range.start}`);
    this.ledger.nodeGave(node.nodeId, bizTag, range, above(bizTag));
  }

  private crash(pair: Pair): void {
    pair.node.isDead = true;
    pair.node.clock.isStopped = true;
    const sdk = pair.sdk;
    pair.node = this.startNode(pair.index);
    pair.sdk = sdk;
  }

  private async restart(pair: Pair): Promise<void> {
    const old = pair.node;
    const kept = this.plant === 'used-after-close' ? this.keepBack(old) : undefined;
    const closing = old.allocator.close();
    pair.node = this.startNode(pair.index);
    await this.clock.advance(ANSWER_WITHIN_MS + 6_000);
    await closing;
    // Answers that were given before the close have reached their callers by now.
    await settle();
    old.isClosed = true;
    if (kept !== undefined)
      this.ask('kept after close', old, async () => this.given(old, 'order', [await kept], () => -1n, false));
  }

  /** The planted bug: somebody keeps a segment of a buffer that is being closed, and uses it. */
  private keepBack(node: SimulatedNode): Promise<SegmentRange> | undefined {
    const { allocator } = node;
    if (!allocator.has('order') || !allocator.buffer('order').canTake(1)) return undefined;
    return Promise.resolve(allocator.lease('order', 1));
  }

  private setBack(bizTag: string): void {
    const maxId = this.store.rows.readMaxId(bizTag);
    const back = maxId - BigInt(this.random.whole(1, 500));
    this.store.rows.setMaxId(bizTag, back > 1n ? back : 1n);
  }

  private skip(node: SimulatedNode, bizTag: string): void {
    const maxId = this.store.rows.readMaxId(bizTag) + BigInt(this.random.whole(0, 2_000));
    const asked = node.allocator.has(bizTag) ? node.allocator.buffer(bizTag).skipTo(maxId) : Promise.resolve();
    asked.catch((error: unknown) => {
      if (!(error instanceof AllocatorError)) this.blame(error);
    });
  }

  private startPair(index: number): Pair {
    const node = this.startNode(index);
    const pair: Pair = { index, node, sdk: node };
    pair.sdk = this.startSdk(pair);
    return pair;
  }

  private startNode(index: number): SimulatedNode {
    const nodeId = `node-${index}.${this.incarnations++}`;
    const source = this.store.sourceFor(nodeId);
    return this.startHolder(nodeId, source, this.settings);
  }

  /** An SDK lives on while its server crashes and comes back. */
  private startSdk(pair: Pair): SimulatedNode {
    const nodeId = `sdk-${pair.index}`;
    const source: SegmentSource = {
      reserve: async ({ bizTag, count }) => {
        const { node } = pair;
        const above = this.ledger.highestOf(node.nodeId);
        const range = await Promise.resolve(node.allocator.lease(bizTag, Math.min(count, BATCH_MAX))).catch(
          (error: unknown) => {
            throw new SegmentSourceError('refused', String(error), error);
          },
        );
        if (node.isDead) throw new SegmentSourceError('unknown', 'the server died before it answered');
        this.given(node, bizTag, [range], above, false);
        this.ledger.leased(nodeId, bizTag, range);
        if (this.random.chance(0.03)) throw new SegmentSourceError('unknown', 'the answer was lost');
        return range;
      },
      advance: async () => MAX_ID_END,
    };
    const settings = this.settings.map((tag) => ({ ...tag, step: 20, stepMax: 200, idLength: null }));
    return this.startHolder(nodeId, source, settings);
  }

  private startHolder(nodeId: string, source: SegmentSource, settings: readonly BizTagSettings[]): SimulatedNode {
    const clock = new SkewedClock(this.clock);
    return new SimulatedNode({ nodeId, clock, source, settings, onEvent: (event) => this.countEvent(event) });
  }

  private check(): void {
    for (const { node, sdk } of this.pairs) {
      checkNode(node, this.ledger, true);
      checkNode(sdk, this.ledger, false);
    }
    for (const { what, since, node } of this.pending) {
      if (!node.isDead && this.clock.now() - since > ANSWER_WITHIN_MS) {
        throw new Violation(`${what} at ${node.nodeId} had no answer within ${ANSWER_WITHIN_MS} ms`);
      }
    }
    if (this.violation !== undefined) throw this.violation;
  }

  private blame(error: unknown): void {
    this.violation ??= error instanceof Violation ? error : new Violation(`an error nobody expected: ${String(error)}`);
  }

  private countEvent(event: BufferEvent): void {
    if (event.type === 'abandoned') this.count(`gap ${event.reason}`, event.count);
    else if (event.type === 'regression' || event.type === 'jumped') this.count(event.type);
  }

  private count(name: string, by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }
}

export interface SimulationFailure {
  readonly step: number;
  readonly message: string;
}

/** @returns what was found wrong, or undefined after all steps */
export async function simulate(simulation: Simulation, steps: number): Promise<SimulationFailure | undefined> {
  for (let step = 1; step <= steps; step++) {
    try {
      await simulation.step();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return { step, message: error.message };
    }
  }
  return undefined;
}
