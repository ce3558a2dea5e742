/** What is typed into the form of a biz tag, and what of it goes to the server. Pure. */
import type { BizTagState } from '#contract';

/** As text, for it may be anything until the server has looked at it. */
export interface TagDraft {
  readonly description: string;
  readonly step: string;
  readonly stepMax: string;
  /** Empty for any length. */
  readonly idLength: string;
  readonly paused: boolean;
}

/** What of a tag a form can change. */
export type TagSettings = Pick<BizTagState, 'description' | 'step' | 'stepMax' | 'idLength' | 'paused'>;
export const TAG_FIELDS = ['description', 'step', 'stepMax', 'idLength', 'paused'] as const;
export type TagField = (typeof TAG_FIELDS)[number];

export function draftOf({ description, step, stepMax, idLength, paused }: TagSettings): TagDraft {
  return {
    description: description ?? '',
    step: String(step),
    stepMax: String(stepMax),
    idLength: idLength === null ? '' : String(idLength),
    paused,
  };
}

/** People write 10,000 and 10 000. What is no number stays as it was typed: the server says at the field what it should be. */
export function numberOrText(typed: string): number | string {
  const digits = typed.replaceAll(/[\s,_'’]/g, '');
  return /^-?\d{1,15}(\.\d+)?$/.test(digits) ? Number(digits) : typed;
}

/** Digits without what people put between them. */
export function digitsOf(typed: string): string {
  return typed.replaceAll(/[\s,_'’]/g, '');
}

type SentField = string | number | boolean | null;

function sentOf(draft: TagDraft, field: TagField): SentField {
  if (field === 'paused') return draft.paused;
  if (field === 'description') return draft.description.trim() === '' ? null : draft.description.trim();
  if (field === 'idLength') return draft.idLength === '' ? null : numberOrText(draft.idLength);
  return numberOrText(draft[field]);
}

/** @returns the fields that differ from what they are, ready to be sent; empty when none does */
export function changesOf(draft: TagDraft, settings: TagSettings): Partial<Record<TagField, SentField>> {
  const changed = TAG_FIELDS.filter(
    (field) => sentOf(draft, field) !== (settings[field] === '' ? null : settings[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, sentOf(draft, field)]));
}

export type Choice = 'current' | 'attempted';

/** The fields in which two people went different ways; each begins with what this person did, and with the other's where they did nothing. */
export function conflictOf(
  base: TagSettings,
  current: TagSettings,
  attempted: TagSettings,
): readonly { readonly field: TagField; readonly choice: Choice }[] {
  return TAG_FIELDS.filter((field) => current[field] !== attempted[field]).map((field) => ({
    field,
    choice: attempted[field] === base[field] ? 'current' : 'attempted',
  }));
}

/** @returns the settings that the choices make; fields that nobody disputes are as they are now */
export function settled(
  current: TagSettings,
  attempted: TagSettings,
  choices: Readonly<Partial<Record<TagField, Choice>>>,
): TagSettings {
  const pick = <F extends TagField>(field: F): TagSettings[F] =>
    choices[field] === 'attempted' ? attempted[field] : current[field];
  return {
    description: pick('description'),
    step: pick('step'),
    stepMax: pick('stepMax'),
    idLength: pick('idLength'),
    paused: pick('paused'),
  };
}
