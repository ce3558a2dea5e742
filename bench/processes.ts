/** Processes of a bench: each is told what to do, says once what came of it, and ends with the bench. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @param file of a process, beside this one */
export function startProcess(file: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, ...env },
    serialization: 'advanced',
  });
}

/** The first thing it says. @throws Error when it ends without */
export function toldBy<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`a process of the bench ended with ${code ?? signal}`)));
  });
}

/** Starts a load, and is done when it is. */
export async function carryOut<T>(file: string, task: object): Promise<T> {
  const child = startProcess(file);
  try {
    const told = toldBy<T>(child);
    child.send(task);
    return await told;
  } finally {
    child.kill();
  }
}
