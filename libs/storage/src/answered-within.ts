/** Bounds how long anybody waits for the database, and says of it that it is away in one way. */
import { codeOf, isAway, messageOf, StorageError, type StorageErrorKind } from './storage-error.js';

/**
 * @param silence what it means when no answer came in time
 * @throws StorageError `unreachable`, or `silence`; anything else that `work` throws comes through
 */
export async function answeredWithin<T>(
  timeoutMs: number,
  work: () => Promise<T>,
  silence: StorageErrorKind = 'unreachable',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const sentence = `the database has not answered for ${Math.round(timeoutMs / 1_000)} s`;
    timer = setTimeout(() => reject(new StorageError(silence, sentence)), timeoutMs);
  });
  const working = work();
  // One that comes after all is nobody's any more.
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } catch (error) {
    if (error instanceof StorageError || !isAway(error)) throw error;
    throw new StorageError('unreachable', `the database does not answer (${codeOf(error) || messageOf(error)})`, error);
  } finally {
    clearTimeout(timer);
  }
}
