/** A new token: what it may do, and then, once, its secret. What was typed stays until the dialog is closed by hand. */
import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#contract';
import { Dialog } from '../../shared/dialog.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { MomentField } from '../../shared/moment-field.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import { ScopesEditor } from './scopes-editor.js';
import { EXPIRIES, newDraft, successorOf as successorDraft, type TokenDraft } from './token-draft.js';
import { TokenSecret } from './token-secret.js';
import { useCreateToken } from './tokens-query.js';

interface CreateTokenDialogProps {
  readonly opened: boolean;
  /** The token that the new one is to take the place of. */
  readonly successorOf: Token | undefined;
  readonly onClose: () => void;
}

export function CreateTokenDialog({ opened, successorOf, onClose }: CreateTokenDialogProps) {
  const { t } = useTranslation();
  const create = useCreateToken();
  const [draft, setDraft] = useState(() => (successorOf === undefined ? newDraft() : successorDraft(successorOf)));
  const made = create.data;
  const close = () => {
    create.reset();
    onClose();
  };
  const formTitle =
    successorOf === undefined ? t('tokens.form.title') : t('tokens.form.rotateTitle', { name: successorOf.name });
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={made === undefined ? formTitle : t('tokens.secret.title', { name: made.name })}
      size="lg"
      isHeld={made !== undefined}
      testId="token-dialog"
    >
      {made === undefined ? (
        <TokenForm
          draft={draft}
          isSuccessor={successorOf !== undefined}
          error={create.error}
          isPending={create.isPending}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
          onSubmit={() => create.mutate(draft)}
          onClose={close}
        />
      ) : (
        <TokenSecret made={made} onDone={close} />
      )}
    </Dialog>
  );
}

interface TokenFormProps {
  readonly draft: TokenDraft;
  readonly isSuccessor: boolean;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onChange: (change: Partial<TokenDraft>) => void;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

function TokenForm({ draft, isSuccessor, error, isPending, onChange, onSubmit, onClose }: TokenFormProps) {
  const { t } = useTranslation();
  const [isTried, setTried] = useState(false);
  const faults = fieldFaults(error);
  const lacksMoment = draft.expiry === 'at' && draft.expiresAt === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!lacksMoment && !isPending) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isSuccessor && <Text size="sm">{t('tokens.form.rotateNote')}</Text>}
        <TextInput
          label={t('tokens.name')}
          description={t('tokens.form.nameHint')}
          value={draft.name}
          error={faults.name}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={!isSuccessor || undefined}
          data-testid="token-name"
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <ScopesEditor scopes={draft.scopes} faults={faults} onChange={(scopes) => onChange({ scopes })} />
        <div className="token-pair">
          <TextInput
            label={t('tokens.form.rate')}
            description={t('tokens.form.rateHint')}
            value={draft.ratePerSecond}
            error={faults.ratePerSecond}
            inputMode="numeric"
            data-testid="token-rate"
            onChange={(event) => onChange({ ratePerSecond: event.currentTarget.value })}
          />
          <TextInput
            label={t('tokens.form.burst')}
            description={t('tokens.form.burstHint')}
            value={draft.burst}
            error={faults.burst}
            inputMode="numeric"
            data-testid="token-burst"
            onChange={(event) => onChange({ burst: event.currentTarget.value })}
          />
        </div>
        <Expiry draft={draft} fault={faults.expiresAt} isLacking={isTried && lacksMoment} onChange={onChange} />
        <ReasonField
          value={draft.reason}
          error={faults.reason}
          isFirst={isSuccessor}
          onChange={(reason) => onChange({ reason })}
        />
        {error !== null && Object.keys(faults).length === 0 && <FaultView error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isPending} data-testid="token-submit">
            {t('tokens.form.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ExpiryProps extends Pick<TokenFormProps, 'draft' | 'onChange'> {
  readonly fault: string | undefined;
  readonly isLacking: boolean;
}

function Expiry({ draft, fault, isLacking, onChange }: ExpiryProps) {
  const { t } = useTranslation();
  const isAt = draft.expiry === 'at';
  return (
    <div className="token-pair">
      <NativeSelect
        label={t('tokens.form.expiry')}
        description={draft.expiry === 'never' ? t('tokens.form.expiryNever') : undefined}
        value={draft.expiry}
        error={isAt ? undefined : fault}
        data={EXPIRIES.map((value) => ({ value, label: t(`tokens.form.expiries.${value}`) }))}
        data-testid="token-expiry"
        onChange={({ currentTarget: { value } }) =>
          onChange({ expiry: EXPIRIES.find((known) => known === value) ?? '90' })
        }
      />
      {isAt && (
        <MomentField
          label={t('tokens.form.expiresAt')}
          value={draft.expiresAt}
          error={isLacking ? t('tokens.form.noMoment') : fault}
          onMoment={(moment = '') => onChange({ expiresAt: moment })}
          testId="token-expires-at"
        />
      )}
    </div>
  );
}
