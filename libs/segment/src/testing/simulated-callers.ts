/**
 * Who asks the holders for numbers: each caller's answer is held against the ledger the moment it comes, and each has to come
 * in time. Numbers that a dead process gave out reached nobody, and are not counted.
 */
import type { ManualClock } from '../clock.js';
import type { SegmentRange } from '../segment-source.js';
import type { FaultyStore } from './faulty-source.js';
import type { SegmentLib } from './fixtures.js';
import { type Ledger, Violation } from './ledger.js';
import type { SeededRandom } from './seeded-random.js';
import { BATCH_MAX, type SimulatedNode, WAIT_TIMEOUT_MS } from './simulated-node.js';

export type CallKind = 'one' | 'batch' | 'lease' | 'set';

const KINDS: Readonly<Record<CallKind, number>> = { one: 50, batch: 25, lease: 10, set: 15 };

/** The codes a caller may meet under faults; anything else is a violation. */
const EXPECTED: ReadonlySet<string> = new Set([
  'BIZ_TAG_PAUSED',
  'ID_SPACE_EXHAUSTED',
  'ALLOCATOR_NOT_READY',
  'SEGMENT_UNAVAILABLE',
]);

/** A call as it stood when it began. */
export interface Call {
  readonly kind: CallKind;
  readonly node: SimulatedNode;
  readonly sinceMs: number;
  /** The settings then in force, as an index of what the holder was told. */
  readonly version: number;
  /** The highest number the holder had given out of each tag. */
  readonly above: (bizTag: string) => bigint;
}

export interface CallersOptions {
  readonly clock: ManualClock;
  readonly random: SeededRandom;
  readonly ledger: Ledger;
  readonly store: FaultyStore;
  readonly lib: SegmentLib;
  readonly tags: readonly [string, ...string[]];
  readonly note: (name: string, detail?: string) => void;
}

export class SimulatedCallers {
  /** The first thing found wrong with an answer. */
  fault: Violation | undefined;
  private readonly pending = new Set<Call>();
  private readonly options: CallersOptions;

  constructor(options: CallersOptions) {
    this.options = options;
  }

  /** Asks a holder for something, as chance has it. */
  ask(node: SimulatedNode): void {
    const { random, tags } = this.options;
    const bizTag = random.pick(tags);
    const count = random.chance(0.1) ? random.whole(1, BATCH_MAX) : random.whole(1, 20);
    const call = this.begin(random.weighted(KINDS), node);
    this.pending.add(call);
    if (call.kind === 'set') node.setsPending++;
    this.answerTo(call, bizTag, count)
      .then(() => this.options.note(`given ${call.kind}`))
      .catch((error: unknown) => this.refused(call, error))
      .finally(() => {
        this.pending.delete(call);
        if (call.kind === 'set') node.setsPending--;
      });
  }

  begin(kind: CallKind, node: SimulatedNode): Call {
    const above = this.options.ledger.highestOf(node.nodeId);
    const version = node.told.length - 1;
    return { kind, node, sinceMs: this.options.clock.now(), version, above };
  }

  /** Writes down what a caller was given. @throws Violation */
  given({ node, kind, version, above }: Call, bizTag: string, ranges: readonly SegmentRange[]): void {
    if (node.isDead) return;
    const { ledger, note } = this.options;
    if (node.isClosed) throw new Violation(`${node.nodeId} gave out numbers of ${bizTag} after it was closed`);
    // A part of a set may have been taken before the settings changed; whoever asks for one tag is told of the change.
    const isAtOnce = kind !== 'set';
    if (isAtOnce && node.isPaused(bizTag)) {
      throw new Violation(`${node.nodeId} gave out numbers of ${bizTag} while it was paused`);
    }
    for (const range of ranges) {
      this.assertCovered(node, bizTag, range, isAtOnce ? undefined : version);
      if (node.isSdk) ledger.sdkGave(node.nodeId, bizTag, range, above(bizTag));
      else ledger.nodeGave(node.nodeId, bizTag, range, above(bizTag));
      node.booksOf(bizTag).given += Number(range.end - range.start);
      note('ranges', `${node.nodeId} ${bizTag} ${range.start} ${range.end}`);
    }
  }

  /** Forgets the callers of a process that has died. */
  forget(node: SimulatedNode): void {
    for (const call of this.pending) if (call.node === node) this.pending.delete(call);
  }

  /**
   * Each caller has an answer by its deadline: one waiting time, a second one for a set, whose quick parts are asked for
   * after its slow ones, and one more for each time the clock by which it waits was set anew.
   *
   * @throws Violation
   */
  check(): void {
    if (this.fault !== undefined) throw this.fault;
    const nowMs = this.options.clock.now();
    for (const { kind, node, sinceMs } of this.pending) {
      const waits = (kind === 'set' ? 2 : 1) + node.clock.jumpsSince(sinceMs);
      if (nowMs - sinceMs > waits * WAIT_TIMEOUT_MS) {
        throw new Violation(`a caller of ${node.nodeId} (${kind}) had no answer within ${waits * WAIT_TIMEOUT_MS} ms`);
      }
    }
  }

  private async answerTo(call: Call, bizTag: string, count: number): Promise<void> {
    const { allocator } = call.node;
    if (call.kind === 'one') {
      const id = await allocator.nextId(bizTag);
      this.given(call, bizTag, [{ start: id, end: id + 1n }]);
    } else if (call.kind === 'batch') {
      const ranges = await allocator.take(bizTag, count);
      mustHold(call, ranges, count);
      this.given(call, bizTag, ranges);
    } else if (call.kind === 'lease') {
      const range = await allocator.lease(bizTag, count);
      if (range.end - range.start > BigInt(count)) throw new Violation(`a lease of ${count} was longer`);
      this.given(call, bizTag, [range]);
    } else {
      const { tags } = this.options;
      const each = Math.max(1, Math.min(count, Math.floor(BATCH_MAX / tags.length)));
      const set = await allocator.takeSet(new Map(tags.map((tag) => [tag, each])));
      for (const [tag, ranges] of set) {
        mustHold(call, ranges, each);
        this.given(call, tag, ranges);
      }
    }
  }

  private assertCovered(node: SimulatedNode, bizTag: string, range: SegmentRange, version: number | undefined): void {
    const what = `[${range.start}, ${range.end}) of ${bizTag}`;
    if (!node.isSdk && !this.options.store.isGranted(node.nodeId, bizTag, range)) {
      throw new Violation(`${node.nodeId} gave out ${what}, which it was never told to be committed, or too late`);
    }
    if (!node.isInSpace(bizTag, range, version))
      throw new Violation(`${node.nodeId} gave out ${what}: not in its space`);
  }

  private refused({ node }: Call, error: unknown): void {
    if (node.isDead) return;
    if (error instanceof this.options.lib.AllocatorError && EXPECTED.has(error.code)) {
      this.options.note(`refused ${error.code}`);
    } else {
      this.fault ??= error instanceof Violation ? error : new Violation(`a caller was told: ${String(error)}`);
    }
  }
}

function mustHold({ node }: Call, ranges: readonly SegmentRange[], count: number): void {
  const length = ranges.reduce((sum, { start, end }) => sum + (end - start), 0n);
  if (length !== BigInt(count)) throw new Violation(`${node.nodeId} gave ${length} numbers to who asked for ${count}`);
}
