/** Ordering a jump: every node starts on a fresh segment. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.js';
import { ActionForm } from './action-form.js';
import { JUMP_WISH } from './action-wish.js';
import type { ActionDialogProps } from './bump-dialog.js';
import { usePreview } from './preview-query.js';
import { PreviewPanel } from './preview-table.js';
import { useTagAction } from './use-tag-action.js';

export function JumpDialog({ opened, onClose, tag }: ActionDialogProps) {
  const { t } = useTranslation();
  const title = t('tag.jump.title', { bizTag: tag.bizTag });
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="lg" testId="jump-dialog">
      {opened && <JumpForm tag={tag} onClose={onClose} />}
    </Dialog>
  );
}

function JumpForm({ tag, onClose }: Omit<ActionDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const { bizTag } = tag;
  const shown = usePreview(bizTag, JUMP_WISH);
  const action = useTagAction({ path: 'jump', tag, doneText: () => t('tag.jump.done', { bizTag }), onClose });
  return (
    <ActionForm
      action={action}
      wish={{}}
      confirmLabel={t('tag.jump.confirm')}
      ownFields={[]}
      isReasonFirst
      onClose={onClose}
    >
      <Text size="sm">{t('tag.jump.text')}</Text>
      <PreviewPanel shown={shown} />
    </ActionForm>
  );
}
