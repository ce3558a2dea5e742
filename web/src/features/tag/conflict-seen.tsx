/** Somebody else changed the tag while a dialog that changes one thing was open: what it is now is shown, and confirming again goes on. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type BizTagFigure, type BizTagState, bizTagStateSchema } from '#contract';
import { asFault } from '../../shared/api.js';
import { useFieldText } from './field-text.js';
import { TAG_FIELDS } from './tag-draft.js';

/** @returns both states, where an error is a conflict that tells them */
export function conflictStates(
  error: unknown,
): { readonly current: BizTagState; readonly attempted: BizTagState } | undefined {
  if (error === null || error === undefined) return undefined;
  const { conflict } = asFault(error);
  const current = bizTagStateSchema.safeParse(conflict?.current).data;
  const attempted = bizTagStateSchema.safeParse(conflict?.attempted).data;
  return current && attempted && { current, attempted };
}

/** What the next attempt is based on: what the person has been shown. */
export function versionNow(tag: BizTagFigure, error: unknown): number {
  return conflictStates(error)?.current.version ?? tag.version;
}

export function ConflictSeen({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const states = conflictStates(error);
  if (states === undefined) return null;
  const { current } = states;
  return (
    <div className="conflict-seen" data-testid="conflict">
      <Text size="sm">{t('tag.conflict.again')}</Text>
      <dl>
        {TAG_FIELDS.map((field) => (
          <div key={field}>
            <dt>{t(`tag.fields.${field}`)}</dt>
            <dd>{fieldText(current, field)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
