/**
 * What the simulation knows of every number: who handed it out. Each entry is checked as it is written, so a violation is found at the
 * step that made it.
 */
import type { SegmentRange } from '../segment-source.js';
import { IntervalSet } from './interval-set.js';

export class Violation extends Error {
  override readonly name = 'Violation';
}

export class Ledger {
  /** Numbers handed out to callers of nodes, and leased to SDKs. */
  private readonly fromNodes = new Map<string, IntervalSet>();
  /** Numbers handed out by SDKs. */
  private readonly fromSdks = new Map<string, IntervalSet>();
  private readonly leases = new Map<string, IntervalSet>();
  /** Holder -> biz tag -> the highest number given out. */
  private readonly highest = new Map<string, Map<string, bigint>>();
  /** Numbers handed out by nodes, leases to SDKs included. */
  numbersFromNodes = 0n;
  numbersFromSdks = 0n;

  /** The highest number each holder has given out of each tag: what a call that starts now must stay above. */
  highestOf(holder: string): (bizTag: string) => bigint {
    const before = new Map(this.highest.get(holder));
    return (bizTag) => before.get(bizTag) ?? -1n;
  }

  /** @param above the highest number the holder had given out when the call began */
  nodeGave(holder: string, bizTag: string, range: SegmentRange, above: bigint): void {
    this.assertUpwards(holder, bizTag, range, above);
    const taken = setAt(this.fromNodes, bizTag).add(range);
    if (taken !== undefined) {
      throw new Violation(`${holder} gave out ${told(range)} of ${bizTag}, but ${told(taken)} was given out before`);
    }
    this.numbersFromNodes += range.end - range.start;
  }

  leased(sdk: string, bizTag: string, range: SegmentRange): void {
    setAt(this.leases, `${sdk} ${bizTag}`).add(range);
  }

  sdkGave(sdk: string, bizTag: string, range: SegmentRange, above: bigint): void {
    this.assertUpwards(sdk, bizTag, range, above);
    if (!setAt(this.leases, `${sdk} ${bizTag}`).contains(range)) {
      throw new Violation(`${sdk} gave out ${told(range)} of ${bizTag}, which was never leased to it`);
    }
    const taken = setAt(this.fromSdks, bizTag).add(range);
    if (taken !== undefined) throw new Violation(`${sdk} gave out ${told(range)} of ${bizTag} a second time`);
    this.numbersFromSdks += range.end - range.start;
  }

  /** From now on, calls to this holder have to stay at or above `floor`. */
  raise(holder: string, bizTag: string, floor: bigint): void {
    const byTag = this.highest.get(holder) ?? new Map<string, bigint>();
    this.highest.set(holder, byTag);
    if (floor - 1n > (byTag.get(bizTag) ?? -1n)) byTag.set(bizTag, floor - 1n);
  }

  /** What a holder still holds has not been given out by anybody of its kind; an SDK holds only what was leased to it. */
  assertHeldIsFresh({ nodeId, isSdk }: { nodeId: string; isSdk: boolean }, bizTag: string, range: SegmentRange): void {
    if (setAt(isSdk ? this.fromSdks : this.fromNodes, bizTag).overlaps(range)) {
      throw new Violation(`${nodeId} holds ${told(range)} of ${bizTag}, some of which was given out before`);
    }
    if (isSdk && !setAt(this.leases, `${nodeId} ${bizTag}`).contains(range)) {
      throw new Violation(`${nodeId} holds ${told(range)} of ${bizTag}, which was never leased to it`);
    }
  }

  private assertUpwards(holder: string, bizTag: string, range: SegmentRange, above: bigint): void {
    if (range.start <= above) throw new Violation(`${holder} went back from ${above} to ${range.start} in ${bizTag}`);
    this.raise(holder, bizTag, range.end);
  }
}

function setAt(sets: Map<string, IntervalSet>, key: string): IntervalSet {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const made = new IntervalSet();
  sets.set(key, made);
  return made;
}

function told({ start, end }: SegmentRange): string {
  return `[${start}, ${end})`;
}
