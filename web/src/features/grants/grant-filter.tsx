/** The biz tag whose grants are shown: typed and confirmed, or taken from those offered. */
import './grants.css';
import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BIZ_TAG_PATTERN } from '#contract';
import { TagField } from '../../shared/tag-field.js';

interface GrantFilterProps {
  readonly bizTag: string | undefined;
  readonly onBizTag: (bizTag: string | undefined) => void;
}

export function GrantFilter({ bizTag, onBizTag }: GrantFilterProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(bizTag ?? '');
  const [isRefused, setRefused] = useState(false);
  useEffect(() => setTyped(bizTag ?? ''), [bizTag]);
  const show = (wanted: string) => {
    const isTag = BIZ_TAG_PATTERN.test(wanted);
    setRefused(wanted !== '' && !isTag);
    if (wanted === '' || isTag) onBizTag(wanted === '' ? undefined : wanted);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show(typed.trim());
  };
  return (
    <form className="grant-filter" onSubmit={submit}>
      <TagField
        label={t('grants.tag')}
        placeholder={t('grants.tagHint')}
        value={typed}
        error={isRefused && t('grants.notATag')}
        onChange={setTyped}
        onPick={show}
        hasSlash
        testId="grants-tag"
      />
      <Button type="submit" variant="default">
        {t('grants.filter')}
      </Button>
      {bizTag !== undefined && (
        <Button variant="subtle" onClick={() => show('')} data-testid="grants-clear">
          {t('grants.clear')}
        </Button>
      )}
    </form>
  );
}
