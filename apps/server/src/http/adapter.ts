/** Fastify as the ID API needs it: bounds on what comes in, no work per request that nobody asked for. */
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { problem } from '#contract';
import type { Logger } from '../logging/index.js';
import { answerProblem } from './problem.filter.js';
import { requestIdMaker } from './request-id.js';

/** The longest path parameter looked at, so that a tag that is too long is told so rather than not found. */
const PARAMETER_LENGTH_MAX = 1_024;
const BODY_LIMIT_BYTES = 64 * 1_024;
/** Above the usual minute of a load balancer, so that it is never the server that closes first. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;
/** A request has to have arrived whole by then. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Faults found before a route is entered are told the same way as all others; Nest would put a handler of its own in the place. */
class BanyanAdapter extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

/** @param trustedProxies addresses and networks whose X-Forwarded headers are believed */
export function createAdapter(logger: Logger, trustedProxies: readonly string[]): FastifyAdapter {
  const instance = createFastify(logger, trustedProxies);
  const { addHook } = instance;
  // Nest hangs seven hooks on every request, for CORS, CSRF, versions and middleware, none of which this server has
  // (docs/decisions/0009). They are added while the adapter is made, and only then.
  instance.addHook = () => instance;
  const adapter = new BanyanAdapter(instance);
  instance.addHook = addHook;
  return adapter;
}

function createFastify(logger: Logger, trustedProxies: readonly string[]): FastifyInstance {
  const requestId = requestIdMaker();
  const onFault = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    answerProblem(logger, error, request, reply);
  const instance = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    requestIdHeader: false,
    genReqId: requestId,
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    // HEAD would take a number and show it to nobody.
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    clientErrorHandler: (_error: Error, socket: Socket) => answerRaw(socket, requestId({ headers: {} })),
    frameworkErrors: onFault,
  });
  // There from the start, so that all requests have one shape.
  instance.decorateRequest('token', null);
  instance.setErrorHandler(onFault);
  // JSON is the one language spoken here.
  instance.removeContentTypeParser('text/plain');
  // Nest looks for this among the options; there is no middleware to run.
  return Object.assign(instance, { skipMiddie: true });
}

/** What could not even be read as HTTP has no reply object to answer through. */
function answerRaw(socket: Socket, requestId: string): void {
  if (!socket.writable) return;
  const body = JSON.stringify(problem('INVALID_REQUEST', 'the request can not be read as HTTP/1.1', requestId));
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
