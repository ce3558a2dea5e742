/** The biz tags as an operator has set them; nodes learn of a change at their next sync. */
import type { BizTagSettings } from '../biz-tag-settings.js';
import { ID_LENGTH_MAX, ID_LENGTH_MIN } from '../segment-source.js';
import type { SeededRandom } from './seeded-random.js';

export type Edit = 'edit-step' | 'edit-length' | 'jump' | 'pause' | 'bump' | 'floor';

export class SimulatedSettings {
  private readonly byTag: Map<string, BizTagSettings>;
  /** The longest length a tag has had: only a longer one is sure to have numbers left. */
  private readonly longest = new Map<string, number>();

  /** @param bizTags of which one called `tiny` has short numbers and small steps */
  constructor(bizTags: readonly string[]) {
    this.byTag = new Map(bizTags.map((bizTag) => [bizTag, firstSettings(bizTag)]));
  }

  get tags(): BizTagSettings[] {
    return [...this.byTag.values()];
  }

  /** An SDK leases little, of whatever length its server gives. */
  ofSdk(bizTag: string): BizTagSettings {
    return { ...firstSettings(bizTag), step: 20, stepMax: 200, idLength: null };
  }

  edit(bizTag: string, edit: Edit, random: SeededRandom): void {
    const before = this.byTag.get(bizTag) ?? firstSettings(bizTag);
    this.byTag.set(bizTag, { ...before, ...this.change(before, edit, random) });
  }

  private change(before: BizTagSettings, edit: Edit, random: SeededRandom): Partial<BizTagSettings> {
    switch (edit) {
      case 'edit-step': {
        const step = random.whole(1, 400);
        return { step, stepMax: step + random.whole(0, 3_000) };
      }
      case 'edit-length':
        return { idLength: this.anotherLength(before, random) };
      case 'jump':
        return { jumpEpoch: before.jumpEpoch + 1 };
      case 'bump':
        return { step: Math.min(before.stepMax, 2 * before.step), stepEpoch: before.stepEpoch + 1 };
      case 'floor':
        return before.stepFloor === null
          ? { stepFloor: before.step * random.whole(2, 15), jumpEpoch: before.jumpEpoch + 1 }
          : { stepFloor: null };
      case 'pause':
        return { paused: !before.paused && random.chance(0.3) };
    }
  }

  /** Mostly a longer one; now and then any length, or one that has no numbers left until the next change. */
  private anotherLength({ bizTag, idLength }: BizTagSettings, random: SeededRandom): number | null {
    const longest = Math.max(this.longest.get(bizTag) ?? ID_LENGTH_MIN - 1, idLength ?? 0);
    const how = random.weighted({ longer: 60, any: 25, shorter: 15 });
    if (how === 'any') return null;
    if (how === 'shorter' && longest > ID_LENGTH_MIN) return longest - 1;
    const longer = Math.min(longest + 1, ID_LENGTH_MAX);
    this.longest.set(bizTag, longer);
    return longer;
  }
}

function firstSettings(bizTag: string): BizTagSettings {
  const isTiny = bizTag === 'tiny';
  return {
    bizTag,
    step: isTiny ? 5 : 100,
    stepMax: 2_000,
    idLength: isTiny ? ID_LENGTH_MIN : null,
    paused: false,
    jumpEpoch: 0,
    stepFloor: null,
    stepEpoch: 0,
  };
}
