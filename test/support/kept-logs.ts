/** Everything that servers under test print, and every secret that tests know of: at the end of a run the one must not hold the other. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder, from the run to its workers. */
const FOLDER = 'BANYAN_KEPT_LOGS';
const LOGS = 'logs.txt';
const SECRETS = 'secrets.txt';
/** Shorter ones are words. */
const SECRET_LENGTH_MIN = 8;

/** What is a secret by its form, whoever made it. */
const FORMS: readonly [what: string, form: RegExp][] = [
  ['a token', /bny_[\w-]{43}/],
  ['a password hash', /\$scrypt\$/],
  ['a session cookie', /banyan_session=[\w-]{20}/],
  ['a database password', /mysql:\/\/[^\s:/]*:[^\s@*]+@/],
];

export function startKeeping(): void {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'banyan-kept-logs-'));
}

export function keepLog(text: string | Buffer): void {
  keep(LOGS, String(text));
}

export function keepSecret(secret: string): void {
  if (secret.length >= SECRET_LENGTH_MIN) keep(SECRETS, `${secret}\n`);
}

/** @throws Error naming each kind of secret that was found in a log, and the line without it */
export function assertNoSecretKept(): void {
  const folder = process.env[FOLDER];
  if (folder === undefined) return;
  const found = secretsIn(read(folder, LOGS), new Set(read(folder, SECRETS).split('\n')));
  rmSync(folder, { recursive: true, force: true });
  if (found.length > 0) throw new Error(`the logs of this run hold secrets:\n${found.join('\n')}`);
}

/** @param logs lines @returns a line for each that holds a secret, with the secret taken out */
export function secretsIn(logs: string, secrets: ReadonlySet<string>): string[] {
  const known = [...secrets].filter((secret) => secret !== '');
  return logs.split('\n').flatMap((line) => {
    const secret = known.find((text) => line.includes(text));
    if (secret !== undefined) return [`a password, cookie or token: ${line.replaceAll(secret, '…')}`];
    const [what, form] = FORMS.find(([, pattern]) => pattern.test(line)) ?? [];
    return form === undefined ? [] : [`${what}: ${line.replace(form, '…')}`];
  });
}

function keep(file: string, text: string): void {
  const folder = process.env[FOLDER];
  if (folder !== undefined) appendFileSync(join(folder, file), text);
}

function read(folder: string, file: string): string {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
