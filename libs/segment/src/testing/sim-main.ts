/**
 * `npm run sim -- --seed N --steps M --nodes K [--plant NAME]`. Standard output is the same, to the byte, for the same
 * arguments; how long it took goes to standard error. Exit 1 when an invariant was broken, or an argument is wrong.
 */
import { parseArgs } from 'node:util';
import { PLANTS, Simulation, simulate } from './simulation.js';
import { reportText } from './simulation-log.js';

class Misuse extends Error {}

interface Arguments {
  readonly seed: number;
  readonly steps: number;
  readonly nodes: number;
  readonly plant: (typeof PLANTS)[number] | undefined;
}

function readArguments(): Arguments {
  const options = {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    steps: { type: 'string', default: '10000' },
    nodes: { type: 'string', default: '3' },
    plant: { type: 'string' },
  } as const;
  const { values } = parseArgs({ options });
  const plant = PLANTS.find((known) => known === values.plant);
  if (values.plant !== undefined && plant === undefined) {
    throw new Misuse(`--plant must be one of ${PLANTS.join(', ')}, not ${values.plant}`);
  }
  return {
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    steps: wholeNumber('steps', values.steps, 1, 1e9),
    nodes: wholeNumber('nodes', values.nodes, 1, 100),
    plant,
  };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Misuse(`--${name} must be a whole number from ${min} to ${max}, not ${text}`);
}

/** @returns whether every invariant held */
async function run({ seed, steps, nodes, plant }: Arguments): Promise<boolean> {
  const simulation = new Simulation({ seed, nodes, plant });
  const startedAtMs = performance.now();
  const failure = await simulate(simulation, steps);
  process.stderr.write(`${((performance.now() - startedAtMs) / 1_000).toFixed(1)} s\n`);
  process.stdout.write(reportText(simulation.report()));
  const command = (count: number) =>
    `npm run sim -- --seed ${seed} --steps ${count} --nodes ${nodes}${plant === undefined ? '' : ` --plant ${plant}`}`;
  if (failure === undefined) process.stdout.write(`no invariant was broken: ${command(steps)}\n`);
  else process.stdout.write(`step ${failure.step}: ${failure.message}\nagain: ${command(failure.step)}\n`);
  return failure === undefined;
}

try {
  process.exitCode = (await run(readArguments())) ? 0 : 1;
} catch (error) {
  const isMisuse = error instanceof Misuse || (error instanceof TypeError && 'code' in error);
  if (!isMisuse) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
