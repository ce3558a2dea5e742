/** Why the database can't be used, in one sentence that says what to do. No message ever holds a password. */

/**
 * - `unreachable`: nobody answers, or only for now; worth trying again.
 * - `rejected`: wrong user, password or database name, or rights that are missing.
 * - `newer-schema`: a later version of Banyan has migrated this database.
 * - `not-writable`: the folder or file of the embedded database can't be written.
 * - `unsupported`: a database too old.
 */
export type StorageErrorKind = 'unreachable' | 'rejected' | 'newer-schema' | 'not-writable' | 'unsupported';

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
