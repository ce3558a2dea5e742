/**
 * Every failure as `application/problem+json`. What the contract knows is told to the caller; anything else is INTERNAL: the
 * caller gets the request's id and nothing of the cause, the log gets the cause under that id.
 */
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, type ProblemDetails, problem } from '#contract';
import { AllocatorError } from '#segment';
import { StorageError } from '#storage';
import { LOGGER, type Logger } from '../logging/index.js';
import { RequestFault } from './request-fault.js';
import { methodsAt } from './routes.js';

interface Told {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly details?: ProblemDetails;
}

/** Fastify's refusals, by its own codes. */
const FASTIFY_FAULTS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'send the body as JSON, with Content-Type: application/json',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ['PAYLOAD_TOO_LARGE', 'the body is larger than 64 KiB: send a smaller one'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['INVALID_REQUEST', 'the body is empty: send a JSON object'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['INVALID_REQUEST', 'the body is not JSON'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['INVALID_REQUEST', 'the body is not as long as Content-Length says'],
  FST_ERR_BAD_URL: ['INVALID_REQUEST', 'the path is not a valid, percent-encoded URL path'],
};

/** Answers a request with what went wrong, whoever found it: Nest, Fastify, or a route. */
export function answerProblem(logger: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const told = toldOf(error, request) ?? internal(logger, error, request);
  const body = problem(told.code, told.detail, request.id, told.details);
  void reply
    .code(body.status)
    .headers(told.headers)
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(this.logger, error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

function internal(logger: Logger, error: unknown, request: FastifyRequest): Told {
  const { method, url } = request;
  const fields = { event: 'request_failed', requestId: request.id, method, path: url.split('?')[0], error };
  logger.error(fields, 'a fault of ours');
  return { code: 'INTERNAL', detail: 'something went wrong here; the log has it under this requestId', headers: {} };
}

function toldOf(error: unknown, request: FastifyRequest): Told | undefined {
  if (error instanceof RequestFault) {
    const { code, message: detail, headers, details } = error;
    return { code, detail, headers, details };
  }
  if (error instanceof StorageError) return storageTold(error);
  if (error instanceof AllocatorError) return allocatorTold(error);
  if (error instanceof HttpException && error.getStatus() === 404) return routeTold(request);
  if (error instanceof SyntaxError && 'statusCode' in error) {
    return { code: 'INVALID_REQUEST', detail: `the body is not JSON: ${error.message}`, headers: {} };
  }
  const known = FASTIFY_FAULTS[fastifyCodeOf(error)];
  if (known !== undefined) return { code: known[0], detail: known[1], headers: {} };
  const status = statusOf(error);
  return status >= 400 && status < 500
    ? { code: 'INVALID_REQUEST', detail: 'the request can not be read as HTTP says it should be', headers: {} }
    : undefined;
}

function allocatorTold(error: AllocatorError): Told {
  const { retryAfterMs } = error;
  const headers =
    retryAfterMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) };
  return { code: error.code, detail: error.message, headers };
}

/** What the console and the admin API ask of the database; the ID API never waits for it but through the allocator. */
function storageTold({ kind, message }: StorageError): Told | undefined {
  const headers = { 'retry-after': '5' };
  if (kind === 'unreachable')
    return { code: 'DATABASE_UNAVAILABLE', detail: `${message}; nothing was changed`, headers };
  if (kind !== 'unknown-outcome') return undefined;
  const detail = `${message}: the change may have been made or not. Look at the present state before trying again`;
  return { code: 'DATABASE_UNAVAILABLE', detail, headers };
}

/** No route took the request: either none is there, or it takes other methods. */
function routeTold(request: FastifyRequest): Told {
  const path = request.url.split('?')[0] ?? '';
  const methods = methodsAt(path);
  if (methods.length === 0) {
    return {
      code: 'NOT_FOUND',
      detail: 'there is nothing at this address; /api/openapi.json lists what there is',
      headers: {},
    };
  }
  const allow = methods.join(', ');
  return {
    code: 'METHOD_NOT_ALLOWED',
    detail: `${request.method} is not for this address: use ${allow}`,
    headers: { allow },
  };
}

function fastifyCodeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
}
