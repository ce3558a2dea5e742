/** Name, state, and what can be done. */
import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { TroubleBadges } from '../../shared/trouble-badges.js';
import { TagActions } from './tag-actions.js';

export function TagHead({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const { bizTag, description, troubles } = tag;
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
      <TagActions tag={tag} />
    </header>
  );
}
