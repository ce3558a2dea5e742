/** The last reservations of this tag, and the ways to all of them and to its audit. */
import { Anchor, Skeleton, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Grant } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { grouped } from '../../shared/format.js';
import { TimeText } from '../../shared/times.js';
import { useLastGrants } from './tag-query.js';

export function LastGrants({ bizTag }: { readonly bizTag: string }) {
  const { t } = useTranslation();
  const grants = useLastGrants(bizTag);
  const items = grants.data?.items;
  return (
    <section className="panel" aria-labelledby="grants" data-testid="last-grants">
      <div className="panel-head">
        <Title order={2} size="h5" id="grants">
          {t('tag.grants.title')}
        </Title>
        <div className="panel-links">
          <Anchor renderRoot={(props) => <Link {...props} to="/grants" search={{ bizTag }} />} size="sm">
            {t('tag.grants.all')}
          </Anchor>
          <Anchor renderRoot={(props) => <Link {...props} to="/audit" search={{ target: bizTag }} />} size="sm">
            {t('tag.audit')}
          </Anchor>
        </div>
      </div>
      {items === undefined && grants.isError && (
        <FaultView error={grants.error} onRetry={() => void grants.refetch()} isRetrying={grants.isFetching} />
      )}
      {items === undefined && !grants.isError && <Skeleton height={120} radius="sm" />}
      {items?.length === 0 && <Text size="sm">{t('tag.grants.none')}</Text>}
      {items !== undefined && items.length > 0 && <GrantTable grants={items} />}
    </section>
  );
}

const COLUMNS = ['at', 'range', 'count', 'node'] as const;

function GrantTable({ grants }: { readonly grants: readonly Grant[] }) {
  const { t } = useTranslation();
  return (
    <Table className="grants-brief" verticalSpacing={6} horizontalSpacing={0}>
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column) => (
            <Table.Th key={column} scope="col" data-column={column}>
              {t(`tag.grants.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {grants.map(({ start, end, count, nodeId, grantedAt }) => (
          <Table.Tr key={end}>
            <Table.Td>
              <TimeText at={grantedAt} />
            </Table.Td>
            <Table.Td>
              {grouped(start)} – {grouped(String(BigInt(end) - 1n))}
            </Table.Td>
            <Table.Td data-column="count">{grouped(count)}</Table.Td>
            <Table.Td className="grants-brief-node" title={nodeId}>
              {nodeId}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
