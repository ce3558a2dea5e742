/** What is known of a number in one biz tag: its status in words, and the grant it comes from. */
import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Grant, IdFinding, IdStatus } from '#contract';
import { CopyIconButton } from '../../shared/copy-icon-button.js';
import { grouped } from '../../shared/format.js';
import { TagLink, TextLink } from '../../shared/text-link.js';
import { TimeText } from '../../shared/times.js';

const STATUS_COLORS: Readonly<Record<IdStatus, string>> = {
  given: 'teal.9',
  held: 'blue.9',
  unrecorded: 'gray.7',
  'not-reserved': 'var(--warning-fill)',
  outside: 'var(--warning-fill)',
};

interface FindingProps {
  readonly finding: IdFinding;
  /** Whether only this tag was asked about. */
  readonly isOnly: boolean;
}

export function Finding({ finding: { bizTag, id, status, grant }, isOnly }: FindingProps) {
  const { t } = useTranslation();
  return (
    <section className="finding" data-testid={`finding-${bizTag}`} data-status={status}>
      <div className="finding-head">
        <Text component="h2" fw={600} className="finding-tag">
          <TagLink bizTag={bizTag} />
        </Text>
        <Badge color={STATUS_COLORS[status]} tt="none">
          {t(`inspector.statuses.${status}`)}
        </Badge>
        <Group gap={4} className="finding-id">
          {grouped(id)}
          <CopyIconButton text={id} label={t('inspector.copyNumber')} />
        </Group>
      </div>
      <Text size="sm">{t(`inspector.sentences.${status}`)}</Text>
      {grant !== null && <GrantFigures id={id} grant={grant} />}
      <Group gap="md" className="finding-links">
        <TextLink to="/grants" search={{ bizTag }}>
          {t('inspector.toGrants')}
        </TextLink>
        {!isOnly && (
          <TextLink to="/inspector" search={{ id, bizTag }}>
            {t('inspector.onlyTag')}
          </TextLink>
        )}
      </Group>
    </section>
  );
}

function GrantFigures({ id, grant }: { readonly id: string; readonly grant: Grant }) {
  const { t } = useTranslation();
  const { start, end, count, nodeId, grantedAt } = grant;
  const place = BigInt(id) - BigInt(start) + 1n;
  return (
    <dl className="finding-figures">
      <div>
        <dt>{t('inspector.node')}</dt>
        <dd data-testid="finding-node">{nodeId}</dd>
      </div>
      <div>
        <dt>{t('inspector.time')}</dt>
        <dd>
          <TimeText at={grantedAt} />
        </dd>
      </div>
      <div>
        <dt>{t('inspector.range')}</dt>
        <dd>
          {grouped(start)} – {grouped(String(BigInt(end) - 1n))}
        </dd>
      </div>
      <div>
        <dt>{t('inspector.place')}</dt>
        <dd>{t('inspector.placeOf', { place: grouped(String(place)), count: grouped(count) })}</dd>
      </div>
    </dl>
  );
}
