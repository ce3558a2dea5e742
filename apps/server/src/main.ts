/**
 * Starts the server and stops it in order. Listening comes first, so that probes are answered while the database is away; the rest of
 * the start goes on behind it.
 */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StorageError } from '#storage';
import { AppModule } from './app.module.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { HeartbeatService } from './fleet/index.js';
import { createAdapter } from './http/index.js';
import { type FirstAdmin, FirstAdminService, TokenRegistry } from './identity/index.js';
import { createLogger, type Logger, NestLogger } from './logging/index.js';
import { createNodeIdentity, NodeState } from './node/index.js';
import { PromotionRunner } from './promotion/index.js';
import { StartupService } from './startup/index.js';
import { stopInOrder } from './stop.js';
import { TagSyncService } from './tag-management/index.js';

const PACKAGE = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

async function main(): Promise<void> {
  const identity = createNodeIdentity(PACKAGE.version);
  const config = configOrExit();
  const logger = createLogger(config.logLevel, identity.nodeId);
  for (const warning of config.warnings) logger.warn({ event: 'setting_warning' }, warning);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ config, logger, identity }),
    createAdapter(logger, config.trustedProxies),
    { logger: new NestLogger(logger), abortOnError: false, bodyParser: false },
  );
  const starting = new AbortController();
  stopInOrder({ app, logger, state: app.get(NodeState), starting });
  const url = await listenOrExit(app, config, logger);
  identity.address = new URL(url).host;
  await startOrExit(app, logger, starting.signal);
  if (starting.signal.aborted) return;
  app.get(TagSyncService).keepInSync();
  app.get(TokenRegistry).keepInSync();
  app.get(HeartbeatService).start();
  // What fell due while nobody was there is not put off to the next tick.
  app.get(PromotionRunner).tick();
  logger.info({ event: 'ready', url }, `the console is at ${url}/`);
  greet(url, app.get(FirstAdminService).firstAdmin);
}

/** For people at a terminal. */
function greet(url: string, admin: FirstAdmin | undefined): void {
  const lines = ['', 'Banyan is ready.', `  Console   ${url}/`, `  A number  curl ${url}/api/v1/ids/order`];
  if (admin?.oneTimePassword !== undefined) {
    lines.push('', `  Log in as ${admin.username} with the one-time password ${admin.oneTimePassword}`);
    lines.push('  It is shown only now, and the first login asks for one of your own.');
  }
  process.stderr.write(`${lines.join('\n')}\n\n`);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.faults.map((fault) => `  - ${fault}`).join('\n');
    process.stderr.write(`Banyan can't start: the settings are not right.\n${lines}\n`);
    process.exit(1);
  }
}

/** @returns the address it listens on, as a URL without a path */
async function listenOrExit(app: NestFastifyApplication, { host, port }: Config, logger: Logger): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await exitWith(logger, listenFault(error, host, port));
  }
  const address = app.getHttpServer().address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
  return `http://${name}:${boundPort}`;
}

function listenFault(error: unknown, host: string, port: number): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is taken by another process: stop that one, or set PORT to a free one`;
  }
  if (code === 'EACCES') return `port ${port} on ${host} is not for this user: set PORT to 1024 or above`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `this machine has no address ${host}: set HOST to 127.0.0.1, to 0.0.0.0, or to an address of its own`;
  }
  throw error;
}

async function startOrExit(app: NestFastifyApplication, logger: Logger, signal: AbortSignal): Promise<void> {
  try {
    await app.get(StartupService).run(signal);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    await exitWith(logger, error.message);
  }
}

async function exitWith(logger: Logger, sentence: string): Promise<never> {
  logger.fatal({ event: 'start_failed' }, sentence);
  process.stderr.write(`Banyan can't start: ${sentence}\n`);
  process.exit(1);
}

process.on('unhandledRejection', (reason) => {
  process.stderr.write(`${JSON.stringify({ level: 'fatal', event: 'unhandled_rejection', cause: String(reason) })}\n`);
  process.exit(1);
});

await main();
