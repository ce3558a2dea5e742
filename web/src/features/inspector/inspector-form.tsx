/** The number and the tag that are asked about. What was pasted is cleaned; what is no number is said so, and not guessed at. */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BIZ_TAG_PATTERN } from '#contract';
import { SearchIcon } from '../../shared/icons.js';
import { TagField } from '../../shared/tag-field.js';
import type { InspectorSearch } from './inspector-search.js';
import { type PastedNumber, readPastedNumber } from './pasted-number.js';

interface InspectorFormProps {
  readonly search: InspectorSearch;
  readonly isBusy: boolean;
  readonly isTagUnknown: boolean;
  readonly onSearch: (search: InspectorSearch) => void;
}

export function InspectorForm({ search, isBusy, isTagUnknown, onSearch }: InspectorFormProps) {
  const { t } = useTranslation();
  const [number, setNumber] = useState(search.id ?? '');
  const [bizTag, setBizTag] = useState(search.bizTag ?? '');
  const [fault, setFault] = useState<PastedNumber['fault']>();
  const [isTagRefused, setTagRefused] = useState(false);
  useEffect(() => setNumber(search.id ?? ''), [search.id]);
  useEffect(() => setBizTag(search.bizTag ?? ''), [search.bizTag]);
  const inspect = (text: string, tag: string) => {
    const pasted = readPastedNumber(text);
    const isTag = tag === '' || BIZ_TAG_PATTERN.test(tag);
    setFault(pasted.fault);
    setTagRefused(!isTag);
    if (pasted.id === undefined || !isTag) return;
    setNumber(pasted.id);
    onSearch({ id: pasted.id, ...(tag !== '' && { bizTag: tag }) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    inspect(number, bizTag.trim());
  };
  const unknownTag = isTagUnknown && bizTag === search.bizTag ? t('inspector.noSuchTag') : undefined;
  return (
    <form className="inspector-form" onSubmit={submit} noValidate>
      <TextInput
        className="inspector-number"
        label={t('inspector.number')}
        placeholder={t('inspector.numberHint')}
        leftSection={<SearchIcon />}
        value={number}
        error={fault && t(`inspector.faults.${fault}`)}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        autoFocus={search.id === undefined}
        data-testid="inspector-number"
        data-slash
        onChange={(event) => {
          setNumber(event.currentTarget.value);
          setFault(undefined);
        }}
      />
      <TagField
        label={t('inspector.tag')}
        placeholder={t('inspector.tagHint')}
        value={bizTag}
        error={isTagRefused ? t('inspector.notATag') : unknownTag}
        onChange={setBizTag}
        onPick={(tag) => readPastedNumber(number).id !== undefined && inspect(number, tag)}
        testId="inspector-tag"
      />
      <Button type="submit" loading={isBusy} data-testid="inspect">
        {t('inspector.inspect')}
      </Button>
    </form>
  );
}
