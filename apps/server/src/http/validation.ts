/** The contract's schemas as Nest pipes: what does not fit becomes INVALID_REQUEST, naming each field and why. */
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestFault } from './request-fault.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

/** @param what the part of the request that was checked, such as `body`, or a parameter's name */
export function validation(what: string): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalidRequest(what, issues) });
}

const FAULTS_TOLD_MAX = 5;
const FIELDS_MAX = 50;

export function invalidRequest(what: string, issues: readonly Issue[]): RequestFault {
  const fields = issues.map((issue) => fieldOf(what, issue)).slice(0, FIELDS_MAX);
  const told = fields
    .slice(0, FAULTS_TOLD_MAX)
    .map(({ field, message }) => (message.startsWith(UNKNOWN) ? `${what} ${message}` : `${field} ${message}`));
  const more = issues.length > told.length ? ` (and ${issues.length - told.length} more faults)` : '';
  return new RequestFault('INVALID_REQUEST', `${told.join('; ')}${more}`, {}, { fields });
}

const UNKNOWN = 'has a field that is not known';
/** zod's words for a body that is missing, or a list, or text. */
const NO_OBJECT = 'Invalid input: expected object';

function fieldOf(what: string, issue: Issue): { field: string; message: string } {
  const path = (issue.path ?? []).map((step) => String(isKeyed(step) ? step.key : step)).join('.');
  const field = path === '' ? what : shorten(path);
  if (path === '' && issue.message.startsWith(NO_OBJECT)) return { field, message: 'must be a JSON object' };
  const unknownField = /^Unrecognized keys?: (.*)$/.exec(issue.message);
  if (unknownField) return { field, message: `${UNKNOWN}: ${shorten(unknownField[1] ?? '')}` };
  return { field, message: shorten(issue.message) };
}

function isKeyed(step: unknown): step is { key: unknown } {
  return typeof step === 'object' && step !== null && 'key' in step;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
