/** Writes a compressed copy beside each file of the build, so that the server only has to choose: the console comes over slow lines too. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|svg)$/;
/** Smaller ones fit a packet as they are. */
const LENGTH_MIN = 1_024;

export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      await Promise.all(
        Object.values(bundle).map(async (file) => {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (!TEXT.test(file.fileName) || source.length < LENGTH_MIN) return;
          const path = join(dir, file.fileName);
          writeFileSync(`${path}.br`, await promisify(brotliCompress)(source));
          writeFileSync(`${path}.gz`, await promisify(gzip)(source, { level: 9 }));
        }),
      );
    },
  };
}
