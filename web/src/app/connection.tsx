/** Whether the figures are live, and the button that holds them still. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PauseIcon, PlayIcon } from '../shared/icons.js';
import { useConnection } from '../shared/live-figures.js';
import { Notice } from '../shared/notice.js';
import { useTimes } from '../shared/times.js';

export function ConnectionBadge() {
  const { t } = useTranslation();
  const { time } = useTimes();
  const { state, lastHeardAt, pause, resume } = useConnection();
  const words =
    state === 'stale' && lastHeardAt !== null
      ? t('shell.stale', { time: time(lastHeardAt) })
      : t(`shell.${state === 'stale' ? 'connecting' : state}`);
  const isPaused = state === 'paused';
  const action = t(isPaused ? 'shell.resume' : 'shell.pause');
  return (
    <div className="connection-box">
      <div className="connection" role="status" data-testid="connection" data-state={state}>
        <span className="connection-dot" />
        <span className="connection-words">{words}</span>
      </div>
      <Tooltip label={action}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={action}
          aria-pressed={isPaused}
          onClick={isPaused ? resume : pause}
          data-testid="pause"
        >
          {isPaused ? <PlayIcon /> : <PauseIcon />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Over every page, for figures that stand still look like figures. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const { time } = useTimes();
  const { state, lastHeardAt } = useConnection();
  if (state !== 'stale' || lastHeardAt === null) return null;
  return (
    <Notice tone="warning" testId="stale-notice">
      {t('shell.staleNotice', { time: time(lastHeardAt) })}
    </Notice>
  );
}
