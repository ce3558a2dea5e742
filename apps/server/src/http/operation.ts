/** A route of the contract: its method, path, status and who may call it all come from the contract's table. */
import { applyDecorators, Delete, Get, Header, HttpCode, Patch, Post, SetMetadata } from '@nestjs/common';
import { type OperationId, ROUTES, type Route } from '#contract';

const OPERATION = 'banyan:operation';
const METHODS = { GET: Get, POST: Post, PATCH: Patch, DELETE: Delete } as const;
const BY_ID = new Map<string, Route>(ROUTES.map((route) => [route.operationId, route]));

/** Puts a handler at its place in the contract. A handler without one is refused to everybody. */
export function Operation(operationId: OperationId): MethodDecorator {
  const route = BY_ID.get(operationId);
  if (route === undefined) throw new Error(`the contract has no operation ${operationId}`);
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const status = route.status ?? (route.response === undefined ? 204 : 200);
  return applyDecorators(
    METHODS[route.method](path),
    HttpCode(status),
    SetMetadata(OPERATION, route),
    // The ID API writes its own heads.
    ...(route.tag === 'ids' ? [] : [Header('cache-control', 'no-store')]),
  );
}

/** @param handler a controller's method */
export function routeOf(handler: object): Route | undefined {
  return Reflect.getMetadata(OPERATION, handler) as Route | undefined;
}
