/**
 * K nodes and the SDKs behind them on one store, with faults: one random step after another, every invariant checked after every
 * step. Time and chance come from the seed alone, so the same seed is the same run.
 */
import type { BizTagSettings } from '../biz-tag-settings.js';
import type { BufferEvent } from '../buffer-event.js';
import { ManualClock, settle } from '../clock.js';
import * as segment from '../index.js';
import { checkDisjoint, checkHolder } from './checks.js';
import { FaultyStore, REFILL_TIMEOUT_MS, type SourcePlant } from './faulty-source.js';
import type { SegmentLib } from './fixtures.js';
import { Ledger, Violation } from './ledger.js';
import { SeededRandom } from './seeded-random.js';
import { SimulatedCallers } from './simulated-callers.js';
import { BATCH_MAX, SimulatedNode, SkewedClock, WAIT_TIMEOUT_MS } from './simulated-node.js';
import { SimulatedSettings } from './simulated-settings.js';
import { SimulationLog, type SimulationReport } from './simulation-log.js';

export type Plant = SourcePlant | 'late-answer-published' | 'used-after-close';
export const PLANTS: readonly Plant[] = [
  'publish-before-commit',
  'start-from-old-step',
  'used-after-close',
  'late-answer-published',
  'no-regression-check',
];

export interface SimulationOptions {
  readonly seed: number;
  readonly nodes?: number;
  readonly plant?: Plant | undefined;
  /** The library to try; a copy with a bug in it, say. */
  readonly lib?: SegmentLib;
}

const ACTIONS = {
  take: 46,
  'take-from-sdk': 18,
  'take-from-closed': 1,
  'pass-time': 22,
  weather: 2,
  crash: 0.6,
  restart: 0.6,
  'crash-sdk': 0.2,
  'clock-jump': 0.8,
  'edit-step': 1,
  'edit-length': 0.15,
  jump: 1,
  bump: 0.5,
  floor: 0.6,
  skip: 0.3,
  pause: 0.8,
  'set-back': 0.5,
  sync: 5,
} as const;

type Action = keyof typeof ACTIONS;

const TAGS = ['order', 'order-snapshot', 'tiny'] as const;
/** How many closed nodes are still asked now and then. */
const CLOSED_MAX = 3;

/** A node's place and the SDK that is pinned to it; either may be replaced by a new process. */
interface Place {
  readonly index: number;
  node: SimulatedNode;
  sdk: SimulatedNode;
}

interface Retiring {
  readonly node: SimulatedNode;
  readonly sinceMs: number;
  hasEnded: boolean;
}

export class Simulation {
  private readonly random: SeededRandom;
  private readonly clock: ManualClock;
  private readonly store: FaultyStore;
  private readonly ledger = new Ledger();
  private readonly log = new SimulationLog();
  private readonly callers: SimulatedCallers;
  private readonly places: Place[] = [];
  private readonly retiring = new Set<Retiring>();
  private readonly closed: SimulatedNode[] = [];
  private readonly plant: Plant | undefined;
  private readonly lib: SegmentLib;
  private readonly settings = new SimulatedSettings(TAGS);
  private stepCount = 0;
  private incarnations = 0;
  private fault: Violation | undefined;

  constructor({ seed, nodes = 3, plant, lib = segment }: SimulationOptions) {
    const random = new SeededRandom(seed);
    const clock = new ManualClock(() => random.next());
    const sourcePlant = plant === 'used-after-close' || plant === 'late-answer-published' ? undefined : plant;
    const store = new FaultyStore({ clock, random, lib, plant: sourcePlant });
    const note = (name: string, detail?: string) => this.log.note(name, detail);
    this.callers = new SimulatedCallers({ clock, random, ledger: this.ledger, store, lib, tags: TAGS, note });
    this.random = random;
    this.clock = clock;
    this.store = store;
    this.plant = plant;
    this.lib = lib;
    for (const bizTag of TAGS) store.rows.createTag(bizTag, 1n);
    for (let index = 0; index < nodes; index++) this.places.push(this.openPlace(index));
  }

