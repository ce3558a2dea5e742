/**
 * How often a property is tried, and from which seed: the same in every run unless asked otherwise, so that a suite that passed
 * passes again. FC_RUNS=10000 tries more; FC_SEED=... tries others, or the ones a failure named.
 */
export const PROPERTY_RUNS = {
  numRuns: Number(process.env.FC_RUNS ?? 200),
  seed: Number(process.env.FC_SEED ?? 20_261_111),
};
