/** Child processes for the commands: quiet ones whose output is shown when they fail, and loud ones that are the command. */
import { spawn } from 'node:child_process';

export class CommandFailed extends Error {}

/** @param {string} text a line for the person at the terminal; stdout is for what the command itself prints */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a command and keeps its output to itself unless it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>}
 */
export function runQuietly(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailed(`${command} ${args.join(' ')} failed (exit ${code}):\n${output.trim()}`));
    });
  });
}

/**
 * Runs a command on this terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code
 */
export function runLoudly(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    /** @type {NodeJS.Signals[]} */
    const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const passOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    for (const signal of passedOn) process.on(signal, passOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const passed of passedOn) process.off(passed, passOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
