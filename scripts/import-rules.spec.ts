/** The rooms and which way imports run: each rule is shown to refuse an offender and to let a fitting import pass. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const written: string[] = [];
afterEach(() => {
  for (const file of written.splice(0)) rmSync(file, { force: true });
});

function lint(folder: string, code: string): string {
  const file = `${root}${folder}/offender-${process.pid}.ts`;
  written.push(file);
  writeFileSync(file, code);
  try {
    return execFileSync('node_modules/@biomejs/biome/bin/biome', ['lint', '--vcs-enabled=false', file], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    return typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  }
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
