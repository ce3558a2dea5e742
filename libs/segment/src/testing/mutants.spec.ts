/**
 * The library with an invariant broken on purpose: the checks of that invariant have to see it. A mutant is one piece of the source's
 * text put another way; a piece that is no longer there exactly once fails the test, so that no mutant goes stale.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import type { SegmentLib } from './fixtures.js';
import { INVARIANTS } from './invariants.js';

interface Mutant {
  readonly invariant: string;
  readonly bug: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    invariant: 'publish after commit',
    bug: 'an answer after its time-out is used',
    file: 'refiller.ts',
    find: 'if (!this.isLive(attempt)) return;\n    if (this.options.outcome.isRegressed',
    put: 'if (this.options.outcome.isRegressed',
  },
  {
    invariant: 'publish after commit',
    bug: 'the range asked for is taken for granted when the answer is lost',
    file: 'refiller.ts',
    find: '(error: unknown) => guard(() => this.fail(attempt, request, failureOf(error), error)),',
    put: '() => this.arrive(attempt, request, { start: 1n, end: 1n + BigInt(request.count) }, 0),',
  },
  {
    invariant: 'disjoint',
    bug: 'the start is computed from the count asked for',
    file: 'segment-supply.ts',
    find: 'const segment = new Segment(range);',
    put: 'const segment = new Segment({ start: range.start, end: range.start + BigInt(request.count) });',
  },
  {
    invariant: 'disjoint',
    bug: 'the start is computed from the step of now',
    file: 'segment-supply.ts',
    find: 'const segment = new Segment(range);',
    put: 'const segment = new Segment({ start: range.end - BigInt(this.settings.step), end: range.end });',
  },
  {
    invariant: 'never backwards',
    bug: 'a segment below the fence is not seen',
    file: 'segment-supply.ts',
    find: 'isRegressed: (range) => range.start < this.highestEnd,',
    put: 'isRegressed: () => false,',
  },
  {
    invariant: 'never backwards',
    bug: 'the source is not moved forward',
    file: 'segment-supply.ts',
    find: 'this.refiller.advanceBeforeNext(this.highestEnd);',
    put: '',
  },
  {
    invariant: 'single flight',
    bug: 'a refill starts while another is live',
    file: 'segment-supply.ts',
    find: "if (this.isStopped || this.refiller.state !== 'idle') return;",
    put: 'if (this.isStopped) return;',
  },
  {
    invariant: 'single flight',
    bug: 'there is no pause after a failure',
    file: 'refiller.ts',
    find: "this.refillState = this.stopped ? 'idle' : 'resting';",
    put: "this.refillState = 'idle';",
  },
  {
    invariant: 'wait, do not fail',
    bug: 'the last to come is served first',
    file: 'waiter-queue.ts',
    find: 'this.entries.push({',
    put: 'this.entries.unshift({',
  },
  {
    invariant: 'wait, do not fail',
    bug: 'a refill is not sized for those who wait',
    file: 'segment-supply.ts',
    find: 'const count = Math.max(this.stepNow, Math.min(shortage, shortageMax));',
    put: 'const count = this.stepNow;',
  },
  {
    invariant: 'wait, do not fail',
    bug: 'nobody is told that their time is up',
    file: 'waiter-queue.ts',
    find: 'this.onDeadline(first.waiter);',
    put: '',
  },
  {
    invariant: 'wait, do not fail',
    bug: 'a caller who finds nothing is refused at once',
    file: 'segment-buffer.ts',
    find: 'if (this.waiters.length >= this.limits.waitersMax) {',
    put: 'if (this.waiters.length >= 0) {',
  },
  {
    invariant: 'bounded',
    bug: 'any number of callers may wait',
    file: 'segment-buffer.ts',
    find: 'if (this.waiters.length >= this.limits.waitersMax) {',
    put: 'if (this.waiters.length < 0) {',
  },
  {
    invariant: 'bounded',
    bug: 'a batch may be of any size',
    file: 'refusal.ts',
    find: 'if (count > countMax) {',
    put: 'if (count < 0) {',
  },
  {
    invariant: 'bounded',
    bug: 'segments are fetched while two are held',
    file: 'segment-supply.ts',
    find: 'if (next !== undefined || !this.isTouched) return false;',
    put: 'if (!this.isTouched) return false;',
  },
  {
    invariant: 'broken means closed',
    bug: 'assertions do not throw',
    file: 'errors.ts',
    find: 'if (!condition) throw new AssertionFault(whatMustHold);',
    put: 'void condition; void whatMustHold;',
  },
  {
    invariant: 'broken means closed',
    bug: 'a failed assertion is swallowed',
    file: 'segment-buffer.ts',
    find: '      this.breakDown(error);\n',
    put: '      void error;\n',
  },
  {
    invariant: 'broken means closed',
    bug: 'a broken buffer goes on asking for more',
    file: 'segment-buffer.ts',
    find: "    this.modeNow = 'broken';\n",
    put: "    this.modeNow = 'empty';\n",
  },
];

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../../.cache/', import.meta.url));
mkdirSync(CACHE, { recursive: true });
const folder = mkdtempSync(join(CACHE, 'mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the library, with the mutant's text in place, as JavaScript of its own. */
async function mutantLibrary({ file, find, put }: Mutant, name: string): Promise<SegmentLib> {
  const target = join(folder, name);
  mkdirSync(target);
  for (const source of readdirSync(SOURCE).filter((entry) => entry.endsWith('.ts') && !entry.endsWith('.spec.ts'))) {
    const text = readFileSync(join(SOURCE, source), 'utf8');
    if (source === file) expect(text.split(find), `the piece of ${file} that the mutant changes`).toHaveLength(2);
    const changed = source === file ? text.replace(find, () => put) : text;
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: false };
    const { outputText } = ts.transpileModule(changed, { compilerOptions: options });
    writeFileSync(join(target, source.replace(/\.ts$/, '.js')), outputText);
  }
  return import(/* @vite-ignore */ pathToFileURL(join(target, 'index.js')).href) as Promise<SegmentLib>;
}

describe('the checks of every invariant see it broken', () => {
  it('for each invariant at least once', () => {
    const broken = new Set(MUTANTS.map(({ invariant }) => invariant));
    expect([...broken].sort()).toEqual(Object.keys(INVARIANTS).sort());
  });

  it('and not when nothing is broken', async () => {
    const text = 'this.entries.push({';
    const same = { invariant: 'none', bug: 'none', file: 'waiter-queue.ts', find: text, put: text };
    const lib = await mutantLibrary(same, 'same');
    for (const check of Object.values(INVARIANTS).flat()) await expect(check(lib)).resolves.toBeUndefined();
  });

  it.each(MUTANTS.map((mutant, index) => [mutant.invariant, mutant.bug, mutant, index] as const))(
    '%s: %s',
    async (invariant, _bug, mutant, index) => {
      const lib = await mutantLibrary(mutant, `mutant-${index}`);
      const results = await Promise.allSettled((INVARIANTS[invariant] ?? []).map((check) => check(lib)));
      expect(results.filter(({ status }) => status === 'rejected')).not.toEqual([]);
    },
  );
});
