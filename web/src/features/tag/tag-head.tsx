/** Name, state, and what can be done. */
import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { GatedButton } from '../../shared/gated-button.js';
import { PauseIcon, PlayIcon } from '../../shared/icons.js';
import { TroubleBadges } from '../../shared/trouble-badges.js';
import type { OpenDialog } from './tag-dialogs.js';

const TagDialogs = lazy(async () => ({ default: (await import('./tag-dialogs.js')).TagDialogs }));

export function TagHead({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<OpenDialog>('never');
  const { bizTag, description, troubles, paused } = tag;
  return (
    <header className="page-head">
      <div>
        <nav className="crumbs" aria-label={t('tag.crumbs')}>
          <Anchor component={Link} to="/tags" size="sm">
            {t('tags.title')}
          </Anchor>
          <span aria-hidden> / </span>
        </nav>
        <div className="tag-title">
          <Title order={1} size="h2">
            {bizTag}
          </Title>
          <TroubleBadges troubles={troubles} />
        </div>
        {description !== null && description !== '' && (
          <Text c="dimmed" size="sm">
            {description}
          </Text>
        )}
      </div>
      <div className="page-actions">
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
    </header>
  );
}
