/** The rooms and which way imports run: each rule is shown to refuse an offender and to let a fitting import pass. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The rules without the tree: nothing is written where others build and lint. */
const house = mkdtempSync(join(tmpdir(), 'banyan-rules-'));
copyFileSync(join(root, 'biome.json'), join(house, 'biome.json'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** What the linter says of a file of that folder which holds this code. */
function lint(folder: string, code: string): string {
  const file = join(folder, 'offender.ts');
  mkdirSync(join(house, folder), { recursive: true });
  writeFileSync(join(house, file), code);
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', '--vcs-enabled=false', file], { cwd: house, encoding: 'utf8' });
  rmSync(join(house, file));
  return stdout + stderr;
}

const imports = (from: string) => `import * as it from '${from}';\nexport const used = it;\n`;

describe('the linter', () => {
  it.each([
    ['libs/segment/src', imports('zod'), 'noRestrictedImports'],
    ['libs/segment/src', imports('node:fs'), 'noRestrictedImports'],
    ['libs/segment/src', imports('#contract'), 'noRestrictedImports'],
    ['libs/segment/src', imports('../../storage/src/index.js'), 'noRestrictedImports'],
    ['libs/segment/src', 'export const now = Date.now();\n', 'noRestrictedGlobals'],
    ['libs/segment/src', 'export const timer = setTimeout(() => undefined, 1);\n', 'noRestrictedGlobals'],
    ['libs/contract/src', imports('@nestjs/common'), 'noRestrictedImports'],
    ['libs/contract/src', imports('typeorm'), 'noRestrictedImports'],
    ['libs/storage/src', imports('#contract'), 'noRestrictedImports'],
    ['libs/storage/src', imports('../../../apps/server/src/config.js'), 'noRestrictedImports'],
    ['apps/server/src/health', imports('../fleet/heartbeat.service.js'), 'noRestrictedImports'],
    ['apps/server/src/health', imports('../../../../libs/segment/src/segment.js'), 'noRestrictedImports'],
    ['web/src/shared', imports('#storage'), 'noRestrictedImports'],
    ['web/src/shared', imports('../features/tags/tags-page'), 'noRestrictedImports'],
    ['web/src/features/tags', imports('../../app/shell'), 'noRestrictedImports'],
    ['web/src/features/tags', imports('node:fs'), 'noRestrictedImports'],
  ])('in %s refuses %j', (folder, code, rule) => {
    expect(lint(folder, code)).toContain(rule);
  });

  it.each([
    ['libs/segment/src', imports('./segment.js')],
    ['libs/contract/src', imports('zod')],
    ['libs/storage/src', imports('typeorm')],
    ['apps/server/src/health', imports('../fleet/index.js')],
    ['apps/server/src/health', imports('#segment')],
    ['web/src/features/tags', imports('../../shared/format')],
    ['web/src/shared', imports('#contract')],
  ])('in %s lets %j pass', (folder, code) => {
    expect(lint(folder, code)).not.toContain('noRestricted');
  });
});
