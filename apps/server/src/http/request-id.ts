/** The id of a request: the caller's own where it is well formed, so that one id follows an order through every system. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const WELL_FORMED = /^[A-Za-z0-9._:-]{8,128}$/;

/** @returns a maker of ids that no other process makes */
export function requestIdMaker(): (request: Pick<IncomingMessage, 'headers'>) => string {
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    if (given !== undefined && typeof given === 'string' && WELL_FORMED.test(given)) return given;
    count++;
    return `${prefix}-${count.toString(36)}`;
  };
}