  /** Makes one random step and checks everything. @throws Violation */
  async step(): Promise<void> {
    this.stepCount++;
    const action = this.random.weighted(ACTIONS);
    this.log.note(`step ${action}`);
    await this.act(action);
    await settle();
    this.check();
  }

  report(): SimulationReport {
    const faults = [...this.store.faultCounts].map(([fault, count]) => [`fault ${fault}`, count] as const);
    const { numbersFromNodes, numbersFromSdks } = this.ledger;
    const { digest } = this.log;
    return { steps: this.stepCount, numbersFromNodes, numbersFromSdks, counts: this.log.countsWith(faults), digest };
  }

  private async act(action: Action): Promise<void> {
    const place = this.random.pick(this.places as [Place, ...Place[]]);
    const bizTag = this.random.pick(TAGS);
    switch (action) {
      case 'take':
        return this.callers.ask(place.node);
      case 'take-from-sdk':
        return this.callers.ask(place.sdk);
      case 'take-from-closed':
        for (const node of this.closed) this.callers.ask(node);
        return;
      case 'pass-time':
        return this.clock.advance(
          this.random.chance(0.01) ? this.random.whole(10_000, 60_000) : this.random.whole(1, 400),
        );
      case 'weather':
        this.store.weather = this.random.weighted({ fair: 60, rough: 30, down: 10 });
        return;
      case 'clock-jump':
        return this.jumpClock(this.random.pick([place.node, place.sdk]).clock);
      case 'sync':
        return place.node.configure(this.settings.tags);
      case 'set-back':
        return this.setBack(bizTag);
      case 'skip':
        return this.skip(place.node, bizTag);
      case 'crash':
      case 'crash-sdk':
      case 'restart':
        return this.replace(place, action);
      default:
        return this.settings.edit(bizTag, action, this.random);
    }
  }

  /** By less than a caller waits as often as by as much as a time zone. */
  private jumpClock(clock: SkewedClock): void {
    const furthestMs = this.random.chance(0.5) ? WAIT_TIMEOUT_MS : 3_600_000;
    clock.jumpMs(this.random.whole(-furthestMs, furthestMs));
  }

  private replace(place: Place, how: 'crash' | 'crash-sdk' | 'restart'): void {
    if (how === 'crash-sdk') {
      this.kill(place.sdk);
      place.sdk = this.startSdk(place);
      return;
    }
    if (how === 'crash') this.kill(place.node);
    else this.retire(place.node);
    place.node = this.startNode(place.index);
  }

  private kill(node: SimulatedNode): void {
    node.isDead = true;
    node.clock.isStopped = true;
    this.callers.forget(node);
  }

  /** Closes a node in order, while the one in its place serves already. */
  private retire(node: SimulatedNode): void {
    const retiring: Retiring = { node, sinceMs: this.clock.now(), hasEnded: false };
    this.retiring.add(retiring);
    // The planted bug: the process believes that it has closed, and has not.
    const closing = this.plant === 'used-after-close' ? Promise.resolve() : node.allocator.close();
    closing.then(
      () => {
        retiring.hasEnded = true;
      },
      (error: unknown) => this.blame(error),
    );
  }

  private setBack(bizTag: string): void {
    const back = this.store.rows.readMaxId(bizTag) - BigInt(this.random.whole(1, 500));
    this.store.rows.setMaxId(bizTag, back > 1n ? back : 1n);
  }

  private skip(node: SimulatedNode, bizTag: string): void {
    const maxId = this.store.rows.readMaxId(bizTag) + BigInt(this.random.whole(0, 2_000));
    node.allocator
      .buffer(bizTag)
      .skipTo(maxId)
      .then(() => this.ledger.raise(node.nodeId, bizTag, maxId))
      .catch((error: unknown) => {
        if (!(error instanceof this.lib.AllocatorError)) this.blame(error);
      });
  }

