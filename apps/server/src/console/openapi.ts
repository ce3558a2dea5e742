/** The OpenAPI 3.1 document, made from the contract's schemas and its table of routes. */

import { z } from 'zod';
import {
  type Access,
  ERROR_CODES,
  type ErrorCode,
  type ErrorDefinition,
  problemSchema,
  ROUTES,
  type Route,
} from '#contract';

type Json = Record<string, unknown>;

const VERSION = '1.0.0';

export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) {
    const path = paths[route.path] ?? {};
    path[route.method.toLowerCase()] = operation(route);
    paths[route.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Banyan',
      version: VERSION,
      description:
        'Globally unique numbers out of segments. IDs are decimal strings; failures are application/problem+json.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'ids', description: 'Numbers' },
      { name: 'tags', description: 'Biz tags, for operators' },
      { name: 'promotions', description: 'Steps raised ahead of a spike, and taken back after it' },
      { name: 'fleet', description: 'What the console watches' },
      { name: 'people', description: 'Sessions, operators and tokens' },
      { name: 'probes', description: 'Probes and this document' },
    ],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'bny_…' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'banyan_session',
          description: '`__Host-banyan_session` behind TLS',
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const { operationId, summary, tag, access, params = {}, query, body, errors } = route;
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => parameter(name, 'path', schema, true)),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) =>
      parameter(name, 'query', schema, !(schema as z.ZodType).safeParse(undefined).success),
    ),
  ];
  return {
    operationId,
    summary,
    tags: [tag],
    security: securityOf(access),
    'x-access': access,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: { ...successes(route), ...failures(errors) },
  };
}

/** The ID API may be open, where a server listens on a loopback address or was told to be. */
function securityOf(access: Access): Json[] {
  if (access === 'public') return [];
  if (access === 'self') return [{ session: [] }];
  return access === 'id' || access === 'lease' ? [{ token: [] }, {}] : [{ session: [] }, { token: [] }];
}

function parameter(name: string, place: 'path' | 'query', schema: unknown, required: boolean): Json {
  const { description, ...rest } = schemaOf(schema as z.ZodType, 'input');
  return { name, in: place, required, ...(description !== undefined && { description }), schema: rest };
}

function successes(route: Route): Json {
  const { response, responseType = 'application/json', hasPlainText, status = 200, alsoStatus = [] } = route;
  if (response === undefined) return { '204': { description: 'Done' } };
  const content: Json = { [responseType]: { schema: schemaOf(response, 'output') } };
  if (hasPlainText) content['text/plain'] = { schema: { type: 'string', pattern: '^\\d{1,19}$' } };
  const others = alsoStatus.map((status) => [String(status), { description: 'Not now', content }]);
  return { [String(status)]: { description: status === 201 ? 'Made' : 'OK', content }, ...Object.fromEntries(others) };
}

/** Codes that share a status share a response. */
function failures(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status }: ErrorDefinition = ERROR_CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const rows = [...byStatus].map(([status, sharing]) => {
    const description = sharing.map((code) => `\`${code}\`: ${ERROR_CODES[code].title}`).join('; ');
    const retryable = sharing.some((code) => ERROR_CODES[code].retryable);
    const headers = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } };
    const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    return [String(status), { description, ...(retryable && { headers }), content }];
  });
  return Object.fromEntries(rows);
}

/** Schemas that carry an id are named once under components and referred to. */
function componentSchemas(): Json {
  const schemas: Json = {};
  for (const name of ['input', 'output'] as const) {
    for (const [id, schema] of Object.entries(registered(name))) schemas[id] ??= schema;
  }
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function registered(io: 'input' | 'output'): Json {
  const roots = [problemSchema, ...ROUTES.flatMap(({ response, body }) => [response, body])].filter(
    (schema) => schema !== undefined,
  );
  const found: Json = {};
  for (const root of roots) {
    const { $defs = {}, ...schema } = raw(root, io);
    for (const [id, definition] of Object.entries($defs as Json)) found[id] ??= cleaned(definition);
    const id = root.meta()?.id;
    if (id !== undefined) found[id] ??= cleaned(schema);
  }
  return found;
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const id = schema.meta()?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  const { $defs: _named, ...own } = raw(schema, io);
  return cleaned(own) as Json;
}

function raw(schema: z.ZodType, io: 'input' | 'output'): Json {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json;
}

/** Points references at the components, and drops what only a document of its own needs. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== '$schema' && key !== 'id');
  return Object.fromEntries(
    kept.map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, cleaned(inner)],
    ),
  );
}
