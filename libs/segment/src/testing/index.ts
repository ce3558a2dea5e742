export { MemorySource } from './memory-source.js';
export { SeededRandom } from './seeded-random.js';
export {
  PLANTS,
  type Plant,
  Simulation,
  type SimulationFailure,
  type SimulationOptions,
  simulate,
} from './simulation.js';
export { reportText, type SimulationReport } from './simulation-log.js';
