/** What an action would do, asked of the server while it is being typed. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type TagPreview, tagPreviewSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';
import type { Wish } from './action-wish.js';
import { tagPath } from './tag-query.js';

const TYPED_FOR_MS = 250;
/** Rates and what is held go on while somebody thinks. */
const AGAIN_EVERY_MS = 5_000;

export interface PreviewNow {
  /** The last one there was, while the next is on its way. */
  readonly preview: TagPreview | undefined;
  /** Of the very wish that stands in the form; what was said of another is not shown at its fields. */
  readonly error: Error | null;
  readonly isStale: boolean;
}

/** @param wish undefined while there is nothing to ask about */
export function usePreview(bizTag: string, wish: Wish | undefined): PreviewNow {
  const text = wish === undefined ? '' : JSON.stringify(wish);
  const [asked] = useDebouncedValue(text, TYPED_FOR_MS);
  const interval = useLiveInterval(AGAIN_EVERY_MS);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['tag', bizTag, 'preview', asked],
    queryFn: ({ signal }) =>
      fetchJson(tagPreviewSchema, `${tagPath(bizTag)}/preview`, { method: 'POST', body: JSON.parse(asked), signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.error === null ? interval : false),
    staleTime: 0,
    gcTime: 0,
  });
  return useMemo(() => {
    const isStale = text !== asked || isPlaceholderData;
    const failed = text === asked && text !== '' ? error : null;
    return { preview: text === '' || failed !== null ? undefined : data, error: failed, isStale };
  }, [text, asked, data, error, isPlaceholderData]);
}
