/** What a plan warns of, by the field of the planner that it is about. Pure. */
import type { PromotionWarning } from '#contract';

export type WarningsByField = ReadonlyMap<string, readonly string[]>;

export function byField(warnings: readonly PromotionWarning[]): WarningsByField {
  const found = new Map<string, string[]>();
  for (const { field, bizTag, message } of warnings) {
    const text = bizTag === null ? message : `${bizTag}: ${message}`;
    found.set(field, [...(found.get(field) ?? []), text]);
  }
  return found;
}

/** @returns those of one row, whichever of its fields they name */
export function ofItem(warnings: WarningsByField, index: number): readonly string[] {
  const own = `items.${index}`;
  return [...warnings].flatMap(([field, messages]) =>
    field === own || field.startsWith(`${own}.`) ? [...messages] : [],
  );
}
