/** Setting the step now: before a rush that is known of, or after one. */
import { Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { Dialog } from '../../shared/dialog.js';
import { grouped } from '../../shared/format.js';
import { ActionForm } from './action-form.js';
import { bumpWish, faultAt } from './action-wish.js';
import { usePreview } from './preview-query.js';
import { PreviewPanel } from './preview-table.js';
import { useTagAction } from './use-tag-action.js';

export interface ActionDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly tag: BizTagFigure;
}

export function BumpDialog({ opened, onClose, tag }: ActionDialogProps) {
  const { t } = useTranslation();
  const title = t('tag.bump.title', { bizTag: tag.bizTag });
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="lg" testId="bump-dialog">
      {opened && <BumpForm tag={tag} onClose={onClose} />}
    </Dialog>
  );
}

function BumpForm({ tag, onClose }: Omit<ActionDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const [step, setStep] = useState('');
  const [isJump, setJump] = useState(false);
  const { bizTag, stepMax, buffers } = tag;
  const asked = bumpWish(step, isJump);
  const wish = asked ?? { step, jump: isJump };
  const shown = usePreview(bizTag, asked);
  const action = useTagAction({
    path: 'step',
    tag,
    doneText: (figure) => t(isJump ? 'tag.bump.doneJump' : 'tag.bump.done', { bizTag, step: grouped(figure.step) }),
    onClose,
  });
  const stepNow = Math.max(tag.step, ...buffers.map((buffer) => buffer.step));
  const fault = faultAt('step', wish, [
    { of: wish, error: shown.error },
    { of: action.sent, error: action.error },
  ]);
  return (
    <ActionForm action={action} wish={wish} confirmLabel={t('tag.bump.confirm')} ownFields={['step']} onClose={onClose}>
      <Text size="sm">{t('tag.bump.text')}</Text>
      <TextInput
        label={t('tag.bump.step')}
        description={t('tag.bump.stepHint', { now: grouped(stepNow), stepMax: grouped(stepMax) })}
        inputMode="numeric"
        autoComplete="off"
        value={step}
        error={fault}
        onChange={(event) => setStep(event.currentTarget.value)}
        data-autofocus
        data-testid="field-step"
      />
      <Switch
        label={t('tag.bump.jump')}
        description={t('tag.bump.jumpHint')}
        checked={isJump}
        onChange={(event) => setJump(event.currentTarget.checked)}
        data-testid="field-jump"
      />
      <PreviewPanel shown={shown} told={fault} />
    </ActionForm>
  );
}
