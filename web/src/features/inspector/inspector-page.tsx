/** Paste a number: whose is it? */
import './inspector.css';
import { Group, Skeleton, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { IdFinding } from '#contract';
import { CopyTextButton } from '../../shared/copy-button.js';
import { FaultView } from '../../shared/fault-view.js';
import { grouped } from '../../shared/format.js';
import { EmptyState, PageHead } from '../../shared/page.js';
import { TextLink } from '../../shared/text-link.js';
import { Finding } from './finding.js';
import { useFindings } from './finding-query.js';
import { InspectorForm } from './inspector-form.js';
import type { InspectorSearch } from './inspector-search.js';

const route = getRouteApi('/inspector');

export function InspectorPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const findings = useFindings(search);
  const ask = (asked: InspectorSearch) => {
    const isSame = asked.id === search.id && asked.bizTag === search.bizTag;
    if (isSame) void findings.refetch();
    else void navigate({ search: asked });
  };
  return (
    <div className="page" data-testid="inspector-page">
      <PageHead title={t('inspector.title')} intro={t('inspector.intro')} />
      <InspectorForm
        search={search}
        isBusy={findings.isFetching}
        isTagUnknown={findings.data === null}
        onSearch={ask}
      />
      <div aria-live="polite" className="page">
        {search.id === undefined && (
          <EmptyState title={t('inspector.startTitle')} text={t('inspector.start')} testId="inspector-start" />
        )}
        {findings.isError && (
          <FaultView error={findings.error} onRetry={() => void findings.refetch()} isRetrying={findings.isFetching} />
        )}
        {findings.isLoading && <Skeleton height={170} radius="md" aria-busy />}
        {search.id !== undefined && findings.data && (
          <Findings id={search.id} search={search} findings={findings.data} />
        )}
      </div>
    </div>
  );
}

interface FindingsProps {
  readonly id: string;
  readonly search: InspectorSearch;
  readonly findings: readonly IdFinding[];
}

function Findings({ id, search, findings }: FindingsProps) {
  const { t } = useTranslation();
  if (findings.length === 0) {
    return (
      <EmptyState
        title={t('inspector.noneTitle', { id: grouped(id) })}
        text={t('inspector.none')}
        testId="no-finding"
      />
    );
  }
  return (
    <>
      <Group gap="sm" justify="space-between">
        <Text size="sm" fw={600}>
          {search.bizTag === undefined && t('inspector.found', { id: grouped(id), count: findings.length })}
          {search.bizTag !== undefined && (
            <TextLink to="/inspector" search={{ id }} fw={500}>
              {t('inspector.anyTag')}
            </TextLink>
          )}
        </Text>
        <CopyTextButton text={location.href} label={t('inspector.copyLink')} isLabelShown />
      </Group>
      {findings.map((finding) => (
        <Finding key={finding.bizTag} finding={finding} isOnly={search.bizTag !== undefined} />
      ))}
    </>
  );
}
