/** Which biz tags the items of a promotion name, and what peak is expected of each. Pure. */
import { isPattern, matchesTag, PROMOTION_TAGS_MAX, type PromotionItem } from '#contract';
import type { ExpectedPeak } from './promotion-plan.js';

export interface ItemFault {
  /** Such as `items.0.bizTag`. */
  readonly field: string;
  readonly message: string;
}

export interface MatchedTag {
  readonly bizTag: string;
  readonly item: number;
}

/**
 * @param bizTags those there are
 * @returns each tag once: of the item that names it itself, and otherwise of each pattern that fits it
 */
export function matchItems(
  items: readonly PromotionItem[],
  bizTags: Iterable<string>,
): { readonly matched: readonly MatchedTag[]; readonly faults: readonly ItemFault[] } {
  const there = new Set(bizTags);
  const faults: ItemFault[] = [];
  const named = new Set(items.map(({ bizTag }) => bizTag));
  const matched: MatchedTag[] = [];
  items.forEach(({ bizTag: pattern }, item) => {
    const field = `items.${item}.bizTag`;
    if (!isPattern(pattern)) {
      if (there.has(pattern)) matched.push({ bizTag: pattern, item });
      else faults.push({ field, message: `must be a biz tag that there is: there is no ${pattern}` });
      return;
    }
    const found = [...there].filter((bizTag) => matchesTag(pattern, bizTag));
    if (found.length === 0) faults.push({ field, message: `must match something: no biz tag fits ${pattern}` });
    for (const bizTag of found) if (!named.has(bizTag)) matched.push({ bizTag, item });
  });
  const count = new Set(matched.map(({ bizTag }) => bizTag)).size;
  if (count > PROMOTION_TAGS_MAX) {
    faults.push({
      field: 'items',
      message: `must cover at most ${PROMOTION_TAGS_MAX} biz tags, and these cover ${count}`,
    });
  }
  return { matched, faults };
}

/** What was seen of biz tags: their peaks, by how many days back, and at the last promotion. */
export interface SeenPeaks {
  days(ofDays: number): ReadonlyMap<string, number>;
  readonly lastPromotion: ReadonlyMap<string, number>;
}

/** @returns one for each tag, in the order of their names; where several items ask for it, the highest */
export function expectedPeaks(
  items: readonly PromotionItem[],
  matched: readonly MatchedTag[],
  seen: SeenPeaks,
): ExpectedPeak[] {
  const highest = new Map<string, ExpectedPeak>();
  for (const { bizTag, item } of matched) {
    const wish = items[item];
    if (wish === undefined) continue;
    const expected = expectedOf(wish, bizTag, item, seen);
    const known = highest.get(bizTag);
    if (known === undefined || expected.peakRate > known.peakRate) highest.set(bizTag, expected);
  }
  return [...highest.values()].sort((a, b) => (a.bizTag < b.bizTag ? -1 : 1));
}

function expectedOf(wish: PromotionItem, bizTag: string, item: number, seen: SeenPeaks): ExpectedPeak {
  const { peakRate, multiple = 1, ofDays } = wish;
  if (peakRate !== undefined) return { bizTag, item, peakRate, basis: 'given', seenRate: null };
  const basis = ofDays === undefined ? 'promotion' : 'days';
  const seenRate = (ofDays === undefined ? seen.lastPromotion : seen.days(ofDays)).get(bizTag);
  if (seenRate === undefined || seenRate === 0) return { bizTag, item, peakRate: 0, basis: 'none', seenRate: null };
  return { bizTag, item, peakRate: seenRate * multiple, basis, seenRate };
}
