/** Tables written once, in MySQL's words, and what SQLite is told instead. */
import type { QueryRunner } from 'typeorm';

/** Names are told apart by case, so they are compared byte by byte. */
const MYSQL_TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

export function isMysql(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'mysql';
}

/** @param tables `CREATE TABLE IF NOT EXISTS` statements; their keys are one-line `KEY name (columns)` */
export async function createTables(runner: QueryRunner, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const statements = isMysql(runner) ? [`${table} ${MYSQL_TABLE}`] : sqliteOf(table);
    for (const statement of statements) await runner.query(statement);
  }
}

export async function dropTables(runner: QueryRunner, tables: readonly string[]): Promise<void> {
  for (const table of tables) await runner.query(`DROP TABLE IF EXISTS ${nameOf(table)}`);
}

function nameOf(table: string): string {
  return /EXISTS (\w+)/.exec(table)?.[1] ?? '';
}

function sqliteOf(table: string): string[] {
  const keys = [...table.matchAll(/,\s+(UNIQUE )?KEY (\w+) \(([\w, ]+)\)/g)];
  const hasSerial = table.includes('AUTO_INCREMENT');
  const create = table
    .replaceAll(/,\s+(UNIQUE )?KEY \w+ \([\w, ]+\)/g, '')
    .replace('id bigint NOT NULL AUTO_INCREMENT', 'id INTEGER PRIMARY KEY AUTOINCREMENT')
    .replace(hasSerial ? /,\s+PRIMARY KEY \(id\)/ : /$^/, '');
  return [
    create,
    ...keys.map(
      ([, unique = '', key, columns]) => `CREATE ${unique}INDEX IF NOT EXISTS ${key} ON ${nameOf(table)} (${columns})`,
    ),
  ];
}
