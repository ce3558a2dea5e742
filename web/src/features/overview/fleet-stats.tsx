/** The figures of the fleet, in a row. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FleetFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped, milliseconds, percent, ratePerSecond } from '../../shared/format.js';
import { Stat, Stats } from '../../shared/stats.js';

/** From these shares of failed calls on an operator is told, and told louder. */
const SOME_ERRORS = 0.001;
const MANY_ERRORS = 0.01;
const SHORT_RUNWAY_MS = 60_000;

export function FleetStats({ fleet }: { readonly fleet: FleetFigure }) {
  const { t } = useTranslation();
  return (
    <Stats label={t('overview.figures')}>
      <TrafficStats traffic={fleet.traffic} />
      <DatabaseStat database={fleet.database} />
      <NodesStat nodes={fleet.nodes} />
      <RunwayStat shortest={fleet.shortestRunway} />
      <Stat
        name={t('overview.tags')}
        value={grouped(fleet.tags.total)}
        hint={t('overview.tagsHint', { active: grouped(fleet.tags.active), paused: grouped(fleet.tags.paused) })}
        testId="fleet-tags"
      />
    </Stats>
  );
}

function TrafficStats({ traffic }: Pick<FleetFigure, 'traffic'>) {
  const { t } = useTranslation();
  const { numbersPerSecond, requestsPerSecond, errorShare, p99Ms } = traffic;
  const loudTone = errorShare >= MANY_ERRORS ? 'danger' : 'warning';
  return (
    <>
      <Stat
        name={t('overview.numbers')}
        value={t('overview.perSecond', { rate: ratePerSecond(numbersPerSecond) })}
        hint={t('overview.requests', { rate: ratePerSecond(requestsPerSecond) })}
        testId="fleet-numbers"
      />
      <Stat
        name={t('overview.errors')}
        value={errorShare === 0 ? t('overview.noErrors') : percent(errorShare)}
        hint={t('overview.errorsHint')}
        tone={errorShare < SOME_ERRORS ? 'calm' : loudTone}
        testId="fleet-errors"
      />
      <Stat
        name={t('overview.p99')}
        value={p99Ms === null ? t('overview.noCalls') : milliseconds(p99Ms)}
        hint={t('overview.p99Hint')}
        testId="fleet-p99"
      />
    </>
  );
}

function DatabaseStat({ database }: Pick<FleetFigure, 'database'>) {
  const { t } = useTranslation();
  const { status, description, detail } = database;
  const isAway = status === 'away';
  return (
    <Stat
      name={t('overview.database')}
      value={t(isAway ? 'overview.databaseAway' : 'overview.databaseOk')}
      hint={
        isAway ? (
          <>
            {description}
            {detail !== null && `: ${detail}`}. {t('overview.databaseAwayHint')}
          </>
        ) : (
          description
        )
      }
      tone={isAway ? 'danger' : 'calm'}
      testId="fleet-database"
    />
  );
}

function NodesStat({ nodes: { alive, total } }: Pick<FleetFigure, 'nodes'>) {
  const { t } = useTranslation();
  const deadCount = total - alive;
  return (
    <Stat
      name={t('overview.nodes')}
      value={
        <Anchor component={Link} to="/nodes" inherit c="inherit">
          {t('overview.nodesAlive', { alive, total })}
        </Anchor>
      }
      hint={deadCount === 0 ? t('overview.noNodesDead') : t('overview.nodesDead', { count: deadCount })}
      tone={deadCount === 0 ? 'calm' : 'warning'}
      testId="fleet-nodes"
    />
  );
}

function RunwayStat({ shortest }: { readonly shortest: FleetFigure['shortestRunway'] }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  if (shortest === null) {
    return <Stat name={t('overview.runway')} value="–" hint={t('overview.noRunway')} testId="fleet-runway" />;
  }
  const { bizTag, runwayMs } = shortest;
  return (
    <Stat
      name={t('overview.runway')}
      value={durationText(runwayMs)}
      hint={
        <Anchor
          renderRoot={(props) => <Link {...props} to="/tags/$bizTag" params={{ bizTag }} />}
          inherit
          title={t('overview.runwayHint')}
        >
          {bizTag}
        </Anchor>
      }
      tone={runwayMs < SHORT_RUNWAY_MS ? 'warning' : 'calm'}
      testId="fleet-runway"
    />
  );
}
