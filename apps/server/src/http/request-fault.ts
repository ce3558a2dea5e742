/** A refusal that a request earns before or beside the core: it carries a code of the contract's registry. */
import type { ErrorCode, ProblemDetails } from '#contract';

export class RequestFault extends Error {
  override readonly name = 'RequestFault';
  readonly code: ErrorCode;
  /** Further headers of the answer, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly details: ProblemDetails;

  /** @param detail a sentence for the caller: what is wrong, and what to do */
  constructor(
    code: ErrorCode,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
    details: ProblemDetails = {},
  ) {
    super(detail);
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}

/** @param message what is wrong with the field, going on from its name: "must be …" */
export function fieldFault(field: string, message: string): RequestFault {
  return new RequestFault('INVALID_REQUEST', `${field} ${message}`, {}, { fields: [{ field, message }] });
}

/** @param retryAfterMs how long until it is worth another try */
export function rateLimited(detail: string, retryAfterMs: number): RequestFault {
  return new RequestFault('RATE_LIMITED', detail, {
    'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))),
  });
}
