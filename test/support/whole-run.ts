/** Before and after all of a run: what its servers printed is kept, and looked through for secrets. */
import { assertNoSecretKept, startKeeping } from './kept-logs.js';

export function setup(): void {
  startKeeping();
}

export function teardown(): void {
  try {
    assertNoSecretKept();
  } catch (error) {
    // The test runner tells of an error here, and yet ends with 0.
    process.exitCode = 1;
    throw error;
  }
}
