/** A new biz tag. The hints are the console's, the refusals the server's: they stand at the fields they are about. */
import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bizTagFigureSchema, STEP_MAX_DEFAULT } from '#contract';
import { sendJson } from '../../shared/api.js';
import { Dialog } from '../../shared/dialog.js';
import { FaultView } from '../../shared/fault-view.js';
import { fieldFaults } from '../../shared/field-faults.js';
import { grouped } from '../../shared/format.js';
import { GatedButton } from '../../shared/gated-button.js';
import { ReasonField } from '../../shared/reason-dialog.js';
import { toastDone } from '../../shared/toasts.js';
import { digitsOf, numberOrText, type TagDraft } from '../tag/tag-draft.js';
import { TagFields } from '../tag/tag-fields.js';
import { CreatePreview } from './create-preview.js';

const DRAFT: TagDraft = { description: '', step: '10000', stepMax: '', idLength: '12', paused: false };

interface CreateTagDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function CreateTagDialog({ opened, onClose }: CreateTagDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('tags.create')} size="lg" testId="create-dialog">
      {opened && <CreateTagForm onClose={onClose} />}
    </Dialog>
  );
}

function CreateTagForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [bizTag, setBizTag] = useState('');
  const [draft, setDraft] = useState(DRAFT);
  const [maxId, setMaxId] = useState('');
  const [reason, setReason] = useState('');
  const create = useCreateTag(() => ({
    bizTag,
    description: draft.description.trim() === '' ? null : draft.description,
    step: numberOrText(draft.step),
    idLength: draft.idLength === '' ? null : Number(draft.idLength),
    reason,
    ...(draft.stepMax !== '' && { stepMax: numberOrText(draft.stepMax) }),
    ...(maxId !== '' && { maxId: digitsOf(maxId) }),
    ...(draft.paused && { paused: true }),
  }));
  const faults = fieldFaults(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} noValidate data-testid="create-form">
      <Stack gap="md">
        <TextInput
          label={t('tags.form.name')}
          description={t('tags.form.nameHint')}
          placeholder="order"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={bizTag}
          error={faults.bizTag}
          data-autofocus
          onChange={(event) => setBizTag(event.currentTarget.value.trim())}
          data-testid="field-bizTag"
        />
        <TagFields
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
          faults={faults}
          stepMaxPlaceholder={grouped(STEP_MAX_DEFAULT)}
        />
        <TextInput
          label={`${t('tags.form.maxId')} (${t('tags.form.optional')})`}
          description={t('tags.form.maxIdHint')}
          inputMode="numeric"
          autoComplete="off"
          value={maxId}
          error={faults.maxId}
          onChange={(event) => setMaxId(event.currentTarget.value)}
          data-testid="field-maxId"
        />
        <Switch
          label={t('tags.form.paused')}
          description={t('tags.form.pausedHint')}
          checked={draft.paused}
          onChange={(event) => setDraft({ ...draft, paused: event.currentTarget.checked })}
        />
        <CreatePreview idLength={draft.idLength} maxId={maxId} step={draft.step} />
        <ReasonField value={reason} onChange={setReason} error={faults.reason} />
        {create.isError && Object.keys(faults).length === 0 && <FaultView error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <GatedButton needs="operator" type="submit" loading={create.isPending} data-testid="confirm">
            {t('tags.form.submit')}
          </GatedButton>
        </Group>
      </Stack>
    </form>
  );
}

function useCreateTag(bodyOf: () => Readonly<Record<string, unknown>>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => sendJson(bizTagFigureSchema, 'POST', '/api/v1/admin/tags', bodyOf()),
    onSuccess: async ({ bizTag }) => {
      toastDone(t('tags.form.done', { bizTag }));
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
      void queryClient.invalidateQueries({ queryKey: ['overview'] });
      await navigate({ to: '/tags/$bizTag', params: { bizTag } });
    },
  });
}
