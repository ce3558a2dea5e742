/**
 * The library with an invariant broken on purpose: the checks of that invariant have to see it. A mutant is one piece of the source's
 * text put another way; a piece that is no longer there exactly once fails the test, so that no mutant goes stale.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { BufferModel } from './buffer-model.js';
import { moves } from './buffer-moves.js';
import type { SegmentLib } from './fixtures.js';
import { INVARIANTS } from './invariants.js';
import { PROPERTY_RUNS } from './property-runs.js';
import { type Plant, Simulation, simulate } from './simulation.js';

interface Change {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

interface Mutant extends Change {
  readonly invariant: string;
  readonly bug: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    invariant: 'publish after commit',
    bug: 'an answer after its time-out is used',
    file: 'refiller.ts',
    find: 'if (!this.isLive(attempt)) return;\n    const { outcome } = this.options;\n    if (outcome.isRegressed',
    put: 'const { outcome } = this.options;\n    if (outcome.isRegressed',
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
    find: 'const count = Math.max(step, Math.min(shortage, shortageMax));',
    put: 'const count = step;',
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
    invariant: 'bounded',
    bug: 'any number of tags is served',
    file: 'id-allocator.ts',
    find: 'if (this.buffers.size >= this.tagsMax) return false;',
    put: '',
  },
  {
    invariant: 'publish after commit',
    bug: 'an attempt has no time-out',
    file: 'refiller.ts',
    find: "() => guard(() => this.fail(attempt, request, 'timeout', new Error(`no answer within ${timeoutMs} ms`))),",
    put: '() => undefined,',
  },
  {
    invariant: 'disjoint',
    bug: 'a number is handed out without being used up',
    file: 'segment.ts',
    find: 'this.used += count;',
    put: '',
  },
  {
    invariant: 'never backwards',
    bug: 'what was ordered by a skip is forgotten when the source goes back again',
    file: 'refiller.ts',
    find: ' || range.start < this.startMin',
    put: '',
  },
  {
    invariant: 'single flight',
    bug: 'an attempt whose time is up still reserves',
    file: 'refiller.ts',
    find: "if (!this.isLive(attempt)) throw new SegmentSourceError('refused', 'its time was up before it asked for a range');",
    put: '',
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
const folder = mkdtempSync(join(tmpdir(), 'banyan-mutants-'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the library, with the changes made, as JavaScript of its own. */
async function mutantLibrary(changes: readonly Change[], name: string): Promise<SegmentLib> {
  const target = join(folder, name);
  mkdirSync(target);
  for (const source of readdirSync(SOURCE).filter((entry) => entry.endsWith('.ts') && !entry.endsWith('.spec.ts'))) {
    let changed = readFileSync(join(SOURCE, source), 'utf8');
    for (const { file, find, put } of changes) {
      if (file !== source) continue;
      expect(changed.split(find), `the piece of ${file} that the mutant changes`).toHaveLength(2);
      changed = changed.replace(find, () => put);
    }
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
    const lib = await mutantLibrary([{ file: 'waiter-queue.ts', find: text, put: text }], 'same');
    for (const check of Object.values(INVARIANTS).flat()) await expect(check(lib)).resolves.toBeUndefined();
  });

  it.each(MUTANTS.map((mutant, index) => [mutant.invariant, mutant.bug, mutant, index] as const))(
    '%s: %s',
    async (invariant, _bug, mutant, index) => {
      const lib = await mutantLibrary([mutant], `mutant-${index}`);
      const results = await Promise.allSettled((INVARIANTS[invariant] ?? []).map((check) => check(lib)));
      expect(results.filter(({ status }) => status === 'rejected')).not.toEqual([]);
    },
  );
});

interface LibraryBug {
  readonly bug: string;
  readonly changes: readonly Change[];
  /** A fault of the store without which the library's own never shows. */
  readonly plant?: Plant;
}

