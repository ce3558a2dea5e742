/** A field for the name of a biz tag, which offers those that are there. Any name may be typed: a tag that was deleted has a past too. */
import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { bizTagListSchema } from '#contract';
import { fetchJson } from './api.js';

const OFFERED_MAX = 20;
const TYPED_FOR_MS = 150;

interface TagFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly error?: ReactNode;
  readonly onChange: (bizTag: string) => void;
  /** One of those offered was taken. */
  readonly onPick: (bizTag: string) => void;
  /** Whether the slash key leads here. */
  readonly hasSlash?: boolean;
  readonly testId: string;
}

export function TagField({
  label,
  placeholder,
  value,
  error,
  onChange,
  onPick,
  hasSlash = false,
  testId,
}: TagFieldProps) {
  const [q] = useDebouncedValue(value.trim().slice(0, 128), TYPED_FOR_MS);
  const offered = useQuery({
    queryKey: ['tag-names', q],
    queryFn: ({ signal }) => readNames(q, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      value={value}
      error={error}
      data={offered.data ?? []}
      filter={({ options }) => options}
      limit={OFFERED_MAX}
      onChange={onChange}
      onOptionSubmit={onPick}
      autoComplete="off"
      spellCheck={false}
      data-testid={testId}
      data-slash={hasSlash || undefined}
    />
  );
}

async function readNames(q: string, signal: AbortSignal): Promise<string[]> {
  const query = new URLSearchParams({ ...(q !== '' && { q }), page: '1', pageSize: String(OFFERED_MAX) });
  const { items } = await fetchJson(bizTagListSchema, `/api/v1/admin/tags?${query}`, { signal });
  return items.map(({ bizTag }) => bizTag);
}
