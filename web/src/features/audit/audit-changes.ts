/** What an audit entry changed, field by field. Pure. */
import type { AuditEntry } from '#contract';

export interface FieldChange {
  readonly field: string;
  /** As text; null when the field was not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly change: 'added' | 'removed' | 'changed' | 'same';
}

type State = AuditEntry['before'];
export type EntryStates = Pick<AuditEntry, 'before' | 'after' | 'outcome'>;

/** Long values are told over several lines. */
const LINE_LENGTH_MAX = 72;

/**
 * Every field of either state, those that changed first. The version is no change of its own: it only counts them.
 * Of a refusal, `after` is only what was asked for: a field that was not asked
 * about is not a field that was taken away.
 */
export function changesOf({ before, after, outcome }: EntryStates): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const isPartial = outcome === 'refused' && before !== null && after !== null;
  const changes = fields.map((field): FieldChange => {
    const was = textOf(before, field);
    const is = isPartial && !has(after, field) ? was : textOf(after, field);
    return { field, before: was, after: is, change: field === 'version' ? 'same' : kindOf(was, is) };
  });
  return changes.toSorted((a, b) => Number(a.change === 'same') - Number(b.change === 'same'));
}

function kindOf(before: string | null, after: string | null): FieldChange['change'] {
  if (before === after) return 'same';
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function has(state: State, field: string): boolean {
  return state !== null && Object.hasOwn(state, field);
}

/** A text is told as it is; all else as JSON, so that nothing, "", "1" and 1 stay four different things. */
function textOf(state: State, field: string): string | null {
  if (state === null || !has(state, field)) return null;
  const value = state[field];
  if (typeof value === 'string') return value === '' || isLikeJson(value) ? JSON.stringify(value) : value;
  const line = JSON.stringify(value);
  return line.length > LINE_LENGTH_MAX ? JSON.stringify(value, null, 2) : line;
}

/** Whether a text could be mistaken for a number, a truth or nothing. Long digits are ids, which are texts by contract. */
function isLikeJson(value: string): boolean {
  return /^(null|true|false|")/.test(value);
}
