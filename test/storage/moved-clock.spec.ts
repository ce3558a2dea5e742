/** The clock of a database under test can be moved, as promotions are tested by it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MariaDb } from '../support/mariadb.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start({ hasMovableClock: true });
});
afterAll(() => mariaDb.remove());

it('a database goes on from where its clock was moved to, and answers as fast as before', async () => {
  const clock = async () => {
    const [row] = await mariaDb.query(
      'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms, SLEEP(0.01) AS slept',
    );
    return Number(row?.now_ms);
  };
  const near = (ms: number) => Math.abs(ms - mariaDb.now()) < 5_000;
  expect(near(await clock())).toBe(true);
  const day = 86_400_000;
  mariaDb.moveClock(40 * day);
  expect(near(await clock())).toBe(true);
  mariaDb.moveClock(-10 * day);
  expect(near(await clock())).toBe(true);
  expect(mariaDb.now() - Date.now()).toBe(30 * day);
});
