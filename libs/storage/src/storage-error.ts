/** Why the database can't be used, in one sentence that says what to do. No message ever holds a password. */

/**
 * - `unreachable`: nobody answers, or only for now; worth trying again.
 * - `rejected`: wrong user, password or database name, or rights that are missing.
 * - `newer-schema`: a later version of Banyan has migrated this database.
 * - `not-writable`: the folder or file of the embedded database can't be written.
 * - `unsupported`: a database too old.
 * - `unknown-outcome`: it fell silent in the middle of a change, which may have been made or not.
 */
export type StorageErrorKind =
  | 'unknown-outcome'
  | 'unreachable'
  | 'rejected'
  | 'newer-schema'
  | 'not-writable'
  | 'unsupported';

export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly kind: StorageErrorKind;

  constructor(kind: StorageErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}

/** @returns the `code` an error carries, such as `ECONNREFUSED`, or '' */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === '' ? codeOf(error) : message;
}

/** Whether a row of that key is there already. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === 'ER_DUP_ENTRY' || /SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)/.test(codeOf(error));
}

/** Whether the database has undone the whole transaction in favour of another one: nothing was changed, and it can be made again. */
export function isVictim(error: unknown): boolean {
  return codeOf(error) === 'ER_LOCK_DEADLOCK' || codeOf(error) === 'ER_CHECKREAD';
}

/** What says of a database that it is away rather than that it refuses. */
const AWAY =
  /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|PROTOCOL_|ER_SERVER_SHUTDOWN|ER_CON_COUNT_ERROR|ER_LOCK_|ER_OPTION_PREVENTS_STATEMENT|ER_CLIENT_INTERACTION_TIMEOUT|SQLITE_BUSY|SQLITE_IOERR|SQLITE_FULL)/;

export function isAway(error: unknown): boolean {
  if (error instanceof StorageError) return error.kind === 'unreachable';
  return (
    AWAY.test(codeOf(error)) || /is not connected|Connection is not established|Pool is closed/i.test(messageOf(error))
  );
}
