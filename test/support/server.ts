/** The built server as a process of its own, with what it printed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keepLog, keepSecret } from './kept-logs.js';
import { freePort } from './ports.js';
import { until } from './until.js';

/** From the sources as from the build: the build is what runs. */
const MAIN = fileURLToPath(
  new URL(
    import.meta.url.includes('/dist/') ? '../../apps/server/src/main.js' : '../../dist/apps/server/src/main.js',
    import.meta.url,
  ),
);

/** The first administrator of every server under test, unless its settings say otherwise. */
export const ADMIN = { username: 'admin', password: 'correct-horse-battery' } as const;

export type LogLine = Readonly<Record<string, unknown>>;

export class ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** All it said on stderr. */
  stderr = '';
  /** All it said on stdout. */
  stdout = '';

  /** The environment it was given. */
  readonly settings: Readonly<Record<string, string>>;

  private constructor(child: ChildProcess, port: number, settings: Readonly<Record<string, string>>) {
    this.settings = settings;
    this.child = child;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    child.stdout?.on('data', (data) => {
      this.stdout += data;
      keepLog(data);
    });
    child.stderr?.on('data', (data) => {
      this.stderr += data;
      keepLog(data);
    });
  }

  /** Starts it and does not wait. `settings` are environment variables. */
  static async spawn(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const port = Number(settings.PORT ?? (await freePort()));
    const { PATH = '' } = process.env;
    keepSecret(ADMIN.password);
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH,
        LOG_LEVEL: 'info',
        BOOTSTRAP_ADMIN: `${ADMIN.username}:${ADMIN.password}`,
        ...settings,
        PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServerProcess(child, port, settings);
  }

  /** Starts it and waits until it is ready. */
  static async start(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const server = await ServerProcess.spawn(settings);
    await server.ready();
    return server;
  }

  get logLines(): LogLine[] {
    return this.stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as LogLine);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Whether nobody has told it to end. */
  get isMeantToRun(): boolean {
    return this.isRunning && !this.child.killed;
  }

  async ready(): Promise<void> {
    await until(`the server on port ${this.port} is ready`, async () => {
      if (!this.isRunning) throw new Error(`it ended with ${this.child.exitCode}: ${this.stderr}`);
      return (await fetch(`${this.url}/readyz`)).ok;
    });
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { ...init, signal: AbortSignal.timeout(15_000) });
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.get(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** @returns its exit code, or null when a signal ended it */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const ended = this.ended();
    this.child.kill(signal);
    return ended;
  }

  ended(): Promise<number | null> {
    if (!this.isRunning) return Promise.resolve(this.child.exitCode);
    return new Promise((resolve) => this.child.once('exit', (code) => resolve(code)));
  }
}
