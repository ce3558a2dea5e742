/** Every node of the fleet, those that fell silent too. */
import './nodes.css';
import { Badge, Skeleton, Table, Text, Title } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { FaultView } from '../../shared/fault-view.js';
import { useConnection } from '../../shared/live-figures.js';
import { useNodes } from './nodes-query.js';

const STATE_COLORS: Readonly<Record<NodeFigure['state'], string>> = {
  starting: 'blue.9',
  ok: 'teal.9',
  degraded: 'var(--warning-fill)',
  draining: 'gray.7',
};

export function NodesPage() {
  const { t } = useTranslation();
  const nodes = useNodes();
  const items = nodes.data?.items;
  return (
    <div className="page">
      <div>
        <Title order={1} size="h2">
          {t('nodes.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t('nodes.intro')}
        </Text>
      </div>
      {nodes.isError && items === undefined && (
        <FaultView error={nodes.error} onRetry={() => void nodes.refetch()} isRetrying={nodes.isFetching} />
      )}
      {nodes.isPending && !nodes.isError && <Skeleton height={180} radius="md" />}
      {items?.length === 0 && <Text>{t('nodes.none')}</Text>}
      {items !== undefined && items.length > 0 && <NodeTable nodes={items} />}
    </div>
  );
}

const COLUMNS = ['node', 'state', 'address', 'version', 'upSince', 'heard'] as const;

function NodeTable({ nodes }: { readonly nodes: readonly NodeFigure[] }) {
  const { t } = useTranslation();
  const serverNowMs = useServerNowMs();
  const aliveCount = nodes.filter(({ alive }) => alive).length;
  const sorted = nodes.toSorted((a, b) => Number(b.alive) - Number(a.alive) || (a.nodeId < b.nodeId ? -1 : 1));
  return (
    <>
      <Text size="sm" fw={500}>
        {t('nodes.count', { alive: aliveCount, total: nodes.length })}
      </Text>
      <Table className="nodes" verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column} scope="col">
                {t(`nodes.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((node) => (
            <NodeRow key={node.nodeId} node={node} serverNowMs={serverNowMs} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function NodeRow({ node, serverNowMs }: { readonly node: NodeFigure; readonly serverNowMs: number }) {
  const { t, i18n } = useTranslation();
  const durationText = useDurationText();
  const time = new Intl.DateTimeFormat(i18n.resolvedLanguage, { dateStyle: 'medium', timeStyle: 'medium' });
  const silentMs = Math.max(0, serverNowMs - Date.parse(node.heartbeatAt));
  return (
    <Table.Tr data-testid={`node-${node.nodeId}`} data-alive={node.alive}>
      <Table.Td data-label={t('nodes.node')} className="nodes-id">
        <span>{node.nodeId}</span>
      </Table.Td>
      <Table.Td data-label={t('nodes.state')}>
        <Badge color={node.alive ? STATE_COLORS[node.state] : 'red.9'} tt="none">
          {node.alive ? t(`nodes.states.${node.state}`) : t('nodes.dead')}
        </Badge>
      </Table.Td>
      <Table.Td data-label={t('nodes.address')}>{node.address}</Table.Td>
      <Table.Td data-label={t('nodes.version')}>{node.version}</Table.Td>
      <Table.Td data-label={t('nodes.upSince')}>{time.format(new Date(node.startedAt))}</Table.Td>
      <Table.Td data-label={t('nodes.heard')}>{t('nodes.ago', { duration: durationText(silentMs) })}</Table.Td>
    </Table.Tr>
  );
}

/** The server's clock as far as this browser knows it, in ms, anew each second. */
function useServerNowMs(): number {
  const { clockOffsetMs } = useConnection();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useInterval(() => setNowMs(Date.now()), 1_000, { autoInvoke: true });
  return nowMs + clockOffsetMs;
}
