/** Every biz tag, and what each node holds of it. */
import { Group, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultView } from '../../shared/fault-view';
import { TagCard } from './tag-card';
import { shownTags } from './tag-figures';
import { readTagSearch, TAG_SORTS, type TagSearch } from './tag-search';
import { useTags } from './tags-query';

interface TagsPageProps {
  readonly search: TagSearch;
  readonly onSearch: (search: TagSearch) => void;
}

export function TagsPage({ search, onSearch }: TagsPageProps) {
  const { t } = useTranslation();
  const tags = useTags();
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            {t('tags.title')}
          </Title>
          <Text c="dimmed" size="sm" maw={640}>
            {t('tags.intro')}
          </Text>
        </div>
        <TagSearchForm search={search} onSearch={onSearch} />
      </Group>
      {tags.isError && tags.data === undefined && <FaultView error={tags.error} onRetry={() => void tags.refetch()} />}
      {tags.isPending && [0, 1, 2].map((row) => <Skeleton key={row} height={180} radius="md" />)}
      {tags.data !== undefined && <TagList tags={tags.data.items} search={search} />}
    </Stack>
  );
}

function TagList({ tags, search }: { readonly tags: Parameters<typeof shownTags>[0]; readonly search: TagSearch }) {
  const { t } = useTranslation();
  if (tags.length === 0) return <Text>{t('tags.empty')}</Text>;
  const shown = shownTags(tags, search);
  if (shown.length === 0) return <Text>{t('tags.none', { q: search.q })}</Text>;
  return shown.map((tag) => <TagCard key={tag.bizTag} tag={tag} />);
}

function TagSearchForm({ search, onSearch }: TagsPageProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        ref={field}
        label={t('tags.search')}
        placeholder={t('tags.searchHint')}
        value={search.q ?? ''}
        onChange={(event) => onSearch(readTagSearch({ ...search, q: event.currentTarget.value }))}
        w={200}
      />
      <Select
        label={t('tags.sort')}
        data={TAG_SORTS.map((value) => ({ value, label: t(`tags.sorts.${value}`) }))}
        value={search.sort ?? 'bizTag'}
        onChange={(sort) => onSearch(readTagSearch({ ...search, sort }))}
        allowDeselect={false}
        w={200}
      />
    </Group>
  );
}
