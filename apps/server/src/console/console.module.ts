/** Serves the console's files, the API document and the page that explains the error codes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Controller, Header, Inject, Module, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../http/index.js';
import { CONSOLE_DIR, CONSOLE_PAGES, isForPeople } from './console-files.js';
import { errorsPage } from './errors-page.js';
import { openApiDocument } from './openapi.js';

/** Nothing inline, nothing from anywhere else: the console puts Mantine's variables into a constructed style sheet. */
const CONSOLE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

@Controller()
class DocumentController {
  @Operation('openapi')
  @Header('content-type', 'application/json; charset=utf-8')
  openapi(): string {
    return JSON.stringify(openApiDocument());
  }

  @Operation('errorCodes')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
  @Header('x-content-type-options', 'nosniff')
  errors(): string {
    return errorsPage();
  }
}

@Module({ controllers: [DocumentController] })
export class ConsoleModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  async onModuleInit(): Promise<void> {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    if (!existsSync(join(CONSOLE_DIR, 'index.html'))) {
      for (const page of CONSOLE_PAGES) fastify.get(page, answerUnbuilt);
      return;
    }
    await fastify.register(fastifyStatic, {
      root: join(CONSOLE_DIR, 'assets'),
      prefix: '/assets/',
      index: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
    });
    for (const url of CONSOLE_PAGES) fastify.route({ method: ['GET', 'HEAD'], url, handler: sendPage });
    // Whatever no other route takes.
    fastify.get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      if (!isForPeople(path, request.headers.accept)) throw new NotFoundException();
      return sendPage(request, reply.code(404));
    });
  }
}

function sendPage(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.headers(CONSOLE_HEADERS).header('cache-control', 'no-cache').sendFile('index.html', CONSOLE_DIR, {
    cacheControl: false,
  });
}

function answerUnbuilt(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .type('text/plain; charset=utf-8')
    .send('The console has not been built. Run `npm run build`, or `npm run dev` and open the address it prints.\n');
}
