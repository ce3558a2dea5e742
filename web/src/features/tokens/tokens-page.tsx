/** API tokens: which there are, new ones, and how to be rid of one. */
import './tokens.css';
import { Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { GatedButton } from '../../shared/gated-button.js';
import { EmptyState, PageHead } from '../../shared/page.js';
import { ReasonDialog } from '../../shared/reason-dialog.js';
import { useTimes } from '../../shared/times.js';
import { toastDone } from '../../shared/toasts.js';
import { CreateTokenDialog } from './create-token-dialog.js';
import { rotatingNames } from './token-facts.js';
import { TokenTable } from './token-table.js';
import { useRevokeToken, useTokens } from './tokens-query.js';

/** What the dialog for a new token begins with; its number makes each opening a form of its own. */
interface Creating {
  readonly serial: number;
  readonly isOpen: boolean;
  readonly successorOf: Token | undefined;
}

export function TokensPage() {
  const { t } = useTranslation();
  const tokens = useTokens();
  const [creating, setCreating] = useState<Creating>({ serial: 0, isOpen: false, successorOf: undefined });
  const [revoking, setRevoking] = useState<Token>();
  const items = tokens.data?.items;
  const create = (successorOf?: Token) => setCreating({ serial: creating.serial + 1, isOpen: true, successorOf });
  const createButton = (
    <GatedButton needs="admin" onClick={() => create()} data-testid="create-token">
      {t('tokens.create')}
    </GatedButton>
  );
  return (
    <div className="page" data-testid="tokens-page">
      <PageHead title={t('tokens.title')} intro={t('tokens.intro')} actions={createButton} />
      {tokens.isError && items === undefined && (
        <FaultView error={tokens.error} onRetry={() => void tokens.refetch()} isRetrying={tokens.isFetching} />
      )}
      {tokens.isPending && !tokens.isError && <Skeleton height={220} radius="md" aria-busy />}
      {items?.length === 0 && <EmptyState title={t('tokens.emptyTitle')} text={t('tokens.empty')} testId="no-tokens" />}
      {items !== undefined && items.length > 0 && (
        <>
          <TokenTable tokens={items} onRotate={create} onRevoke={setRevoking} />
          <Rotation />
        </>
      )}
      <CreateTokenDialog
        key={creating.serial}
        opened={creating.isOpen}
        successorOf={creating.successorOf}
        onClose={() => setCreating({ ...creating, isOpen: false })}
      />
      <RevokeDialog token={revoking} tokens={items ?? []} onClose={() => setRevoking(undefined)} />
    </div>
  );
}

function Rotation() {
  const { t } = useTranslation();
  return (
    <details className="token-rotation" data-testid="rotation">
      <summary>{t('tokens.rotation.title')}</summary>
      <ol>
        <li>{t('tokens.rotation.steps.make')}</li>
        <li>{t('tokens.rotation.steps.change')}</li>
        <li>{t('tokens.rotation.steps.watch')}</li>
      </ol>
    </details>
  );
}

interface RevokeDialogProps {
  /** Undefined while nothing is being revoked. */
  readonly token: Token | undefined;
  readonly tokens: readonly Token[];
  readonly onClose: () => void;
}

function RevokeDialog({ token, tokens, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const revoke = useRevokeToken();
  const { name = '', lastUsedAt = null } = token ?? {};
  const close = () => {
    revoke.reset();
    onClose();
  };
  const confirm = (reason: string) => {
    if (token === undefined) return;
    const onSuccess = () => {
      toastDone(t('tokens.revoked', { name }));
      close();
    };
    revoke.mutate({ token, reason }, { onSuccess });
  };
  return (
    <ReasonDialog
      opened={token !== undefined}
      title={t('tokens.revoking.title', { name })}
      confirmLabel={t('tokens.revoking.confirm')}
      danger
      isPending={revoke.isPending}
      fault={revoke.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Stack gap={4}>
        <Text size="sm">{t('tokens.revoking.text')}</Text>
        <Text size="sm" fw={600}>
          {lastUsedAt === null
            ? t('tokens.revoking.unused')
            : t('tokens.revoking.lastUse', { time: moment(lastUsedAt) })}
        </Text>
        {rotatingNames(tokens).has(name) && <Text size="sm">{t('tokens.revoking.other')}</Text>}
      </Stack>
    </ReasonDialog>
  );
}
