/** What a token may do, in words. */
import { Code } from '@mantine/core';
import { Fragment } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Scope } from '#contract';
import { grouped } from '../../shared/format.js';

export function ScopeText({ scope: { tags, verbs, dailyQuota = null } }: { readonly scope: Scope }) {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.resolvedLanguage ?? 'en', { type: 'conjunction' });
  const words = list.format(verbs.map((verb) => t(`tokens.verbs.${verb}`)));
  return (
    <Fragment>
      {words}{' '}
      {tags === '*' ? (
        t('tokens.allTags')
      ) : (
        <Trans t={t} i18nKey="tokens.onTags" values={{ tags }} components={{ tags: <Code /> }} />
      )}
      {dailyQuota !== null && (
        <div className="data-table-sub">{t('tokens.perDay', { shown: grouped(dailyQuota) })}</div>
      )}
    </Fragment>
  );
}
