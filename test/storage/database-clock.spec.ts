import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MYSQL_DIALECT } from '../../libs/storage/src/database.js';
import { MariaDb } from '../support/mariadb.js';

/** Central European time spelt out, so that no machine needs to know the zone. */
const ZONE_WITH_SUMMER = 'CET-1CEST,M3.5.0,M10.5.0/3';

let mariaDb: MariaDb;
beforeAll(async () => {
  const before = process.env.TZ;
  process.env.TZ = ZONE_WITH_SUMMER;
  mariaDb = await MariaDb.start();
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});
afterAll(() => mariaDb.remove());

describe("the database's clock", () => {
  // 2025-10-26 02:30 by that zone's clocks is each of the two in the middle.
  it.each([
    '2025-10-25T23:59:59.250Z',
    '2025-10-26T00:30:00.250Z',
    '2025-10-26T01:30:00.250Z',
    '2025-10-26T02:30:00.250Z',
  ])('says %s in milliseconds, in the hour too that local time has twice', async (moment) => {
    const expectedMs = Date.parse(moment);
    const connection = await mariaDb.connect();
    await connection.query(`SET timestamp = ${expectedMs / 1_000}`);
    const [rows] = await connection.query(`SELECT CAST(${MYSQL_DIALECT.nowMs} AS CHAR) AS now_ms`);
    await connection.end();
    expect((rows as { now_ms: string }[])[0]?.now_ms).toBe(String(expectedMs));
  });
});
