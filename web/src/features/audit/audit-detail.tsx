/** One entry, opened: from where it came, and what it changed, before and after side by side. */
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#contract';
import { CopyIconButton } from '../../shared/copy-icon-button.js';
import { TextLink } from '../../shared/text-link.js';
import { changesOf, type FieldChange } from './audit-changes.js';
import { type AuditSearch, readAuditSearch } from './audit-search.js';

interface AuditDetailProps {
  readonly entry: AuditEntry;
  readonly search: AuditSearch;
}

export function AuditDetail({ entry, search }: AuditDetailProps) {
  const { t } = useTranslation();
  const { actor, role, address, requestId, reason, target, outcome } = entry;
  return (
    <div className="audit-detail" data-testid={`audit-detail-${entry.id}`}>
      <dl className="audit-facts">
        <Fact name={t('audit.reason')}>{reason ?? t('audit.noReason')}</Fact>
        <Fact name={t('audit.role')}>{role === null ? '–' : t(`role.names.${role}`)}</Fact>
        <Fact name={t('audit.address')}>{address}</Fact>
        <Fact name={t('audit.requestId')}>
          <span className="audit-request">
            <code>{requestId}</code>
            <CopyIconButton text={requestId} label={t('audit.copyId')} />
          </span>
        </Fact>
      </dl>
      {outcome === 'refused' && (
        <Text size="sm" className="audit-refused">
          {t('audit.refusedNote')}
        </Text>
      )}
      <Changes entry={entry} />
      <Group gap="md">
        <TextLink to="/audit" search={readAuditSearch({ ...search, actor, page: undefined })}>
          {t('audit.onlyActor', { name: actor })}
        </TextLink>
        <TextLink to="/audit" search={readAuditSearch({ ...search, target, page: undefined })}>
          {t('audit.onlyTarget', { name: target })}
        </TextLink>
      </Group>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Changes({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const changes = changesOf(entry);
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('audit.nothing')}
      </Text>
    );
  }
  const { before, after, outcome } = entry;
  const asked = outcome === 'refused' ? t('audit.asked') : t(before === null ? 'audit.made' : 'audit.after');
  return (
    <div className="audit-changes-frame">
      <table className="audit-changes">
        <thead>
          <tr>
            <th scope="col">{t('audit.field')}</th>
            {before !== null && <th scope="col">{t(after === null ? 'audit.removed' : 'audit.before')}</th>}
            {after !== null && <th scope="col">{asked}</th>}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <ChangeRow key={change.field} change={change} hasBefore={before !== null} hasAfter={after !== null} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ChangeRowProps {
  readonly change: FieldChange;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

/** What was made or taken away as a whole has nothing in it to mark. */
function ChangeRow({ change: { field, before, after, change }, hasBefore, hasAfter }: ChangeRowProps) {
  const { t } = useTranslation();
  const isMarked = hasBefore && hasAfter;
  const absent = <em>{t('audit.absent')}</em>;
  return (
    <tr data-change={isMarked ? change : 'same'} data-quiet={isMarked && change === 'same'}>
      <th scope="row">
        {field}
        {isMarked && change !== 'same' && <span className="audit-mark">{t(`audit.changes.${change}`)}</span>}
      </th>
      {hasBefore && (
        <td>
          <span className="audit-value" data-side="before">
            {before ?? absent}
          </span>
        </td>
      )}
      {hasAfter && (
        <td>
          <span className="audit-value" data-side="after">
            {after ?? absent}
          </span>
        </td>
      )}
    </tr>
  );
}
