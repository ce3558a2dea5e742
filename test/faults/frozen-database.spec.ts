/** A database that neither answers nor closes: stopped in its tracks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readinessSchema } from '#contract';
import { MariaDb } from '../support/mariadb.js';
import { ServerProcess } from '../support/server.js';
import { until } from '../support/until.js';

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await MariaDb.start();
});
afterAll(() => mariaDb.remove());

const statusOf = async (server: ServerProcess) => {
  const response = await server.get('/readyz');
  return { code: response.status, ...readinessSchema.parse(await response.json()) };
};

describe('a database that is frozen', () => {
  it('degrades a node that still holds numbers, and is seen again when it thaws', async () => {
    const settings = { DATABASE_URL: await mariaDb.createDatabase(), SYNC_INTERVAL_MS: '500', LOG_LEVEL: 'warn' };
    const server = await ServerProcess.start(settings);
    mariaDb.freeze();
    const degraded = await until('the node is degraded', async () => {
      const status = await statusOf(server);
      return status.status === 'degraded' ? status : undefined;
    });
    expect(degraded.code).toBe(200);
    expect((await server.get('/api/v1/ids/order')).status).toBe(200);
    mariaDb.thaw();
    await until('the node is well again', async () => (await statusOf(server)).status === 'ok');
    await server.stop('SIGINT');
  });
});
