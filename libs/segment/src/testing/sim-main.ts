/** `npm run sim -- --seed N --steps M --nodes K [--plant NAME]` */
import { parseArgs } from 'node:util';
import { PLANTS, type Plant, Simulation, simulate } from './simulation.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string', default: '10000' },
    nodes: { type: 'string', default: '3' },
    plant: { type: 'string' },
  },
});

function wholeNumber(name: 'seed' | 'steps' | 'nodes', text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max && (value > 0 || name === 'seed')) return value;
  process.stderr.write(`--${name} must be a whole number up to ${max}, not ${text}\n`);
  process.exit(1);
}

const plant = PLANTS.find((known) => known === values.plant);
if (values.plant !== undefined && plant === undefined) {
  process.stderr.write(`--plant must be one of ${PLANTS.join(', ')}, not ${values.plant}\n`);
  process.exit(1);
}
const seed = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 32)), 2 ** 32 - 1);
const steps = wholeNumber('steps', values.steps, 1e9);
const nodes = wholeNumber('nodes', values.nodes, 100);

await main(plant);

async function main(planted: Plant | undefined): Promise<void> {
  const simulation = new Simulation({ seed, nodes, plant: planted });
  const startedAtMs = performance.now();
  const failure = await simulate(simulation, steps);
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  const { numbersGiven, counts, steps: done } = simulation.report();
  for (const [name, count] of Object.entries(counts))
    process.stdout.write(`${name.padEnd(32)}${String(count).padStart(12)}\n`);
  process.stdout.write(`${'numbers given'.padEnd(32)}${String(numbersGiven).padStart(12)}\n`);
  process.stdout.write(`seed ${seed}: ${done} steps with ${nodes} nodes in ${seconds} s\n`);
  if (failure === undefined) {
    process.stdout.write('no invariant was broken\n');
    return;
  }
  const again = `npm run sim -- --seed ${seed} --steps ${failure.step} --nodes ${nodes}${planted ? ` --plant ${planted}` : ''}`;
  process.stdout.write(`step ${failure.step}: ${failure.message}\nagain: ${again}\n`);
  process.exitCode = 1;
}
