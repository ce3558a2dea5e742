/** Moving the maximum forward. What is skipped is never given out, so it takes typing the name. */
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.js';
import { grouped } from '../../shared/format.js';
import { ActionForm } from './action-form.js';
import { faultAt, skippedCount, skipWish } from './action-wish.js';
import type { ActionDialogProps } from './bump-dialog.js';
import { usePreview } from './preview-query.js';
import { PreviewPanel } from './preview-table.js';
import { useTagAction } from './use-tag-action.js';

export function SkipDialog({ opened, onClose, tag }: ActionDialogProps) {
  const { t } = useTranslation();
  const title = t('tag.skip.title', { bizTag: tag.bizTag });
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="lg" testId="skip-dialog">
      {opened && <SkipForm tag={tag} onClose={onClose} />}
    </Dialog>
  );
}

function SkipForm({ tag, onClose }: Omit<ActionDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { bizTag } = tag;
  const asked = skipWish(typed);
  const wish = asked ?? { maxId: typed };
  const shown = usePreview(bizTag, asked);
  const action = useTagAction({
    path: 'skip',
    tag,
    doneText: (figure) => t('tag.skip.done', { bizTag, maxId: grouped(figure.maxId) }),
    onClose,
  });
  const skipped = shown.preview && skippedCount(typed, shown.preview);
  const fault = faultAt('maxId', wish, [
    { of: wish, error: shown.error },
    { of: action.sent, error: action.error },
  ]);
  return (
    <ActionForm
      action={action}
      wish={wish}
      confirmLabel={t('tag.skip.confirm')}
      ownFields={['maxId']}
      typeToConfirm={bizTag}
      onClose={onClose}
    >
      <Text size="sm">{t('tag.skip.text')}</Text>
      <TextInput
        label={t('tag.skip.maxId')}
        description={t('tag.skip.maxIdHint', { maxId: grouped(tag.maxId) })}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        error={fault}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
        data-testid="field-maxId"
      />
      <PreviewPanel shown={shown} told={fault}>
        {skipped !== undefined && (
          <p data-figure="skipped">{t('tag.skip.skipped', { numbers: grouped(String(skipped)) })}</p>
        )}
      </PreviewPanel>
    </ActionForm>
  );
}
