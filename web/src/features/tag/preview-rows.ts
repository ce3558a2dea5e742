/** Which figures a preview sets side by side. Pure; the words are the table's. */
import type { TagPreview } from '#contract';

const ROWS = ['step', 'runwayMs', 'writesPerHour', 'maxId', 'spaceUsed'] as const;
export type RowName = (typeof ROWS)[number];

/** The number space is of no account to a step that is merely set: it moves only where a fresh segment is fetched. */
export function previewRows({ now, after }: TagPreview): readonly RowName[] {
  const isMoved = now.maxId !== after.maxId;
  return ROWS.filter((name) => isMoved || (name !== 'maxId' && name !== 'spaceUsed'));
}

/** A long number may be broken between its groups of digits, and nowhere else. @param figure grouped by narrow spaces */
export function breakable(figure: string): string {
  return figure.replaceAll('\u202f', '\u202f\u200b');
}

/** What happens now and then is never shown as what never happens. @returns undefined where the rate itself can be shown */
export function rarePerHour(rate: number): string | undefined {
  return rate > 0 && rate < 0.1 ? '< 0.1' : undefined;
}
