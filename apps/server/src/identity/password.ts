/**
 * Passwords as scrypt hashes in PHC strings. Hashing is made to be slow and to take memory, so that at most two run at once: they
 * have threads of their own, and the event loop that gives out numbers goes on.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { RequestFault } from '../http/index.js';

/** OWASP's password storage cheat sheet: N = 2^15, r = 8, p = 3, which takes 32 MiB and a quarter of a second here. */
const LOG_N = 15;
const R = 8;
const P = 3;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const AT_ONCE_MAX = 2;
/** How many may wait for their turn before further ones are sent away. */
const WAITING_MAX = 32;

interface Parameters {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

let running = 0;
const waiting: (() => void)[] = [];

/** @returns `$scrypt$ln=15,r=8,p=3$salt$hash`, base64 without padding */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, { logN: LOG_N, r: R, p: P }, HASH_BYTES);
  return `$scrypt$ln=${LOG_N},r=${R},p=${P}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * @param phc the hash of whoever the name belongs to; undefined takes as long and is false
 * @throws RequestFault RATE_LIMITED when too many wait
 */
export async function isPassword(password: string, phc: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, expected] = PHC.exec(phc ?? NOBODY) ?? [];
  if (salt === undefined || expected === undefined) throw new Error('the hash is not a PHC string of scrypt');
  const wanted = Buffer.from(expected, 'base64');
  const parameters = { logN: Number(logN), r: Number(r), p: Number(p) };
  const hash = await derive(password, Buffer.from(salt, 'base64'), parameters, wanted.length);
  return timingSafeEqual(hash, wanted) && phc !== undefined;
}

/** A hash no password has: names that do not exist take as long as those that do. */
const NOBODY = `$scrypt$ln=${LOG_N},r=${R},p=${P}$${unpadded(randomBytes(SALT_BYTES))}$${unpadded(randomBytes(HASH_BYTES))}`;

async function derive(password: string, salt: Buffer, { logN, r, p }: Parameters, length: number): Promise<Buffer> {
  await turn();
  try {
    return await new Promise((resolve, reject) => {
      const options = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
      // The same letters, however a keyboard composes them.
      scrypt(password.normalize('NFKC'), salt, length, options, (error, key) =>
        error === null ? resolve(key) : reject(error),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

async function turn(): Promise<void> {
  if (running < AT_ONCE_MAX) {
    running++;
    return;
  }
  if (waiting.length >= WAITING_MAX) {
    throw new RequestFault('RATE_LIMITED', 'too many people are logging in at once: try again in a few seconds', {
      'retry-after': '5',
    });
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
