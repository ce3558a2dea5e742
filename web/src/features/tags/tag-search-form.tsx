/**
 * Search and order. What is typed lives here and goes from here to the address, so that neither the caret nor an unfinished Chinese
 * word is lost to the way round; what the address says (back button, a link) comes in when nobody is typing.
 */
import { Kbd, NativeSelect, TextInput } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchIcon } from '../../shared/icons.js';
import { readTagSearch, TAG_SORTS, type TagSearch } from './tag-search.js';

interface TagSearchFormProps {
  readonly search: TagSearch;
  readonly onSearch: (search: TagSearch) => void;
}

export function TagSearchForm({ search, onSearch }: TagSearchFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search.q ?? '');
  useFocusOnSlash(field);
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(search.q ?? '');
  }, [search.q]);
  const change = (q: string) => {
    setTyped(q);
    onSearch(readTagSearch({ ...search, q }));
  };
  return (
    <search className="search">
      <TextInput
        ref={field}
        type="search"
        label={t('tags.search')}
        placeholder={t('tags.searchHint')}
        leftSection={<SearchIcon />}
        rightSection={typed === '' ? <Kbd aria-hidden>/</Kbd> : undefined}
        rightSectionPointerEvents="none"
        aria-keyshortcuts="/"
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('tags.sort')}
        data={TAG_SORTS.map((value) => ({ value, label: t(`tags.sorts.${value}`) }))}
        value={search.sort ?? 'bizTag'}
        onChange={(event) => onSearch(readTagSearch({ ...search, sort: event.currentTarget.value }))}
      />
    </search>
  );
}

function useFocusOnSlash(field: { readonly current: HTMLInputElement | null }): void {
  useWindowEvent('keydown', (event) => {
    const { target } = event;
    const isTyping =
      target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });
}
