/** The nodes as a table: what each is, whether it lives, and what it does. */
import { Badge, Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeFigure } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped, ratePerSecond } from '../../shared/format.js';
import { useConnection } from '../../shared/live-figures.js';
import { TimeText } from '../../shared/times.js';
import { msText, percentText } from './node-figures.js';

const STATE_COLORS: Readonly<Record<NodeFigure['state'] | 'dead', string>> = {
  starting: 'blue.9',
  ok: 'teal.9',
  degraded: 'var(--warning-fill)',
  draining: 'gray.7',
  dead: 'red.9',
};

export function NodeTable({ nodes }: { readonly nodes: readonly NodeFigure[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('nodes.title')}
      columns={useColumns()}
      rows={nodes}
      keyOf={({ nodeId }) => nodeId}
      testIdOf={({ nodeId }) => `node-${nodeId}`}
      isDimmed={({ alive }) => !alive}
    />
  );
}

function useColumns(): Column<NodeFigure>[] {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const serverNowMs = useServerNowMs();
  /** What the dead last did is no figure of now. */
  const ofLiving = (text: (node: NodeFigure) => string) => (node: NodeFigure) => (node.alive ? text(node) : '–');
  return [
    {
      key: 'node',
      head: t('nodes.node'),
      isTitle: true,
      cell: ({ nodeId, address, alive }) => (
        <>
          <div className="data-table-name nodes-id" data-alive={alive}>
            {nodeId}
          </div>
          <div className="data-table-sub">{address}</div>
        </>
      ),
    },
    { key: 'state', head: t('nodes.state'), isNarrow: true, cell: (node) => <NodeState node={node} /> },
    { key: 'version', head: t('nodes.version'), cell: ({ version }) => version },
    { key: 'upSince', head: t('nodes.upSince'), cell: ({ startedAt }) => <TimeText at={startedAt} /> },
    {
      key: 'heard',
      head: t('nodes.heard'),
      isNarrow: true,
      cell: ({ heartbeatAt }) =>
        t('nodes.ago', { duration: durationText(Math.max(0, serverNowMs - Date.parse(heartbeatAt))) }),
    },
    {
      key: 'numbers',
      head: t('nodes.numbers'),
      align: 'end',
      cell: ofLiving(({ traffic }) => ratePerSecond(traffic.numbersPerSecond)),
    },
    {
      key: 'requests',
      head: t('nodes.requests'),
      align: 'end',
      cell: ofLiving(({ traffic }) => ratePerSecond(traffic.requestsPerSecond)),
    },
    {
      key: 'errors',
      head: t('nodes.errors'),
      hint: t('nodes.errorsHint'),
      align: 'end',
      cell: (node) => (
        <span className="nodes-errors" data-some={node.alive && node.traffic.errorShare > 0}>
          {ofLiving(({ traffic }) => percentText(traffic.errorShare))(node)}
        </span>
      ),
    },
    {
      key: 'p99',
      head: t('nodes.p99'),
      hint: t('nodes.p99Hint'),
      align: 'end',
      cell: ofLiving(({ traffic: { p99Ms } }) => (p99Ms === null ? '–' : t('nodes.ms', { n: msText(p99Ms) }))),
    },
    {
      key: 'tags',
      head: t('nodes.tags'),
      hint: t('nodes.tagsHint'),
      align: 'end',
      cell: ofLiving(({ tagCount }) => grouped(tagCount)),
    },
  ];
}

function NodeState({ node: { alive, state } }: { readonly node: NodeFigure }) {
  const { t } = useTranslation();
  const shown = alive ? state : 'dead';
  return (
    <Tooltip
      label={t(`nodes.stateHints.${shown}`)}
      multiline
      maw={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Badge color={STATE_COLORS[shown]} tt="none" tabIndex={0} data-state={shown}>
        {shown === 'dead' ? t('nodes.dead') : t(`nodes.states.${shown}`)}
      </Badge>
    </Tooltip>
  );
}

/** The server's clock as far as this browser knows it, in ms, anew each second; it stands still while the figures do. */
function useServerNowMs(): number {
  const { clockOffsetMs, state } = useConnection();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useInterval(() => state !== 'paused' && setNowMs(Date.now()), 1_000, { autoInvoke: true });
  return nowMs + clockOffsetMs;
}
