/** A change that a browser sends must come from the console's own pages. */
import type { FastifyRequest } from 'fastify';
import { RequestFault } from '../http/index.js';

/**
 * Browsers say where a change comes from, in `Sec-Fetch-Site` and `Origin`; what says neither is no browser, and carries no cookie
 * that somebody else could make it send.
 * @throws RequestFault FORBIDDEN
 */
export function assertSameOrigin(request: FastifyRequest): void {
  const { 'sec-fetch-site': site, origin } = request.headers;
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none';
  if (isSameSite && (origin === undefined || hostOf(origin) === request.host)) return;
  throw new RequestFault(
    'FORBIDDEN',
    'the request comes from another site than the console: open the console itself and try there. Behind a proxy, let it pass the Host header on',
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
