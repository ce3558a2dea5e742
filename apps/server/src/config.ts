/**
 * The settings: read from the environment once, all faults found at once. Nothing else in the server looks at the
 * environment.
 */

import { z } from 'zod';
import { BATCH_MAX_DEFAULT } from '#contract';
import { parseDatabaseUrl } from '#storage';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Unset: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly syncIntervalMs: number;
  /** `open`: whoever reaches the port may take numbers. `token`: nobody without a token. */
  readonly idApiAuth: 'open' | 'token';
  readonly allocateTimeoutMs: number;
  readonly batchMax: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** What is allowed and yet worth a word at start. */
  readonly warnings: readonly string[];
}

/** The injection token of the settings. */
export const CONFIG = Symbol('CONFIG');

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

function wholeNumber(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }));
}

/** A setting of the contract that this version can only take at its default value. */
function only(value: string, why: string) {
  return z.literal(value, { error: `can only be "${value}" in this version: ${why}` });
}

const never = (why: string) => z.never({ error: `is not supported in this version: ${why}` });

const environmentSchema = z.object({
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, { error: 'must be a host name or an address' })
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(8080),
  DATABASE_URL: z
    .string()
    .superRefine((text, context) => {
      try {
        parseDatabaseUrl(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'can not be read' });
      }
    })
    .optional(),
  DATABASE_REPLICA_URL: never('reservations are trusted to the primary alone').optional(),
  DATA_DIR: z
    .string()
    .refine((path) => !path.includes('\0'), { error: 'must be a path' })
    .default('./data'),
  DURABILITY: only('trust', 'reservations count when the primary has committed them').default('trust'),
  FAILOVER_GAP: z
    .enum(['auto', '0'], {
      error: 'can only be "auto" or "0" in this version: the identity of the database is not watched yet',
    })
    .optional(),
  DOORS: only('', 'there are no other doors than the ID API').default(''),
  WORKERS: only('1', 'one process serves the port').default('1'),
  SYNC_INTERVAL_MS: wholeNumber(100, 60_000).default(5_000),
  ID_API_AUTH: z.enum(['open', 'token'], { error: 'must be "open" or "token"' }).optional(),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  BOOTSTRAP_ADMIN: z
    .string()
    .regex(/^[^:]+:.+$/s, { error: 'must be name:password' })
    .optional(),
  ALLOCATE_TIMEOUT_MS: wholeNumber(1, 60_000).default(2_000),
  BATCH_MAX: wholeNumber(1, 1_000_000).default(BATCH_MAX_DEFAULT),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  NODE_ENV: z.string().default('development'),
});

type ParsedEnvironment = z.infer<typeof environmentSchema>;

/**
 * @param environment such as `process.env`; an empty value counts as unset
 * @throws ConfigError with every fault, a sentence each
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (!parsed.success) throw new ConfigError(faults);
  const settings = parsed.data;
  const isLoopback = isLoopbackHost(settings.HOST);
  const idApiAuth = settings.ID_API_AUTH ?? (isLoopback ? 'open' : 'token');
  const isOpenToOthers = idApiAuth === 'open' && !isLoopback;
  if (isOpenToOthers && settings.NODE_ENV === 'production') {
    throw new ConfigError([
      `ID_API_AUTH must not be "open" on HOST ${settings.HOST} with NODE_ENV=production: anybody who reaches the port could take numbers`,
    ]);
  }
  return {
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    syncIntervalMs: settings.SYNC_INTERVAL_MS,
    idApiAuth,
    allocateTimeoutMs: settings.ALLOCATE_TIMEOUT_MS,
    batchMax: settings.BATCH_MAX,
    logLevel: settings.LOG_LEVEL,
    warnings: warningsOf(settings, isOpenToOthers, idApiAuth),
  };
}

function warningsOf(settings: ParsedEnvironment, isOpenToOthers: boolean, idApiAuth: 'open' | 'token'): string[] {
  const warnings: string[] = [];
  if (isOpenToOthers) {
    warnings.push(
      `ID_API_AUTH is open on ${settings.HOST}: whoever reaches the port can take numbers and see the console`,
    );
  }
  if (idApiAuth === 'token') {
    warnings.push('ID_API_AUTH is token, and this version has no tokens yet: every call will be refused with 401');
  }
  if (settings.BOOTSTRAP_ADMIN !== undefined) {
    warnings.push('BOOTSTRAP_ADMIN is set and not used: this version has no operators yet');
  }
  if (settings.METRICS_PORT !== undefined) {
    warnings.push('METRICS_PORT is set and not used: this version has no metrics yet');
  }
  return warnings;
}

/** @param host as in HOST */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
