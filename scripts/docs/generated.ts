/** The documents that are made from the code: what each should hold now. */
import { openApiDocument } from '../../apps/server/src/console/openapi.js';
import { errorsMarkdown } from './errors-table.js';

/** File below the top folder -> its content. */
export function generatedDocuments(): Readonly<Record<string, string>> {
  return {
    'docs/errors.md': errorsMarkdown(),
    'docs/openapi.json': `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  };
}
