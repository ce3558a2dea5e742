/** The operators as a table. */
import { Badge, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Operator, Role } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { GatedButton } from '../../shared/gated-button.js';
import { useSession } from '../../shared/session.js';
import { TimeText, useTimes } from '../../shared/times.js';

const ROLE_COLORS: Readonly<Record<Role, string>> = { viewer: 'gray.7', operator: 'blue.9', admin: 'teal.9' };

interface OperatorTableProps {
  readonly operators: readonly Operator[];
  readonly onEdit: (operator: Operator) => void;
  readonly onRemove: (operator: Operator) => void;
}

export function OperatorTable(props: OperatorTableProps) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('operators.title')}
      columns={useColumns(props)}
      rows={props.operators}
      keyOf={({ username }) => username}
      testIdOf={({ username }) => `operator-${username}`}
    />
  );
}

function useColumns({ onEdit, onRemove }: OperatorTableProps): Column<Operator>[] {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { session } = useSession();
  return [
    {
      key: 'name',
      head: t('operators.name'),
      isTitle: true,
      cell: ({ username, mustChangePassword }) => (
        <span className="operator-name">
          <span className="data-table-name">{username}</span>
          {username === session?.username && <span className="data-table-sub">{t('operators.you')}</span>}
          {mustChangePassword && (
            <Tooltip
              label={t('operators.mustChangeHint')}
              multiline
              maw={280}
              events={{ hover: true, focus: true, touch: true }}
            >
              <Badge color="var(--warning-fill)" tt="none" tabIndex={0} data-testid={`must-change-${username}`}>
                {t('operators.mustChange')}
              </Badge>
            </Tooltip>
          )}
        </span>
      ),
    },
    {
      key: 'role',
      head: t('operators.role'),
      isNarrow: true,
      cell: ({ role }) => (
        <Badge color={ROLE_COLORS[role]} variant="filled" tt="none" title={t(`operators.roleHints.${role}`)}>
          {t(`role.names.${role}`)}
        </Badge>
      ),
    },
    {
      key: 'lastLogin',
      head: t('operators.lastLogin'),
      isNarrow: true,
      cell: ({ lastLoginAt }) => (lastLoginAt === null ? t('operators.neverLoggedIn') : <TimeText at={lastLoginAt} />),
    },
    {
      key: 'sessions',
      head: t('operators.sessions'),
      isNarrow: true,
      cell: ({ sessionCount }) =>
        sessionCount === 0 ? (
          <span className="data-table-sub">{t('operators.noSession')}</span>
        ) : (
          t('operators.sessionCount', { count: sessionCount })
        ),
    },
    { key: 'since', head: t('operators.since'), isNarrow: true, cell: ({ createdAt }) => day(createdAt) },
    {
      key: 'actions',
      head: t('operators.actions'),
      align: 'end',
      isNarrow: true,
      cell: (operator) => (
        <Actions
          operator={operator}
          isSelf={operator.username === session?.username}
          onEdit={onEdit}
          onRemove={onRemove}
        />
      ),
    },
  ];
}

interface ActionsProps extends Omit<OperatorTableProps, 'operators'> {
  readonly operator: Operator;
  readonly isSelf: boolean;
}

function Actions({ operator, isSelf, onEdit, onRemove }: ActionsProps) {
  const { t } = useTranslation();
  const { username } = operator;
  return (
    <span className="data-table-actions">
      <GatedButton
        needs="admin"
        size="compact-sm"
        variant="default"
        onClick={() => onEdit(operator)}
        aria-label={t('operators.editLabel', { name: username })}
        data-testid={`edit-${username}`}
      >
        {t('operators.edit')}
      </GatedButton>
      <GatedButton
        needs="admin"
        refusal={isSelf ? t('operators.notYourself') : undefined}
        size="compact-sm"
        variant="default"
        onClick={() => onRemove(operator)}
        aria-label={t('operators.removeLabel', { name: username })}
        data-testid={`remove-${username}`}
      >
        {t('operators.remove')}
      </GatedButton>
    </span>
  );
}
