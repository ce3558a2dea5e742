/** The contract's schemas as Nest pipes: what does not fit becomes INVALID_REQUEST, naming each field and why. */
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestFault } from './request-fault.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

/** @param what the part of the request that was checked, such as `body` */
export function validation(what: 'body' | 'query' | 'bizTag'): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalidRequest(what, issues) });
}

const FAULTS_TOLD_MAX = 5;

export function invalidRequest(what: string, issues: readonly Issue[]): RequestFault {
  const told = issues.slice(0, FAULTS_TOLD_MAX).map((issue) => {
    const path = (issue.path ?? []).map((step) => String(isKeyed(step) ? step.key : step)).join('.');
    const unknownField = /^Unrecognized keys?: (.*)$/.exec(issue.message);
    if (unknownField) return `${what} has a field that is not known: ${shorten(unknownField[1] ?? '')}`;
    return `${path === '' ? what : shorten(path)} ${shorten(issue.message)}`;
  });
  const more = issues.length > told.length ? ` (and ${issues.length - told.length} more faults)` : '';
  return new RequestFault('INVALID_REQUEST', `${told.join('; ')}${more}`);
}

function isKeyed(step: unknown): step is { key: unknown } {
  return typeof step === 'object' && step !== null && 'key' in step;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
