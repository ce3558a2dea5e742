/** What a build or an install was made from, as one hash: it is stale when the hash of today is another. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @param {string} root
 * @param {readonly string[]} inputs files and folders below `root`
 * @param {(path: string) => boolean} isCounted of a file's path below `root`
 * @returns {string} the hash of every counted file's path and content
 */
export function fingerprint(root, inputs, isCounted = () => true) {
  const hash = createHash('sha256');
  const files = inputs.flatMap((input) => filesBelow(join(root, input))).map((file) => relative(root, file));
  for (const file of [...new Set(files)].sort()) {
    if (!isCounted(file)) continue;
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.name === 'node_modules' ? [] : filesBelow(join(path, entry.name)),
  );
}

/** @param {string} file @returns {string} what the stamp says, '' when there is none */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
