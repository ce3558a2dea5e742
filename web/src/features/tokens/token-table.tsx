/** The tokens as a table, the live first. */
import { Badge, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Token } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped } from '../../shared/format.js';
import { GatedButton } from '../../shared/gated-button.js';
import { WarningIcon } from '../../shared/icons.js';
import { useTimes } from '../../shared/times.js';
import { ScopeText } from './scope-text.js';
import { daysLeft, EXPIRY_WARNING_DAYS, liveFirst, rotatingNames } from './token-facts.js';

const STATE_COLORS: Readonly<Record<Token['state'], string>> = { live: 'teal.9', expired: 'gray.7', revoked: 'gray.7' };

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly onRotate: (token: Token) => void;
  readonly onRevoke: (token: Token) => void;
}

export function TokenTable(props: TokenTableProps) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('tokens.title')}
      columns={useColumns(props)}
      rows={liveFirst(props.tokens)}
      keyOf={({ id }) => id}
      testIdOf={({ id }) => `token-${id}`}
      isDimmed={({ state }) => state !== 'live'}
    />
  );
}

function useColumns({ tokens, onRotate, onRevoke }: TokenTableProps): Column<Token>[] {
  const { t } = useTranslation();
  const { day } = useTimes();
  const rotating = rotatingNames(tokens);
  return [
    {
      key: 'name',
      head: t('tokens.name'),
      isTitle: true,
      cell: ({ name, createdAt, createdBy }) => (
        <>
          <div className="data-table-name">{name}</div>
          <div className="data-table-sub">{t('tokens.madeBy', { time: day(createdAt), name: createdBy })}</div>
        </>
      ),
    },
    {
      key: 'state',
      head: t('tokens.state'),
      cell: (token) => <TokenState token={token} isRotating={token.state === 'live' && rotating.has(token.name)} />,
    },
    {
      key: 'scopes',
      head: t('tokens.scopes'),
      cell: ({ scopes }) => (
        <ul className="token-scopes">
          {scopes.map((scope, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a token's scopes never change
            <li key={index}>
              <ScopeText scope={scope} />
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'limits', head: t('tokens.limits'), cell: (token) => <Limits token={token} /> },
    { key: 'expires', head: t('tokens.expires'), isNarrow: true, cell: (token) => <Expiry token={token} /> },
    {
      key: 'lastUse',
      head: t('tokens.lastUse'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('tokens.unused') : <Ago at={lastUsedAt} />),
    },
    {
      key: 'actions',
      head: t('tokens.actions'),
      align: 'end',
      isNarrow: true,
      cell: (token) =>
        token.state === 'live' ? <Actions token={token} onRotate={onRotate} onRevoke={onRevoke} /> : null,
    },
  ];
}

function TokenState({
  token: { state, revokedAt },
  isRotating,
}: {
  readonly token: Token;
  readonly isRotating: boolean;
}) {
  const { t } = useTranslation();
  const { day } = useTimes();
  return (
    <span className="token-state">
      <Badge color={STATE_COLORS[state]} tt="none" data-state={state}>
        {t(`tokens.states.${state}`)}
      </Badge>
      {isRotating && (
        <Tooltip
          label={t('tokens.rotatingHint')}
          multiline
          maw={280}
          events={{ hover: true, focus: true, touch: true }}
        >
          <Badge color="blue.9" tt="none" tabIndex={0}>
            {t('tokens.rotating')}
          </Badge>
        </Tooltip>
      )}
      {revokedAt !== null && <span className="data-table-sub">{t('tokens.revokedAt', { time: day(revokedAt) })}</span>}
    </span>
  );
}

function Limits({ token: { ratePerSecond, burst } }: { readonly token: Token }) {
  const { t } = useTranslation();
  if (ratePerSecond === null) return t('tokens.noLimit');
  return (
    <>
      <div>{t('tokens.perSecond', { shown: grouped(ratePerSecond) })}</div>
      {burst !== null && <div className="data-table-sub">{t('tokens.burst', { shown: grouped(burst) })}</div>}
    </>
  );
}

function Expiry({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { expiresAt } = token;
  const days = daysLeft(token, Date.now());
  if (expiresAt === null) return t('tokens.never');
  const date = (
    <time dateTime={expiresAt} title={expiresAt}>
      {day(expiresAt)}
    </time>
  );
  if (days === null || days >= EXPIRY_WARNING_DAYS) return date;
  return (
    <>
      {date}
      <div className="token-expiring" data-testid="expiring">
        <WarningIcon /> {days === 0 ? t('tokens.today') : t('tokens.daysLeft', { count: days })}
      </div>
    </>
  );
}

function Actions({ token, onRotate, onRevoke }: { readonly token: Token } & Omit<TokenTableProps, 'tokens'>) {
  const { t } = useTranslation();
  const { id, name } = token;
  return (
    <span className="data-table-actions">
      <GatedButton
        needs="admin"
        size="compact-sm"
        variant="default"
        onClick={() => onRotate(token)}
        aria-label={t('tokens.rotateLabel', { name })}
        data-testid={`rotate-${id}`}
      >
        {t('tokens.rotate')}
      </GatedButton>
      <GatedButton
        needs="admin"
        size="compact-sm"
        variant="default"
        onClick={() => onRevoke(token)}
        aria-label={t('tokens.revokeLabel', { name })}
        data-testid={`revoke-${id}`}
      >
        {t('tokens.revoke')}
      </GatedButton>
    </span>
  );
}

/** What counts of the last use is how long ago it was; the moment itself stands where a pointer rests. */
function Ago({ at }: { readonly at: string }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const durationText = useDurationText();
  return (
    <time dateTime={at} title={moment(at)}>
      {t('tokens.ago', { duration: durationText(Date.now() - Date.parse(at)) })}
    </time>
  );
}
