/** Which of many rows are looked at. Pure. */

/** Indexes of the first and the last row that is drawn, both from 0. */
export interface View {
  readonly first: number;
  readonly last: number;
}

/** @returns pages to read, from 0: always the first, which tells how many there are, then those in view */
export function pagesInView({ first, last }: View, pageSize: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  const inView = Array.from({ length: Math.max(0, to - from) + 1 }, (_, index) => from + index);
  return [0, ...inView.filter((page) => page !== 0)];
}

const PAGE_OF_ROWS = 10;

/** @returns the row that a key leads to; undefined for keys that lead nowhere */
export function rowAfterKey(key: string, row: number, rowCount: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + PAGE_OF_ROWS,
    PageUp: row - PAGE_OF_ROWS,
    Home: 0,
    End: rowCount - 1,
  };
  const wanted = moves[key];
  return wanted === undefined || rowCount === 0 ? undefined : Math.min(Math.max(0, wanted), rowCount - 1);
}
