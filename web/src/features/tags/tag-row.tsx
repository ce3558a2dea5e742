/** One biz tag in the list. All of the row leads to its page; its name is the link. */
import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped, percent, ratePerSecond } from '../../shared/format.js';
import { SpaceBar } from '../../shared/space-bar.js';
import { TroubleBadges } from '../../shared/trouble-badges.js';

const BADGES_MAX = 2;

interface TagRowProps {
  readonly index: number;
  /** Undefined while it is being read. */
  readonly tag: BizTagFigure | undefined;
  readonly top: number;
  readonly height: number;
}

export const TagRow = memo(function TagRow({ index, tag, top, height }: TagRowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the link inside has the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-testid={tag && `tag-${tag.bizTag}`}
      className="tag-row tag-grid"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      {tag === undefined ? <LoadingCells /> : <TagCells tag={tag} />}
    </div>
  );
});

function TagCells({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const { bizTag, description, troubles, runwayMs, spaceUsed } = tag;
  const isActive = tag.ratePerSecond > 0;
  return (
    <>
      <Cell column="bizTag">
        <Link to="/tags/$bizTag" params={{ bizTag }} className="tag-link">
          {bizTag}
        </Link>
        {description !== null && description !== '' && (
          <span className="tag-description" title={description}>
            {description}
          </span>
        )}
      </Cell>
      <Cell column="state">
        {troubles.length > 0 ? (
          <TroubleBadges troubles={troubles} shownMax={BADGES_MAX} />
        ) : (
          <span className="tag-calm" data-active={isActive}>
            {t(isActive ? 'tags.calm.active' : 'tags.calm.idle')}
          </span>
        )}
      </Cell>
      <Cell column="rate" label={t('tags.columns.rate')}>
        {isActive ? t('tag.perSecond', { rate: ratePerSecond(tag.ratePerSecond) }) : '–'}
      </Cell>
      <Cell column="runway" label={t('tags.columns.runway')}>
        {runwayMs === null ? '–' : durationText(runwayMs)}
      </Cell>
      <Cell column="step" label={t('tags.columns.step')}>
        <StepFigure tag={tag} />
      </Cell>
      <Cell column="space" label={t('tags.columns.space')}>
        <SpaceBar share={spaceUsed} />
        <span className="tag-space-words">{percent(spaceUsed)}</span>
      </Cell>
      <Cell column="maxId" label={t('tags.columns.maxId')}>
        {grouped(tag.maxId)}
      </Cell>
    </>
  );
}

/** What is set, by which the list is sorted; below it what a reservation takes now, where load has made that more. */
function StepFigure({ tag: { step, buffers } }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  const now = Math.max(step, ...buffers.map((buffer) => buffer.step));
  return (
    <>
      {grouped(step)}
      {now > step && <span className="tag-step-now">{t('tags.stepNow', { step: grouped(now) })}</span>}
    </>
  );
}

interface CellProps {
  readonly column: string;
  /** What the figure is, where the columns have no heads. */
  readonly label?: string;
  readonly children: ReactNode;
}

function Cell({ column, label, children }: CellProps) {
  return (
    <div role="cell" className={`tag-cell tag-cell-${column}`} data-label={label}>
      {children}
    </div>
  );
}

function LoadingCells() {
  const { t } = useTranslation();
  return (
    <div role="cell" className="tag-cell tag-cell-loading" aria-label={t('tags.loadingRow')}>
      <Skeleton height={14} width="60%" radius="sm" />
    </div>
  );
}
