/** The figures of one biz tag. */
import { useTranslation } from 'react-i18next';
import type { BizTagDetail, BizTagFigure } from '#contract';
import { grouped, percent, ratePerSecond } from '../../shared/format.js';
import { SpaceBar } from '../../shared/space-bar.js';
import { Stat, Stats } from '../../shared/stats.js';
import { useTimes } from '../../shared/times.js';
import { floorInForce } from './step-law.js';

interface TagStatsProps {
  readonly tag: BizTagFigure;
  readonly detail: BizTagDetail | undefined;
}

export function TagStats({ tag, detail }: TagStatsProps) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const { step, stepMax, stepFloor, maxId, idLength, spaceUsed, buffers, version } = tag;
  const stepNow = Math.max(step, ...buffers.map((buffer) => buffer.step));
  return (
    <Stats label={t('tag.figures')}>
      <Stat
        name={t('tag.rate')}
        value={t('tag.perSecond', { rate: ratePerSecond(tag.ratePerSecond) })}
        hint={t('tag.rateHint')}
        testId="rate"
      />
      <Stat
        name={t('tag.step')}
        value={grouped(stepNow)}
        hint={t('tag.stepRange', { step: grouped(floorInForce(tag, stepFloor)), stepMax: grouped(stepMax) })}
        testId="step"
      />
      <Stat
        name={t('tag.maxId')}
        value={<span className="stat-id">{grouped(maxId)}</span>}
        hint={t('tag.maxIdHint')}
        testId="max-id"
      />
      <Stat
        name={`${t('tag.space')} · ${idLength === null ? `${t('tag.anyDigits')}` : t('tags.form.digits', { n: idLength })}`}
        value={
          <span className="stat-space">
            {percent(spaceUsed)} <SpaceBar share={spaceUsed} />
          </span>
        }
        hint={<SpaceHint detail={detail} />}
        tone={spaceUsed > 0.8 ? 'warning' : 'calm'}
        testId="space"
      />
      <Stat
        name={t('tag.updated')}
        value={
          <span className="stat-small">
            {detail?.updatedAt === null ? t('tag.leafOnly') : moment(detail?.updatedAt ?? null)}
          </span>
        }
        hint={`${t('tag.version')} ${version} · ${t('tag.created')} ${moment(detail?.createdAt ?? null)}`}
        testId="changed"
      />
    </Stats>
  );
}

function SpaceHint({ detail }: Pick<TagStatsProps, 'detail'>) {
  const { t } = useTranslation();
  const { day } = useTimes();
  if (detail === undefined) return null;
  if (detail.reservedLastDay === '0') return t('tag.spaceIdle');
  const ends = detail.spaceEndsAt === null ? t('tag.spaceNever') : t('tag.spaceEnds', { day: day(detail.spaceEndsAt) });
  return (
    <>
      {ends} ({t('tag.reservedLastDay', { numbers: grouped(detail.reservedLastDay) })})
    </>
  );
}
