/** A real MariaDB in a folder of its own, for tests, benchmarks and the demo. It can be killed and started again on what it wrote. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';
import { freePort } from './ports.js';
import { until } from './until.js';

const run = promisify(execFile);

const SERVERS = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/bin/mariadbd', '/usr/local/bin/mariadbd'];

export function findMariaDb(): string | undefined {
  return SERVERS.find(existsSync);
}

/** The library that stands between a program and the clock; its folder is the machine's. */
function findFakeClock(): string {
  const folders = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'));
  const found = folders.find(existsSync);
  if (found === undefined) throw new Error('faketime is not installed: apt-get install faketime');
  return found;
}

export interface MariaDbOptions {
  /** Further arguments of mariadbd, such as `--binlog-format=ROW`. */
  readonly args?: readonly string[];
  /** Whether its clock can be moved by `moveClock`. */
  readonly hasMovableClock?: boolean;
}

export class MariaDb {
  readonly port: number;
  private readonly folder: string;
  private readonly binary: string;
  private readonly args: readonly string[];
  private readonly fakeClock: string | undefined;
  private aheadMs = 0;
  private process: ChildProcess | undefined;
  private databaseCount = 0;

  private constructor(
    binary: string,
    folder: string,
    port: number,
    args: readonly string[],
    fakeClock: string | undefined,
  ) {
    this.binary = binary;
    this.folder = folder;
    this.port = port;
    this.args = args;
    this.fakeClock = fakeClock;
    if (fakeClock !== undefined) this.writeClock();
  }

  /** @throws Error that says what to install when there is no MariaDB on this machine */
  static async start({ args = [], hasMovableClock = false }: MariaDbOptions = {}): Promise<MariaDb> {
    const binary = findMariaDb();
    if (binary === undefined) throw new Error('MariaDB is not installed: apt-get install mariadb-server');
    const folder = mkdtempSync(join(tmpdir(), 'banyan-mariadb-'));
    const owner = process.getuid?.() === 0 ? ['--user=mysql'] : [];
    mkdirSync(join(folder, 'tmp'));
    if (owner.length > 0) await run('chown', ['-R', 'mysql', folder]);
    const install = [
      `--datadir=${join(folder, 'data')}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...owner,
    ];
    await run('mariadb-install-db', ['--no-defaults', ...install]);
    const database = new MariaDb(
      binary,
      folder,
      await freePort(),
      [...owner, ...args],
      hasMovableClock ? findFakeClock() : undefined,
    );
    await database.startAgain();
    return database;
  }

  /** A new, empty database. @returns its URL */
  async createDatabase(): Promise<string> {
    const name = `banyan_${++this.databaseCount}_${process.pid}`;
    await this.query(`CREATE DATABASE ${name}`);
    return this.url(name);
  }

  url(name: string): string {
    return `mysql://root@127.0.0.1:${this.port}/${name}`;
  }

  /** A connection outside of what is tested, which sees exact integers. */
  connect(databaseUrl?: string): Promise<Connection> {
    const database = databaseUrl === undefined ? undefined : databaseUrl.split('/').pop();
    return createConnection({
      host: '127.0.0.1',
      port: this.port,
      user: 'root',
      supportBigNumbers: true,
      bigNumberStrings: true,
      multipleStatements: true,
      ...(database !== undefined && { database }),
    });
  }

  async query(sql: string, databaseUrl?: string): Promise<Record<string, unknown>[]> {
    const connection = await this.connect(databaseUrl);
    try {
      const [rows] = await connection.query(sql);
      return rows as Record<string, unknown>[];
    } finally {
      await connection.end();
    }
  }

  /** Starts it on the port and data it had. */
  async startAgain(): Promise<void> {
    // A tmpdir of its own: a server that starts removes what it takes for its own leftovers there.
    const own = { datadir: 'data', socket: 'sock', tmpdir: 'tmp' };
    const paths = Object.entries(own).map(([name, path]) => `--${name}=${join(this.folder, path)}`);
    const network = [`--port=${this.port}`, '--bind-address=127.0.0.1', '--skip-name-resolve'];
    const small = [
      '--innodb-buffer-pool-size=64M',
      '--performance-schema=OFF',
      `--pid-file=${join(this.folder, 'pid')}`,
    ];
    const child = spawn(this.binary, ['--no-defaults', ...paths, ...network, ...small, ...this.args], {
      stdio: 'ignore',
      ...(this.fakeClock !== undefined && { env: { ...process.env, ...this.clockSettings(this.fakeClock) } }),
    });
    this.process = child;
    await until(`MariaDB on port ${this.port}`, async () => {
      if (child.exitCode !== null) throw new Error(`mariadbd ended with ${child.exitCode}`);
      await this.query('SELECT 1');
      return true;
    });
  }

  /** Ends it as a crash would, or as an operator would with `SIGTERM`; the data stays. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Its wall clock goes on from so much later than it shows now. What measures how long something takes is not moved. */
  moveClock(byMs: number): void {
    this.aheadMs += byMs;
    this.writeClock();
  }

  /** What its wall clock shows, in ms since 1970. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  private clockSettings(library: string): Record<string, string> {
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: join(this.folder, 'clock'),
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** In one go, for it is read at every look at the clock. */
  private writeClock(): void {
    const file = join(this.folder, 'clock');
    writeFileSync(`${file}.new`, `${this.aheadMs < 0 ? '-' : '+'}${Math.abs(this.aheadMs) / 1_000}\n`);
    renameSync(`${file}.new`, file);
  }

  /** Stops it in its tracks: its connections stay open and answer nothing. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  /** Ends it and removes all it wrote. */
  async remove(): Promise<void> {
    await this.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
