/**
 * The one DataSource, for TypeORM's command line, which can't load TypeScript on Node 20: build first, then
 * `npx typeorm migration:show -d dist/ormconfig.js`. It takes DATABASE_URL and DATA_DIR as the server does.
 */
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#storage';

const databaseUrl = process.env.DATABASE_URL || undefined;

export default new DataSource(
  dataSourceOptions({
    dataDir: process.env.DATA_DIR || './data',
    ...(databaseUrl !== undefined && { databaseUrl }),
  }),
);
