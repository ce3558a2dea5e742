import { defineConfig } from 'vitest/config';

// One project a kind of test; `npm test` runs them all. The `source` condition makes `#segment`, `#contract` and
// `#storage` (package.json, "imports") mean the TypeScript sources rather than the build.
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'], externalConditions: ['source'] } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['{apps,bench,libs,scripts}/**/*.spec.ts', 'web/**/*.spec.{ts,tsx}'],
          environment: 'node',
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'system',
          include: ['test/**/*.spec.ts'],
          globalSetup: ['test/support/whole-run.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
