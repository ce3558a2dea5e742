/** The entries as a table, newest first; each opens to what it changed. Refusals stand out, with the code that says why. */
import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { TagLink } from '../../shared/text-link.js';
import { TimeText } from '../../shared/times.js';
import { AuditDetail } from './audit-detail.js';
import type { AuditSearch } from './audit-search.js';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly search: AuditSearch;
}

export function AuditTable({ entries, search }: AuditTableProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const now = new Set(open);
    if (!now.delete(id)) now.add(id);
    setOpen(now);
  };
  return (
    <DataTable
      label={t('audit.title')}
      columns={useColumns(open, toggle)}
      rows={entries}
      keyOf={({ id }) => id}
      testIdOf={({ id }) => `audit-${id}`}
      toneOf={({ outcome }) => (outcome === 'refused' ? 'danger' : undefined)}
      detailOf={(entry) => (open.has(entry.id) ? <AuditDetail entry={entry} search={search} /> : null)}
    />
  );
}

function useColumns(open: ReadonlySet<string>, toggle: (id: string) => void): Column<AuditEntry>[] {
  const { t } = useTranslation();
  return [
    { key: 'time', head: t('audit.time'), isNarrow: true, cell: ({ at }) => <TimeText at={at} /> },
    { key: 'actor', head: t('audit.actor'), cell: ({ actor }) => <span className="data-table-name">{actor}</span> },
    { key: 'action', head: t('audit.action'), isTitle: true, cell: ({ action }) => t(`audit.actions.${action}`) },
    {
      key: 'target',
      head: t('audit.target'),
      cell: (entry) => <Target entry={entry} />,
    },
    {
      key: 'outcome',
      head: t('audit.outcome'),
      cell: ({ outcome, code }) => (
        <span className="audit-outcome">
          {outcome === 'done' ? (
            t('audit.outcomes.done')
          ) : (
            <Badge color="red.9" tt="none">
              {t('audit.outcomes.refused')}
            </Badge>
          )}
          {code !== null && (
            <a
              className="audit-code"
              href={`/docs/errors#${code}`}
              target="_blank"
              rel="noreferrer"
              title={t('audit.codeHint')}
            >
              {code}
            </a>
          )}
        </span>
      ),
    },
    {
      key: 'reason',
      head: t('audit.reason'),
      cell: ({ reason }) => reason,
    },
    {
      key: 'details',
      head: t('audit.details'),
      align: 'end',
      isNarrow: true,
      cell: ({ id }) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={open.has(id)}
          onClick={() => toggle(id)}
          data-testid={`audit-open-${id}`}
        >
          {t('audit.details')}
        </Button>
      ),
    },
  ];
}

/** A token that is revoked is known by its id, for two of a name may live; people know it by its name. */
function Target({ entry: { action, target, before } }: { readonly entry: AuditEntry }) {
  if (action.startsWith('tag.')) return <TagLink bizTag={target} />;
  const name = before?.name;
  if (action !== 'token.revoke' || typeof name !== 'string') return target;
  return (
    <>
      {name}
      <div className="data-table-sub">{target}</div>
    </>
  );
}
