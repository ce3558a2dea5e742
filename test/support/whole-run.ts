/** Before and after all of a run: what its servers printed is kept, and looked through for secrets. */
import { assertNoSecretKept, startKeeping } from './kept-logs.js';

export function setup(): void {
  startKeeping();
}

export function teardown(): void {
  assertNoSecretKept();
}
