/** Every node of the fleet, those that fell silent too. */
import { Badge, Box, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text';
import { FaultView } from '../../shared/fault-view';
import { useNodes } from './nodes-query';

const STATE_COLORS: Readonly<Record<NodeFigure['state'], string>> = {
  starting: 'blue.9',
  ok: 'teal.9',
  degraded: 'orange.9',
  draining: 'gray.7',
};

export function NodesPage() {
  const { t } = useTranslation();
  const nodes = useNodes();
  return (
    <Stack>
      <div>
        <Title order={1} size="h2">
          {t('nodes.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t('nodes.intro')}
        </Text>
      </div>
      {nodes.isError && nodes.data === undefined && (
        <FaultView error={nodes.error} onRetry={() => void nodes.refetch()} />
      )}
      {nodes.isPending && <Skeleton height={160} />}
      {nodes.data !== undefined && <NodeTable nodes={nodes.data.items} />}
    </Stack>
  );
}

const COLUMNS = ['node', 'state', 'address', 'version', 'upSince', 'heard'] as const;

function NodeTable({ nodes }: { readonly nodes: readonly NodeFigure[] }) {
  const { t, i18n } = useTranslation();
  const durationText = useDurationText();
  const time = new Intl.DateTimeFormat(i18n.resolvedLanguage, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <Box component="section" aria-label={t('nodes.title')} tabIndex={0} style={{ overflowX: 'auto' }}>
      <Table highlightOnHover className="numbers" miw={720}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>{t(`nodes.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {nodes.map((node) => (
            <Table.Tr key={node.nodeId} data-testid={`node-${node.nodeId}`}>
              <Table.Td>{node.nodeId}</Table.Td>
              <Table.Td>
                <Badge color={node.alive ? STATE_COLORS[node.state] : 'red.9'} tt="none">
                  {node.alive ? t(`nodes.states.${node.state}`) : t('nodes.dead')}
                </Badge>
              </Table.Td>
              <Table.Td>{node.address}</Table.Td>
              <Table.Td>{node.version}</Table.Td>
              <Table.Td>{time.format(new Date(node.startedAt))}</Table.Td>
              <Table.Td>
                {t('nodes.ago', { duration: durationText(Date.now() - new Date(node.heartbeatAt).getTime()) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
