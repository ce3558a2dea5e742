/**
 * The plan of a promotion: Q.T = L over the nodes that are alive. With Q the peak (with its safety factor) that falls to one node and T
 * the runway wanted, L is how long a segment has to be; every node holds two. Pure.
 */
import type { PromotionPlan, PromotionWarning } from '#contract';
import { ID_LENGTH_MAX, numberSpace, STEP_LIMIT } from '#segment';

/** What a plan has to know of a biz tag. */
export interface TagFacts {
  readonly bizTag: string;
  readonly step: number;
  readonly stepMax: number;
  readonly idLength: number | null;
  readonly maxId: bigint;
  /** Numbers a second now, over all nodes. */
  readonly rateNow: number;
  /** The least step of any node. */
  readonly stepNow: number;
}

/** The peak that is expected of one biz tag. */
export interface ExpectedPeak {
  readonly bizTag: string;
  /** Which of the items asks for it. */
  readonly item: number;
  /** Numbers a second over all nodes; 0 where nothing is known to take a multiple of. */
  readonly peakRate: number;
  readonly basis: PromotionPlan['basis'];
  readonly seenRate: number | null;
}

export interface PlanTerms {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly safetyFactor: number;
  readonly runwayMs: number;
}

/** A biz tag for which warming alone would take more numbers than there are. */
export interface PlanFault {
  readonly item: number;
  readonly message: string;
}

export interface MadePlan {
  readonly plan: readonly PromotionPlan[];
  readonly warnings: readonly PromotionWarning[];
  readonly faults: readonly PlanFault[];
}

/** Every node holds two segments. */
const SEGMENTS = 2;

/** @param nodes live ones, 1 at the least @param facts of every biz tag expected */
export function makePlan(
  terms: PlanTerms,
  expected: readonly ExpectedPeak[],
  facts: ReadonlyMap<string, TagFacts>,
  nodes: number,
): MadePlan {
  const plan: PromotionPlan[] = [];
  const warnings: PromotionWarning[] = [];
  const faults: PlanFault[] = [];
  for (const peak of expected) {
    const tag = facts.get(peak.bizTag);
    if (tag === undefined) continue;
    const wanted = planTag(terms, peak, tag, nodes);
    const fault = spaceFault(wanted, tag);
    if (fault !== undefined) faults.push({ item: peak.item, message: fault });
    const planned = fault === undefined ? wanted : withinSpace(terms, peak, wanted);
    plan.push(planned);
    for (const message of warningsOf(terms, planned, tag)) {
      warnings.push({ field: `items.${peak.item}.bizTag`, bizTag: peak.bizTag, message });
    }
  }
  return { plan, warnings, faults };
}

function planTag(
  { startsAtMs, endsAtMs, safetyFactor, runwayMs }: PlanTerms,
  { peakRate, basis, seenRate }: ExpectedPeak,
  tag: TagFacts,
  nodes: number,
): PromotionPlan {
  const { bizTag, rateNow, stepNow } = tag;
  const ratePerNode = (peakRate * safetyFactor) / nodes;
  const stepWanted = Math.max(tag.step, Math.min(STEP_LIMIT, Math.ceil((ratePerNode * runwayMs) / 1_000)));
  const step = Math.min(stepWanted, tag.stepMax);
  const left = numbersLeft(tag);
  const numbers = Math.round((peakRate * (endsAtMs - startsAtMs)) / 1_000) + nodes * SEGMENTS * step;
  return {
    bizTag,
    peakRate: rounded(peakRate),
    basis,
    seenRate: seenRate === null ? null : rounded(seenRate),
    nodes,
    step,
    stepWanted,
    stepNow,
    rateNow: rounded(rateNow),
    runwayMs: ratePerNode === 0 ? 0 : Math.round((step / ratePerNode) * 1_000),
    writesPerSecond: Math.round(((ratePerNode * nodes) / step) * 10_000) / 10_000,
    numbers,
    numbersLeft: String(left),
    spaceShare: left === 0n ? numbers : numbers / Number(left),
  };
}

function warningsOf({ runwayMs }: PlanTerms, planned: PromotionPlan, tag: TagFacts): string[] {
  const { bizTag, step, stepWanted, numbers, spaceShare, basis } = planned;
  const warnings: string[] = [];
  if (basis === 'none') {
    warnings.push(
      `no peak of ${bizTag} is known to take a multiple of: give a peakRate, or its step stays ${tag.step}`,
    );
  }
  if (stepWanted > step) {
    warnings.push(
      `stepMax of ${bizTag} is ${tag.stepMax}, and a segment that lasts ${minutes(runwayMs)} takes ${stepWanted}: raise stepMax to that, or a segment lasts ${minutes(planned.runwayMs)}`,
    );
  }
  if (spaceShare > 1) {
    const enough = lengthFor(tag, numbers);
    const would = enough === undefined ? 'no idLength has room for it' : `an idLength of ${enough} has room for it`;
    warnings.push(`${bizTag} has ${planned.numbersLeft} numbers left, and the plan may take ${numbers}: ${would}`);
  }
  return warnings;
}

/** Filling two segments on each node must not use the numbers up before the promotion has begun. */
function spaceFault({ bizTag, step, nodes, numbersLeft: left }: PromotionPlan, tag: TagFacts): string | undefined {
  const wanted = nodes * SEGMENTS * step;
  if (BigInt(wanted) <= BigInt(left)) return undefined;
  const enough = lengthFor(tag, wanted);
  const would =
    enough === undefined ? 'plan a shorter runway' : `raise idLength to ${enough}, or plan a shorter runway`;
  return `has too few numbers: ${bizTag} has ${left} left, and two segments on each of ${nodes} nodes take ${wanted}: ${would}`;
}

/**
 * Numbers may have been used up since it was planned. No node may take what the others need, so all that is left is shared: the floor is
 * what each could hold twice.
 */
function withinSpace({ safetyFactor }: PlanTerms, { peakRate }: ExpectedPeak, planned: PromotionPlan): PromotionPlan {
  const { nodes, numbersLeft: left } = planned;
  const step = Math.max(1, Number(BigInt(left) / BigInt(nodes * SEGMENTS)));
  const ratePerNode = (peakRate * safetyFactor) / nodes;
  return { ...planned, step, runwayMs: ratePerNode === 0 ? 0 : Math.round((step / ratePerNode) * 1_000) };
}

function numbersLeft({ idLength, maxId }: Pick<TagFacts, 'idLength' | 'maxId'>): bigint {
  const { floor, ceiling } = numberSpace(idLength);
  const left = ceiling - (maxId > floor ? maxId : floor);
  return left > 0n ? left : 0n;
}

/** The least length with room for so many numbers. */
function lengthFor({ idLength, maxId }: TagFacts, wanted: number): number | undefined {
  if (idLength === null) return undefined;
  for (let length = idLength + 1; length <= ID_LENGTH_MAX; length++) {
    if (numbersLeft({ idLength: length, maxId }) >= BigInt(Math.ceil(wanted))) return length;
  }
  return undefined;
}

function rounded(rate: number): number {
  return Math.round(rate * 1_000) / 1_000;
}

/** @returns such as `10 min`, `90 s`, `0.4 s` */
export function minutes(ms: number): string {
  if (ms >= 120_000) return `${Math.round(ms / 6_000) / 10} min`;
  return `${ms >= 10_000 ? Math.round(ms / 1_000) : Math.round(ms / 100) / 10} s`;
}
