/** A list as a table on a wide screen and as cards on a narrow one. */
import './data-table.css';
import { Fragment, type ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** What the head means, where a word is not enough. */
  readonly hint?: string;
  readonly align?: 'end';
  /** No wider than what stands in it, on one line. */
  readonly isNarrow?: boolean;
  /** What the row is of: the title of its card. */
  readonly isTitle?: boolean;
  /** @returns null where there is nothing to say: a card leaves it out */
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What is listed, for those who do not see the page's title beside it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly testIdOf?: (row: Row) => string;
  readonly isDimmed?: (row: Row) => boolean;
  readonly toneOf?: (row: Row) => 'danger' | undefined;
  /** What stands under a row that is open. */
  readonly detailOf?: (row: Row) => ReactNode | null;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, testIdOf, isDimmed, toneOf, detailOf } = props;
  return (
    <div className="data-table-frame">
      <table className="data-table" aria-label={label}>
        <thead className="data-table-head">
          <tr>
            {columns.map(({ key, head, hint, align }) => (
              <th key={key} className="data-table-th" scope="col" data-align={align} title={hint}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="data-table-body">
          {rows.map((row) => {
            const detail = detailOf?.(row) ?? null;
            return (
              <Fragment key={keyOf(row)}>
                <tr
                  className="data-table-row"
                  data-testid={testIdOf?.(row)}
                  data-dimmed={isDimmed?.(row)}
                  data-tone={toneOf?.(row)}
                  data-open={detail !== null}
                >
                  {columns.map((column) => (
                    <Cell key={column.key} column={column} row={row} />
                  ))}
                </tr>
                {detail !== null && (
                  <tr className="data-table-detail">
                    <td className="data-table-detail-td" colSpan={columns.length}>
                      {detail}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { head, align, isNarrow, isTitle, cell } = column;
  const content = cell(row);
  return (
    <td
      className="data-table-td"
      data-label={head}
      data-align={align}
      data-narrow={isNarrow}
      data-title={isTitle}
      data-empty={content === null}
    >
      <div className="data-table-cell">{content}</div>
    </td>
  );
}
