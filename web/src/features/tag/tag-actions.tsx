/** What can be done to a biz tag: first what its nodes are ordered to do now, then what it is. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { GatedButton } from '../../shared/gated-button.js';
import { PauseIcon, PlayIcon } from '../../shared/icons.js';
import type { OpenDialog } from './tag-dialogs.js';

const TagDialogs = lazy(async () => ({ default: (await import('./tag-dialogs.js')).TagDialogs }));

const ORDERS = ['bump', 'jump', 'skip'] as const;

export function TagActions({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<OpenDialog>('never');
  const { paused } = tag;
  return (
    <>
      <div className="page-actions">
        {ORDERS.map((order) => (
          <GatedButton
            key={order}
            needs="operator"
            variant="default"
            onClick={() => setOpen(order)}
            data-testid={order}
          >
            {t(`tag.${order}.name`)}
          </GatedButton>
        ))}
        <span className="page-actions-gap" aria-hidden />
        <GatedButton needs="operator" variant="default" onClick={() => setOpen('edit')} data-testid="edit">
          {t('tag.edit')}
        </GatedButton>
        <GatedButton
          needs="operator"
          variant="default"
          leftSection={paused ? <PlayIcon /> : <PauseIcon />}
          onClick={() => setOpen('pause')}
          data-testid={paused ? 'resume-tag' : 'pause-tag'}
        >
          {t(paused ? 'tag.resume' : 'tag.pause')}
        </GatedButton>
        <GatedButton
          needs="operator"
          variant="default"
          className="danger-button"
          onClick={() => setOpen('delete')}
          data-testid="delete"
        >
          {t('tag.remove')}
        </GatedButton>
      </div>
      {open !== 'never' && (
        <Suspense>
          <TagDialogs open={open} onClose={() => setOpen('none')} tag={tag} />
        </Suspense>
      )}
    </>
  );
}
