/** The plan that a draft would have: asked for a moment after the last key, and kept while what is typed is not valid. */
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { PromotionPreview } from '#contract';
import { type PromotionDraft, wishOf } from './promotion-draft.js';
import { usePreview } from './promotions-query.js';
import { readMoment } from './zoned-moment.js';

const TYPED_FOR_MS = 400;

export interface DraftPreview {
  /** Of what was last valid. */
  readonly preview: PromotionPreview | undefined;
  /** Whether it is of something other than what stands in the form. */
  readonly isOld: boolean;
  readonly isAsking: boolean;
  readonly error: Error | null;
  /** Whether there is enough to ask with: both moments. */
  readonly isAsked: boolean;
}

/** @param id of the promotion that the draft is a change of */
export function useDraftPreview(draft: PromotionDraft, id: string | undefined): DraftPreview {
  const body = bodyOf(draft, id);
  const [asked] = useDebouncedValue(body, TYPED_FOR_MS);
  const { data, error, isLoading } = usePreview(asked);
  const [last, setLast] = useState<PromotionPreview>();
  if (data !== undefined && data !== last) setLast(data);
  return {
    preview: data ?? last,
    isOld: data === undefined || asked !== body,
    isAsking: isLoading || asked !== body,
    error: asked === undefined ? null : error,
    isAsked: body !== undefined,
  };
}

function bodyOf(draft: PromotionDraft, id: string | undefined): string | undefined {
  const { zone, startsAt, endsAt } = draft;
  const hasTimes = [startsAt, endsAt].every((typed) => readMoment(zone, typed).kind === 'moment');
  if (!hasTimes) return undefined;
  const { name: _name, ...wish } = wishOf(draft);
  return JSON.stringify({ ...wish, ...(id !== undefined && { id }) });
}
