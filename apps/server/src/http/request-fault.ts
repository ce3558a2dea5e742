/** A refusal that a request earns before or beside the core: it carries a code of the contract's registry. */
import type { ErrorCode } from '#contract';

export class RequestFault extends Error {
  override readonly name = 'RequestFault';
  readonly code: ErrorCode;
  /** Further headers of the answer, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail a sentence for the caller: what is wrong, and what to do */
  constructor(code: ErrorCode, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }
}
