import type { ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { Operation, RequestFault } from '../http/index.js';
import { AccessGuard } from './access.guard.js';

class Handlers {
  @Operation('livez')
  open(): void {}

  @Operation('nextId')
  taking(): void {}

  /** Forgotten: it has no place in the contract. */
  forgotten(): void {}
}

/** Nobody has a token or a session. */
function guardOf(idApiAuth: 'open' | 'token'): AccessGuard {
  const nobody = { find: () => undefined, findAnew: async () => undefined };
  type Parameters = ConstructorParameters<typeof AccessGuard>;
  return new AccessGuard(
    { idApiAuth } as Parameters[0],
    nobody as unknown as Parameters[1],
    {} as Parameters[2],
    {} as Parameters[3],
  );
}

function asking(handler: () => void): ExecutionContext {
  const request = { headers: {}, token: null };
  return {
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
}

const { forgotten, open, taking } = Handlers.prototype;

describe('the guard', () => {
  it.each(['open', 'token'] as const)('refuses everybody at a handler that is not in the contract: %s', (auth) => {
    expect(() => guardOf(auth).canActivate(asking(forgotten))).toThrow(RequestFault);
  });

  it('lets everybody to what is public, and to numbers only where they are open', () => {
    expect(guardOf('token').canActivate(asking(open))).toBe(true);
    expect(guardOf('open').canActivate(asking(taking))).toBe(true);
    expect(() => guardOf('token').canActivate(asking(taking))).toThrow(RequestFault);
  });
});
