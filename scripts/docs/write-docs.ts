/** `npm run docs`: writes the documents that are made from the code. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedDocuments } from './generated.js';

const root = new URL('../../../', import.meta.url);
for (const [file, content] of Object.entries(generatedDocuments())) {
  writeFileSync(fileURLToPath(new URL(file, root)), content);
  process.stdout.write(`wrote ${file}\n`);
}
