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
  private readonly highest = new Map<string, bigint>();
  numbersGiven = 0n;

  /** The highest number each holder has given out of each tag: what a call that starts now must stay above. */
  highestOf(holder: string): (bizTag: string) => bigint {
    const before = new Map(this.highest);
    return (bizTag) => before.get(`${holder} ${bizTag}`) ?? -1n;
  }

  /** @param above the highest number the holder had given out when the call began */
  nodeGave(holder: string, bizTag: string, range: SegmentRange, above: bigint): void {
    this.assertUpwards(holder, bizTag, range, above);
    const taken = setAt(this.fromNodes, bizTag).add(range);
    if (taken !== undefined) {
      throw new Violation(`${holder} gave out ${told(range)} of ${bizTag}, but ${told(taken)} was given out before`);
    }
    this.numbersGiven += range.end - range.start;
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
  }

  /** What a node still holds must not have been given out by anybody. */
  assertHeldIsFresh(holder: string, bizTag: string, range: SegmentRange): void {
    if (range.start < range.end && setAt(this.fromNodes, bizTag).overlaps(range)) {
      throw new Violation(`${holder} holds ${told(range)} of ${bizTag}, some of which was given out before`);
    }
  }

  private assertUpwards(holder: string, bizTag: string, range: SegmentRange, above: bigint): void {
    if (range.start <= above) throw new Violation(`${holder} went back from ${above} to ${range.start} in ${bizTag}`);
    const key = `${holder} ${bizTag}`;
    const highest = this.highest.get(key) ?? -1n;
    if (range.end > highest) this.highest.set(key, range.end - 1n);
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
