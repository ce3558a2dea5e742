/** Builds the console to dist/web. `source` makes `#contract` mean the TypeScript source; no file is inlined, for a strict policy forbids it. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compressed.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SERVER = 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  plugins: [react(), compressed()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    // Of the contract only what a page uses: its schemas do nothing but be there.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !id.includes('/libs/contract/') } },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': SERVER, '/docs': SERVER } },
});
