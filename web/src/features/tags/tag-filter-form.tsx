/**
 * Search, state and order. What is typed lives here and goes from here to the address, so that neither the caret nor an unfinished
 * Chinese word is lost to the way round; what the address says (back button, a link) comes in when nobody is typing.
 */
import { Kbd, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TAG_SORTS, TAG_STATES } from '#contract';
import { SearchIcon } from '../../shared/icons.js';
import { useFleet } from '../../shared/live-figures.js';
import { LISTED_SORTS, readTagSearch, type TagFilter } from './tag-search.js';

const TYPED_AFTER_MS = 150;

interface TagFilterFormProps {
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
}

export function TagFilterForm({ filter, onFilter }: TagFilterFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.q ?? '');
  const attentionCount = useFleet()?.attentionCount ?? 0;
  useEffect(() => {
    if (document.activeElement !== field.current || filter.q === undefined) setTyped(filter.q ?? '');
  }, [filter.q]);
  const search = useDebouncedCallback((q: string) => onFilter(readTagSearch({ ...filter, q })), TYPED_AFTER_MS);
  const change = (q: string) => {
    setTyped(q);
    search(q);
  };
  const stateName = (state: (typeof TAG_STATES)[number]) =>
    state === 'attention' && attentionCount > 0
      ? `${t('tags.states.attention')} (${attentionCount})`
      : t(`tags.states.${state}`);
  return (
    <search className="tag-filter">
      <TextInput
        ref={field}
        type="search"
        label={t('tags.search')}
        placeholder={t('tags.searchHint')}
        leftSection={<SearchIcon />}
        rightSection={typed === '' ? <Kbd aria-hidden>/</Kbd> : undefined}
        rightSectionPointerEvents="none"
        aria-keyshortcuts="/"
        data-slash
        data-testid="search"
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={leadToRows}
      />
      <NativeSelect
        label={t('tags.state')}
        data={[
          { value: '', label: t('tags.states.all') },
          ...TAG_STATES.map((value) => ({ value, label: stateName(value) })),
        ]}
        value={filter.state ?? ''}
        onChange={(event) => onFilter(readTagSearch({ ...filter, state: event.currentTarget.value }))}
        data-testid="state-filter"
      />
      <NativeSelect
        className="tag-sort"
        label={t('tags.sort')}
        data={LISTED_SORTS.map((value, index) => ({ value, label: t(`tags.sorts.${TAG_SORTS[index] ?? 'bizTag'}`) }))}
        value={filter.sort ?? 'bizTag'}
        onChange={(event) => onFilter(readTagSearch({ ...filter, sort: event.currentTarget.value }))}
        data-testid="sort"
      />
    </search>
  );
}

/** The arrow down leads from the search to what it found. */
function leadToRows(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  document.querySelector<HTMLElement>('[data-row] a')?.focus();
}
