/**
 * Which faults stand at the fields of the planner. What a save was refused for stands until it is mended or sent again; what the preview
 * finds stands as soon as it is found, but not at fields that nobody has come to yet. Pure.
 */
import type { PromotionDraft } from './promotion-draft.js';

type Faults = Readonly<Record<string, string>>;

/** The preview knows nothing of these. */
const ONLY_SAVED = ['name', 'reason', 'state'];

interface Told {
  readonly saved: Faults;
  /** Whether the draft is still the one that was refused. */
  readonly isSavedFresh: boolean;
  readonly isTried: boolean;
  readonly previewed: Faults;
}

export function shownFaults(draft: PromotionDraft, { saved, isSavedFresh, isTried, previewed }: Told): Faults {
  const stillSaved = pick(saved, (field) => isSavedFresh || ONLY_SAVED.includes(field));
  const seen = isTried ? previewed : pick(previewed, (field) => !isUntouched(draft, field));
  return { ...seen, ...stillSaved };
}

function pick(faults: Faults, isKept: (field: string) => boolean): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([field]) => isKept(field)));
}

/** @param field such as `items.0.bizTag` */
function isUntouched({ items }: PromotionDraft, field: string): boolean {
  const [list, index, name] = field.split('.');
  const item = list === 'items' ? items[Number(index)] : undefined;
  if (item === undefined) return false;
  if (name === 'bizTag') return item.bizTag.trim() === '';
  return name === 'peakRate' && item.peakRate.trim() === '';
}
