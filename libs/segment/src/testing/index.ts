export { MemorySource } from './memory-source.js';
export { SeededRandom } from './seeded-random.js';
export { PLANTS, type Plant, Simulation, type SimulationReport, simulate } from './simulation.js';
