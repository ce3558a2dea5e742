/** What of the audit is shown: everything typed here goes into the address. */
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AUDIT_ACTIONS } from '#contract';
import { SearchIcon } from '../../shared/icons.js';
import { MomentField } from '../../shared/moment-field.js';
import { type AuditSearch, isFiltered } from './audit-search.js';
import { TextFilter } from './text-filter.js';

interface AuditFiltersProps {
  readonly search: AuditSearch;
  /** Of the filters, what is different now; undefined takes one away. */
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
  readonly onClear: () => void;
}

export function AuditFilters({ search, onChange, onClear }: AuditFiltersProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <search className="audit-filters" aria-label={t('audit.filters')} data-open={isOpen}>
      <TextFilter
        type="search"
        className="audit-search"
        label={t('audit.search')}
        placeholder={t('audit.searchHint')}
        leftSection={<SearchIcon />}
        value={search.q ?? ''}
        onValue={(q) => onChange({ q })}
        hasSlash
        testId="audit-q"
      />
      <NativeSelect
        label={t('audit.action')}
        value={search.action ?? ''}
        data={[
          { value: '', label: t('audit.anyAction') },
          ...AUDIT_ACTIONS.map((value) => ({ value, label: t(`audit.actions.${value}`) })),
        ]}
        onChange={(event) => onChange({ action: event.currentTarget.value })}
        data-testid="audit-action"
      />
      <NativeSelect
        label={t('audit.outcome')}
        value={search.outcome ?? ''}
        data={[
          { value: '', label: t('audit.anyOutcome') },
          { value: 'done', label: t('audit.outcomes.done') },
          { value: 'refused', label: t('audit.outcomes.refused') },
        ]}
        onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        data-testid="audit-outcome"
      />
      <MoreFilters search={search} onChange={onChange} />
      <div className="audit-filter-buttons">
        <Button variant="subtle" className="audit-open" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'audit.fewer' : 'audit.more')}
        </Button>
        {isFiltered(search) && (
          <Button variant="subtle" onClick={onClear} data-testid="audit-clear">
            {t('audit.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

function MoreFilters({ search, onChange }: Pick<AuditFiltersProps, 'search' | 'onChange'>) {
  const { t } = useTranslation();
  return (
    <>
      <TextFilter
        className="audit-more"
        label={t('audit.actor')}
        placeholder={t('audit.actorHint')}
        value={search.actor ?? ''}
        onValue={(actor) => onChange({ actor })}
        testId="audit-actor"
      />
      <TextFilter
        className="audit-more"
        label={t('audit.target')}
        placeholder={t('audit.targetHint')}
        value={search.target ?? ''}
        onValue={(target) => onChange({ target })}
        testId="audit-target"
      />
      {(['from', 'to'] as const).map((end) => (
        <MomentField
          key={end}
          className="audit-more audit-moment"
          label={t(`audit.${end}`)}
          value={search[end]}
          onMoment={(moment) => onChange({ [end]: moment })}
          testId={`audit-${end}`}
        />
      ))}
    </>
  );
}
