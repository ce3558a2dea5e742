export { MemorySource } from './memory-source.js';
export { SeededRandom } from './seeded-random.js';
export { type Plant, PLANTS, Simulation, type SimulationReport, simulate } from './simulation.js';
