/**
 * Who may call: with `ID_API_AUTH=open`, whoever reaches the port; with `token`, whoever carries a token. There is no way yet to
 * make a token, so `token` refuses every call, which is the safe thing a server on a public address can do.
 */
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { RequestFault } from '../http/index.js';

const PUBLIC = 'banyan:public';

/** Marks a controller that needs no token: probes and documents. */
export const Public = () => SetMetadata(PUBLIC, true);

@Injectable()
export class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const isPublic = [context.getHandler(), context.getClass()].some(
      (target) => Reflect.getMetadata(PUBLIC, target) === true,
    );
    if (isPublic) return true;
    throw new RequestFault(
      'UNAUTHENTICATED',
      'this server asks for a token: send Authorization: Bearer bny_…, or start it with ID_API_AUTH=open where only trusted callers reach its port',
      { 'www-authenticate': 'Bearer' },
    );
  }
}
