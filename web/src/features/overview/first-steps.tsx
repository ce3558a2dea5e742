/** What to do next, where there is nothing to show yet. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bizTagListSchema } from '#contract';
import { fetchJson } from '../../shared/api.js';
import { CurlHint } from '../../shared/curl-hint.js';
import { GatedButton } from '../../shared/gated-button.js';
import { EmptyState } from '../../shared/page.js';

export function NoTags() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EmptyState
      title={t('overview.noTagsTitle')}
      text={t('overview.noTags')}
      action={
        <GatedButton needs="operator" onClick={() => void navigate({ to: '/tags', search: { create: true } })}>
          {t('overview.createFirst')}
        </GatedButton>
      }
      testId="no-tags"
    />
  );
}

export function NoTraffic() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['tags', 'first'],
    queryFn: ({ signal }) => fetchJson(bizTagListSchema, '/api/v1/admin/tags?pageSize=1', { signal }),
  });
  const bizTag = data?.items[0]?.bizTag;
  if (bizTag === undefined) return null;
  return (
    <EmptyState
      title={t('overview.noTrafficTitle')}
      text={t('overview.noTraffic')}
      action={<CurlHint bizTag={bizTag} />}
      testId="no-traffic"
    />
  );
}
