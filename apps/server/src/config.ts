/**
 * The settings: read from the environment once, all faults found at once. Nothing else in the server looks at the
 * environment.
 */

import { isIP } from 'node:net';
import { z } from 'zod';
import { BATCH_MAX_DEFAULT, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, usernameSchema } from '#contract';
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
  /** The first administrator of an empty database; without it a one-time password is made. */
  readonly bootstrapAdmin: { readonly username: string; readonly password: string } | undefined;
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
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
  BOOTSTRAP_ADMIN: z.string().transform(readAdmin).optional(),
  TRUSTED_PROXIES: z.string().default('').transform(readProxies),
  ALLOCATE_TIMEOUT_MS: wholeNumber(1, 60_000).default(2_000),
  BATCH_MAX: wholeNumber(1, 1_000_000).default(BATCH_MAX_DEFAULT),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  NODE_ENV: z.string().default('development'),
});

/** @param text `name:password` */
function readAdmin(text: string, context: z.RefinementCtx): { username: string; password: string } {
  const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  const username = usernameSchema.safeParse(name);
  if (!username.success || password === '' || password.length > PASSWORD_LENGTH_MAX) {
    context.addIssue({
      code: 'custom',
      message: `must be name:password; the name 1 to 64 letters, digits, dots, underscores, hyphens or at signs, the password at most ${PASSWORD_LENGTH_MAX} characters`,
    });
    return z.NEVER;
  }
  return { username: username.data, password };
}

function readProxies(text: string, context: z.RefinementCtx): string[] {
  const proxies = text.split(',').map((part) => part.trim());
  const named = proxies.filter((part) => part !== '');
  const isNetwork = (part: string) => {
    const [address = '', bits] = part.split('/');
    const most = { 4: 32, 6: 128 }[isIP(address)];
    return most !== undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
  };
  const wrong = named.find((part) => !isNetwork(part));
  if (wrong === undefined) return named;
  context.addIssue({
    code: 'custom',
    message: `must be addresses or networks with commas between them, and "${wrong}" is neither`,
  });
  return z.NEVER;
}

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
  if (isWeak(settings) && settings.NODE_ENV === 'production') {
    throw new ConfigError([
      `BOOTSTRAP_ADMIN must have a password of at least ${PASSWORD_LENGTH_MIN} characters with NODE_ENV=production`,
    ]);
  }
  return {
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    syncIntervalMs: settings.SYNC_INTERVAL_MS,
    idApiAuth,
    bootstrapAdmin: settings.BOOTSTRAP_ADMIN,
    trustedProxies: settings.TRUSTED_PROXIES,
    allocateTimeoutMs: settings.ALLOCATE_TIMEOUT_MS,
    batchMax: settings.BATCH_MAX,
    logLevel: settings.LOG_LEVEL,
    warnings: warningsOf(settings, isOpenToOthers),
  };
}

function isWeak({ BOOTSTRAP_ADMIN }: ParsedEnvironment): boolean {
  return BOOTSTRAP_ADMIN !== undefined && BOOTSTRAP_ADMIN.password.length < PASSWORD_LENGTH_MIN;
}

function warningsOf(settings: ParsedEnvironment, isOpenToOthers: boolean): string[] {
  const warnings: string[] = [];
  if (isOpenToOthers) {
    warnings.push(`ID_API_AUTH is open on ${settings.HOST}: whoever reaches the port can take numbers`);
  }
  if (isWeak(settings)) {
    warnings.push(`BOOTSTRAP_ADMIN has a password of fewer than ${PASSWORD_LENGTH_MIN} characters: change it`);
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
