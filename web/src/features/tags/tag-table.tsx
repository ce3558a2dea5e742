/** The rows of the list, of which only those in view are drawn; they scroll with the page. Arrow keys lead from row to row. */
import { Skeleton, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { BizTagFigure } from '#contract';
import { FaultView } from '../../shared/fault-view.js';
import { grouped } from '../../shared/format.js';
import { useLiveTags } from '../../shared/live-figures.js';
import { type TagPages, useTagPages } from './tag-pages.js';
import { TagRow } from './tag-row.js';
import type { TagFilter } from './tag-search.js';
import { TagTableHead } from './tag-table-head.js';
import { rowAfterKey } from './tag-view.js';

const ROW_HEIGHT_PX = 52;
const CARD_HEIGHT_PX = 104;
const OVERSCAN = 10;

interface TagTableProps {
  readonly filter: TagFilter;
  readonly onFilter: (filter: TagFilter) => void;
  /** What stands there when there is no row. */
  readonly whenNone: ReactNode;
}

export function TagTable({ filter, onFilter, whenNone }: TagTableProps) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 48em)') === true;
  const [body, top] = useTopOfList();
  const [view, setView] = useState({ first: 0, last: 0 });
  const pages = useTagPages(filter, view);
  const { total } = pages;
  const virtualizer = useWindowVirtualizer({
    count: total ?? 0,
    estimateSize: () => (isNarrow ? CARD_HEIGHT_PX : ROW_HEIGHT_PX),
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtualizer.measure(), [isNarrow]);
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => setView({ first, last }), [first, last]);
  const shown = useShownTags(pages, first, last, total ?? 0);
  const onKeyDown = useRowKeys(total ?? 0, (index) => virtualizer.scrollToIndex(index));

  if (total === undefined && pages.error !== null) {
    return <FaultView error={pages.error} onRetry={pages.retry} isRetrying={pages.isFetching} />;
  }
  if (total === 0 && !pages.isOld) return whenNone;
  return (
    <div>
      <Text size="sm" c="dimmed" role="status" data-testid="tag-count">
        {total === undefined ? ' ' : t('tags.count', { count: total, n: grouped(total) })}
      </Text>
      <div
        className="tag-table"
        role="table"
        aria-label={t('tags.title')}
        aria-rowcount={(total ?? 0) + 1}
        aria-busy={total === undefined || pages.isOld}
        onKeyDown={onKeyDown}
      >
        <TagTableHead sort={filter.sort ?? 'bizTag'} onSort={(sort) => onFilter({ ...filter, sort })} />
        <div ref={body} role="rowgroup" className="tag-rows" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(({ index, start, size }) => (
            <TagRow key={index} index={index} tag={shown.get(index)} top={start - top} height={size} />
          ))}
          {total === undefined && <LoadingRows height={ROW_HEIGHT_PX} />}
        </div>
      </div>
    </div>
  );
}

/** Where the rows begin on the page, which moves when something comes or goes above them. Measured then, and not while scrolling. */
function useTopOfList(): readonly [RefObject<HTMLDivElement | null>, number] {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop(body.current?.offsetTop ?? 0);
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(document.body);
    return () => watching.disconnect();
  }, []);
  return [body, top];
}

/** The tags of the rows drawn, as the stream has them where it has. */
function useShownTags(
  pages: TagPages,
  first: number,
  last: number,
  total: number,
): ReadonlyMap<number, BizTagFigure | undefined> {
  const indexes = Array.from({ length: total === 0 ? 0 : last - first + 1 }, (_, offset) => first + offset);
  const read = indexes.map((index) => pages.at(index));
  const live = useLiveTags(read.flatMap((tag) => (tag === undefined ? [] : [tag.bizTag])));
  return new Map(
    indexes.map((index, offset) => {
      const tag = read[offset];
      return [index, tag && (live.tags.get(tag.bizTag) ?? tag)];
    }),
  );
}

/** @param reveal brings a row into view, where it may not have been drawn yet */
function useRowKeys(rowCount: number, reveal: (index: number) => void): (event: KeyboardEvent<HTMLElement>) => void {
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const link = document.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`);
    if (link === null) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
  });
  return (event) => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowAfterKey(event.key, Number(row.dataset.row), rowCount);
    if (next === undefined) return;
    event.preventDefault();
    reveal(next);
    const link = document.querySelector<HTMLElement>(`[data-row="${next}"] a`);
    if (link === null) wanted.current = next;
    else link.focus({ preventScroll: true });
  };
}

function LoadingRows({ height }: { readonly height: number }) {
  return [0, 1, 2, 3, 4, 5].map((row) => <Skeleton key={row} height={height - 8} my={4} radius="sm" />);
}
