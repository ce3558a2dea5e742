/** wrk, the load generator: one thread of it, pinned to the last core where `taskset` is there, so that the server has the others. */
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Load {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export async function load(
  url: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', url];
  const [command = '', ...args] = cpus().length > 1 ? ['taskset', '-c', String(cpus().length - 1), ...wrk] : wrk;
  const { stdout } = await run(command, args);
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} answered with failures:\n${stdout}`);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50Ms: millisecondsOf(/50%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
    p99Ms: millisecondsOf(/99%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
  };
}

function millisecondsOf(match: RegExpExecArray | null): number {
  const factor = { us: 0.001, ms: 1, s: 1_000 }[match?.[2] ?? 'ms'] ?? 1;
  return Number(match?.[1]) * factor;
}
