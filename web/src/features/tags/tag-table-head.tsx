/** The heads of the columns; a press sorts by that column, a second turns the order round. */
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TAG_SORTS } from '#contract';
import { DownIcon, UpIcon } from '../../shared/icons.js';
import { sortAfterPress, type TagSort } from './tag-search.js';

const COLUMNS = ['bizTag', 'state', 'rate', 'runway', 'step', 'space', 'maxId'] as const;

interface TagTableHeadProps {
  readonly sort: TagSort;
  readonly onSort: (sort: TagSort) => void;
}

export function TagTableHead({ sort, onSort }: TagTableHeadProps) {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className="tag-table-head">
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row of heads is no place to stop at; its buttons are */}
      <div role="row" aria-rowindex={1} className="tag-grid">
        {COLUMNS.map((column) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
          <div
            key={column}
            role="columnheader"
            className={`tag-cell tag-cell-${column}`}
            aria-sort={column === 'state' ? undefined : ariaSort(column, sort)}
          >
            {column === 'state' ? (
              t('tags.columns.state')
            ) : (
              <SortButton column={column} sort={sort} onSort={onSort} label={t(`tags.columns.${column}`)} />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

interface SortButtonProps extends TagTableHeadProps {
  readonly column: (typeof TAG_SORTS)[number];
  readonly label: string;
}

function SortButton({ column, sort, onSort, label }: SortButtonProps) {
  const { t } = useTranslation();
  const isSorted = sort.endsWith(column) && (sort === column || sort === `-${column}`);
  return (
    <UnstyledButton
      className="sort-button"
      data-sorted={isSorted}
      title={t('tags.sortedBy', { column: label })}
      onClick={() => onSort(sortAfterPress(column, sort))}
      data-testid={`sort-${column}`}
    >
      <span>{label}</span>
      {isSorted && (sort.startsWith('-') ? <DownIcon /> : <UpIcon />)}
    </UnstyledButton>
  );
}

function ariaSort(column: string, sort: TagSort): 'ascending' | 'descending' | 'none' {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
}