  private openPlace(index: number): Place {
    const node = this.startNode(index);
    const place: Place = { index, node, sdk: node };
    place.sdk = this.startSdk(place);
    return place;
  }

  private startNode(index: number): SimulatedNode {
    const nodeId = `node-${index}.${this.incarnations++}`;
    return this.startHolder(nodeId, false, this.store.sourceFor(nodeId), this.settings.tags);
  }

  /** An SDK lives on while its server crashes, closes and comes back. */
  private startSdk(place: Place): SimulatedNode {
    const nodeId = `sdk-${place.index}.${this.incarnations++}`;
    const { SegmentSourceError } = this.lib;
    const source: segment.SegmentSource = {
      reserve: async ({ bizTag, count }) => {
        const { node } = place;
        const call = this.callers.begin('lease', node);
        const asked = Promise.resolve(node.allocator.lease(bizTag, Math.min(count, BATCH_MAX)));
        const range = await asked.catch((error: unknown) => {
          throw new SegmentSourceError('refused', String(error), error);
        });
        if (node.isDead) throw new SegmentSourceError('unknown', 'the server died before it answered');
        this.watched(() => this.callers.given(call, bizTag, [range]));
        if (this.random.chance(0.03)) throw new SegmentSourceError('unknown', 'the answer was lost');
        this.ledger.leased(nodeId, bizTag, range);
        return range;
      },
      advance: async () => segment.MAX_ID_END,
    };
    const settings = TAGS.map((bizTag) => this.settings.ofSdk(bizTag));
    return this.startHolder(nodeId, true, source, settings);
  }

  private startHolder(
    nodeId: string,
    isSdk: boolean,
    source: segment.SegmentSource,
    settings: readonly BizTagSettings[],
  ): SimulatedNode {
    const isDeaf = this.plant === 'late-answer-published' && !isSdk;
    const clock = new SkewedClock(this.clock, isDeaf ? REFILL_TIMEOUT_MS : undefined);
    const onEvent = (event: BufferEvent) => this.countEvent(event);
    return new SimulatedNode({ nodeId, isSdk, lib: this.lib, clock, source, settings, onEvent });
  }

  private check(): void {
    const nodes = [...this.places.map(({ node }) => node), ...[...this.retiring].map(({ node }) => node)];
    const sdks = this.places.map(({ sdk }) => sdk);
    this.callers.check();
    for (const fault of [this.fault, this.store.fault]) if (fault !== undefined) throw fault;
    for (const holder of [...nodes, ...sdks, ...this.closed]) checkHolder(holder, this.ledger);
    checkDisjoint(nodes);
    checkDisjoint(sdks);
    for (const retiring of this.retiring) this.checkRetiring(retiring);
  }

  private checkRetiring(retiring: Retiring): void {
    const { node, sinceMs, hasEnded } = retiring;
    if (hasEnded) {
      this.retiring.delete(retiring);
      node.isClosed = true;
      this.closed.push(node);
      if (this.closed.length > CLOSED_MAX) this.closed.shift();
      return;
    }
    // Those who waited when it began to close may have seen their clock set anew before that.
    const waits = 1 + node.clock.jumpsSince(sinceMs - WAIT_TIMEOUT_MS);
    const withinMs = REFILL_TIMEOUT_MS + WAIT_TIMEOUT_MS * waits;
    if (this.clock.now() - sinceMs > withinMs)
      throw new Violation(`${node.nodeId} did not close within ${withinMs} ms`);
  }

  private watched(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.blame(error);
    }
  }

  private blame(error: unknown): void {
    this.fault ??= error instanceof Violation ? error : new Violation(`an error nobody expected: ${String(error)}`);
  }

  private countEvent(event: BufferEvent): void {
    if (event.type === 'abandoned') this.log.note(`gap ${event.reason}`, event.bizTag, event.count);
    else if (event.type !== 'mode') this.log.note(`event ${event.type}`, event.bizTag);
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
