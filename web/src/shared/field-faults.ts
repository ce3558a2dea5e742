/** A server's refusal as what a form shows beside its fields. Pure. */
import { asFault } from './api.js';

/** @returns by field name, such as `stepMax` or `scopes.0.tags`; empty for failures that are of no one field */
export function fieldFaults(error: unknown): Readonly<Record<string, string>> {
  if (error === null || error === undefined) return {};
  return Object.fromEntries(asFault(error).fields.map(({ field, message }) => [field, message]));
}

/** @returns what of the refusal belongs to none of the fields a form has, in words to show above its buttons */
export function otherFieldFaults(error: unknown, shown: readonly string[]): readonly string[] {
  return Object.entries(fieldFaults(error))
    .filter(([field]) => !shown.includes(field))
    .map(([field, message]) => (field === '' ? message : `${field} ${message}`));
}
