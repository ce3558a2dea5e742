/** What came of it: the peak that was planned against the one that came, and what the nodes had to do for it. */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PromotionReport, PromotionTagReport } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { grouped, percent, ratePerSecond } from '../../shared/format.js';
import { Notice } from '../../shared/notice.js';
import { TagLink } from '../../shared/text-link.js';
import { useTimes } from '../../shared/times.js';

export function PromotionReportPanel({ report }: { readonly report: PromotionReport }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const { from, to, isFinal, items } = report;
  return (
    <section className="panel" aria-labelledby="report" data-testid="report" data-final={isFinal}>
      <Title order={2} size="h5" id="report">
        {t('promotions.report.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('promotions.report.intro', { from: moment(from), to: moment(to) })}
      </Text>
      {!isFinal && (
        <Notice tone="info" testId="report-not-final">
          {t('promotions.report.notFinal')}
        </Notice>
      )}
      {items.length === 0 && isFinal && <Text size="sm">{t('promotions.report.none')}</Text>}
      {items.length > 0 && <ReportTable items={items} />}
    </section>
  );
}

function ReportTable({ items }: { readonly items: readonly PromotionTagReport[] }) {
  const { t } = useTranslation();
  const figure = (key: 'numbers' | 'refills' | 'waits' | 'abandoned', hint?: string): Column<PromotionTagReport> => ({
    key,
    head: t(`promotions.report.${key}`),
    ...(hint !== undefined && { hint }),
    align: 'end',
    cell: (item) => grouped(item[key]),
  });
  const columns: Column<PromotionTagReport>[] = [
    { key: 'tag', head: t('promotions.report.tag'), isTitle: true, cell: ({ bizTag }) => <TagLink bizTag={bizTag} /> },
    { key: 'peak', head: t('promotions.report.peak'), cell: (item) => <Peaks item={item} /> },
    figure('numbers'),
    figure('refills'),
    figure('waits', t('promotions.report.waitsHint')),
    figure('abandoned', t('promotions.report.abandonedHint')),
  ];
  return (
    <DataTable
      label={t('promotions.report.title')}
      columns={columns}
      rows={items}
      keyOf={({ bizTag }) => bizTag}
      testIdOf={({ bizTag }) => `report-${bizTag}`}
    />
  );
}

/** Both on one measure; the words beside the bars say the same. */
function Peaks({ item: { plannedRate, actualRate } }: { readonly item: PromotionTagReport }) {
  const { t } = useTranslation();
  const most = Math.max(plannedRate, actualRate, 1);
  const share =
    plannedRate > 0 ? ` · ${t('promotions.report.share', { share: shareText(actualRate / plannedRate) })}` : '';
  return (
    <div className="report-peaks">
      <span className="report-bar" aria-hidden>
        <span className="report-fill" data-of="planned" style={{ transform: `scaleX(${plannedRate / most})` }} />
      </span>
      <span>{t('promotions.report.planned', { rate: ratePerSecond(plannedRate) })}</span>
      <span className="report-bar" aria-hidden>
        <span className="report-fill" style={{ transform: `scaleX(${actualRate / most})` }} />
      </span>
      <span>
        {t('promotions.report.actual', { rate: ratePerSecond(actualRate) })}
        {share}
      </span>
    </div>
  );
}

function shareText(share: number): string {
  return share <= 1 ? percent(share) : `${grouped(share * 100)} %`;
}
