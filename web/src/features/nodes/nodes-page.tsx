/** Every node of the fleet, those that fell silent too. */
import './nodes.css';
import { Code, Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeFigure } from '#contract';
import { CopyTextButton } from '../../shared/copy-button.js';
import { FaultView } from '../../shared/fault-view.js';
import { ratePerSecond } from '../../shared/format.js';
import { useNodesLive } from '../../shared/live-figures.js';
import { Notice } from '../../shared/notice.js';
import { EmptyState, PageHead } from '../../shared/page.js';
import { freshestNodes, sortedNodes, summaryOf } from './node-figures.js';
import { NodeTable } from './node-table.js';
import { useNodes } from './nodes-query.js';

const START_COMMAND = 'DATABASE_URL=mysql://user:password@host:3306/banyan npm start';

export function NodesPage() {
  const { t } = useTranslation();
  const read = useNodes();
  const nodes = freshestNodes(read.data?.items, useNodesLive());
  return (
    <div className="page" data-testid="nodes-page">
      <PageHead title={t('nodes.title')} intro={t('nodes.intro')} />
      {read.isError && nodes === undefined && (
        <FaultView error={read.error} onRetry={() => void read.refetch()} isRetrying={read.isFetching} />
      )}
      {nodes === undefined && !read.isError && <Skeleton height={180} radius="md" aria-busy />}
      {nodes?.length === 0 && (
        <EmptyState
          title={t('nodes.emptyTitle')}
          text={t('nodes.empty')}
          action={
            <>
              <Code block className="nodes-command">
                {START_COMMAND}
              </Code>
              <CopyTextButton text={START_COMMAND} label={t('nodes.copyCommand')} />
            </>
          }
        />
      )}
      {nodes !== undefined && nodes.length > 0 && <Nodes nodes={nodes} />}
    </div>
  );
}

function Nodes({ nodes }: { readonly nodes: readonly NodeFigure[] }) {
  const { t } = useTranslation();
  const { aliveCount, versionCount, together } = summaryOf(nodes);
  return (
    <>
      <div className="nodes-summary" data-testid="nodes-summary">
        <Text size="sm" fw={600}>
          {t('nodes.count', { alive: aliveCount, total: nodes.length })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('nodes.together', {
            numbers: ratePerSecond(together.numbersPerSecond),
            requests: ratePerSecond(together.requestsPerSecond),
          })}
        </Text>
      </div>
      {versionCount > 1 && (
        <Notice tone="info" testId="nodes-mixed">
          {t('nodes.mixed', { count: versionCount })}
        </Notice>
      )}
      <NodeTable nodes={sortedNodes(nodes)} />
    </>
  );
}
