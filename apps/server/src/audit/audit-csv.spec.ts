import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_NAMES, csvCell, csvLine } from './audit-csv.js';

/** RFC 4180, read back. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

const record = {
  id: 7n,
  at: new Date('2026-11-11T00:00:00.000Z'),
  actor: 'li.wei',
  role: 'operator',
  address: '10.0.0.1',
  action: 'tag.change',
  target: 'order',
  outcome: 'done',
  code: null,
  before: { step: 10 },
  after: { step: 20, description: '<b>"订单", 1\r\n2</b>' },
  reason: 'more, "stock"',
  requestId: 'r-1',
} as const;

describe('the audit as CSV', () => {
  it('has a column for each thing that is known, and reads back as it was', () => {
    const [names, row] = parse(CSV_NAMES + csvLine(record));
    expect(names).toEqual(
      'id,time,actor,role,address,action,target,outcome,code,before,after,reason,request id'.split(','),
    );
    expect(row).toEqual([
      '7',
      '2026-11-11T00:00:00.000Z',
      'li.wei',
      'operator',
      '10.0.0.1',
      'tag.change',
      'order',
      'done',
      '',
      '{"step":10}',
      JSON.stringify(record.after),
      'more, "stock"',
      'r-1',
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x'])(
    'makes text of %j, which a spreadsheet would run',
    (text) => {
      expect(parse(`${csvCell(text)}\r\n`)[0]?.[0]).toBe(`'${text}`);
    },
  );

  it('reads back any text in any cell, and never begins a cell with what would be run', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (texts) => {
        const [row] = parse(`${texts.map(csvCell).join(',')}\r\n`);
        expect(row?.map((cell, index) => (cell === texts[index] ? cell : cell.slice(1)))).toEqual(texts);
        for (const cell of row ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
