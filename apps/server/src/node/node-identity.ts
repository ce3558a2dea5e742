/** Who this process is among the nodes of the fleet. A restart makes a new node: numbers held by the old one died with it. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** The injection token of this node's identity. */
export const NODE_IDENTITY = Symbol('NODE_IDENTITY');

export interface NodeIdentity {
  /** `<host>-<pid>-<random>`, at most 64 characters. */
  readonly nodeId: string;
  /** Where it listens, `host:port`; known once it does. */
  address: string;
  readonly version: string;
  readonly startedAt: Date;
}

/** As much of a host's name as leaves room for the rest in a column of 64. */
const HOST_LENGTH_MAX = 40;

export function createNodeIdentity(version: string): NodeIdentity {
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9.-]/g, '-')
    .slice(0, HOST_LENGTH_MAX);
  const nodeId = `${host}-${process.pid}-${randomBytes(3).toString('hex')}`;
  return { nodeId, address: '', version, startedAt: new Date() };
}