const LIBRARY_BUGS: readonly LibraryBug[] = [
  {
    bug: 'an answer after its time-out is used',
    changes: [
      {
        file: 'refiller.ts',
        find: 'if (!this.isLive(attempt)) return;\n    const { outcome } = this.options;\n    if (outcome.isRegressed',
        put: 'const { outcome } = this.options;\n    if (outcome.isRegressed',
      },
    ],
  },
  {
    bug: 'the fence is gone, and the source does not look either',
    plant: 'no-regression-check',
    changes: [
      {
        file: 'segment-supply.ts',
        find: 'isRegressed: (range) => range.start < this.highestEnd,',
        put: 'isRegressed: () => false,',
      },
      { file: 'refiller.ts', find: ' || range.start < this.startMin', put: '' },
      {
        file: 'segment-supply.ts',
        find: "assert(range.start >= this.highestEnd, 'a segment lies above everything held before');",
        put: '',
      },
    ],
  },
  {
    bug: 'a refill starts while another is live',
    changes: [
      {
        file: 'segment-supply.ts',
        find: "if (this.isStopped || this.refiller.state !== 'idle') return;",
        put: 'if (this.isStopped) return;',
      },
      {
        file: 'refiller.ts',
        find: "assert(this.refillState === 'idle' && !this.stopped, 'one refill at a time');",
        put: '',
      },
    ],
  },
  {
    bug: 'there is no pause after a failure',
    changes: [{ file: 'refiller.ts', find: 'Math.round(delayMs * (0.5 + clock.random()))', put: '0' }],
  },
  {
    bug: 'nobody is told that their time is up',
    changes: [{ file: 'waiter-queue.ts', find: 'this.onDeadline(first.waiter);', put: '' }],
  },
  {
    bug: 'a clock set back makes later callers wait longer',
    changes: [{ file: 'waiter-queue.ts', find: 'this.pullForward(deadlineAtMs);', put: '' }],
  },
  {
    bug: 'any number of callers may wait',
    changes: [
      {
        file: 'segment-buffer.ts',
        find: 'if (this.waiters.length >= this.limits.waitersMax) {',
        put: 'if (this.waiters.length < 0) {',
      },
    ],
  },
  {
    bug: 'a number is handed out without being used up',
    changes: [{ file: 'segment.ts', find: 'this.used += count;', put: '' }],
  },
  {
    bug: 'a paused buffer serves on',
    changes: [{ file: 'buffer-mode.ts', find: "if (isPaused) return 'paused';", put: '' }],
  },
  {
    bug: 'a jump is told to be done before it is',
    changes: [
      {
        file: 'segment-supply.ts',
        find: 'if (earlier !== undefined) order.promise.then(earlier.resolve, earlier.reject);',
        put: 'earlier?.resolve();',
      },
    ],
  },
  {
    bug: 'what a batch was given in part is lost without a word',
    changes: [
      {
        file: 'segment-buffer.ts',
        find: "this.supply.abandoned(waiter.takenCount, 'partial');\n    const why",
        put: 'const why',
      },
    ],
  },
  {
    bug: 'what is held is kept when a buffer closes',
    changes: [
      {
        file: 'segment-supply.ts',
        find: 'this.abandoned(this.pair.drop(), reason);',
        put: 'this.abandoned(this.pair.heldCount, reason);',
      },
    ],
  },
];

describe('the simulation sees the library broken', () => {
  it.each(LIBRARY_BUGS.map((bug, index) => [bug.bug, bug, index] as const))(
    'where %s',
    async (_bug, { changes, plant }, index) => {
      const lib = await mutantLibrary(changes, `library-${index}`);
      const found: unknown[] = [];
      for (let seed = 1; seed <= 5 && found.length === 0; seed++) {
        const failure = await simulate(new Simulation({ seed, lib, plant, nodes: 2 }), 10_000);
        if (failure !== undefined) found.push(failure);
      }
      expect(found).toHaveLength(1);
    },
    120_000,
  );
});

/** Bugs of whole nodes, or that show only where several share a source, are no business of a model of one buffer. */
const MODEL_BUGS = LIBRARY_BUGS.filter(
  ({ bug, plant }) => plant === undefined && bug !== 'there is no pause after a failure',
);

describe('the model sees the library broken', () => {
  it.each(MODEL_BUGS.map((bug, index) => [bug.bug, bug, index] as const))(
    'where %s',
    async (_bug, { changes }, index) => {
      const lib = await mutantLibrary(changes, `model-${index}`);
      const found = await fc.check(
        fc.asyncProperty(moves, async (list) => {
          const model = new BufferModel(lib);
          for (const move of list) await model.make(move);
          await model.finish();
        }),
        { ...PROPERTY_RUNS, numRuns: 2_000, endOnFailure: true },
      );
      expect(found.failed).toBe(true);
    },
    60_000,
  );
});
