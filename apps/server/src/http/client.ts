/** Where a request comes from. */
import type { FastifyRequest } from 'fastify';

const ADDRESS_LENGTH_MAX = 64;

/** The address of whoever asks: the connection's, or what a trusted proxy says. */
export function clientAddress(request: FastifyRequest): string {
  return request.ip.slice(0, ADDRESS_LENGTH_MAX);
}

/** Whether TLS lies in front. Anybody may say so of themselves: it only makes their own cookie stricter. */
export function isSecure({ headers }: FastifyRequest): boolean {
  const proto = headers['x-forwarded-proto'];
  const first = (Array.isArray(proto) ? proto[0] : proto)?.split(',')[0];
  return first?.trim().toLowerCase() === 'https';
}
