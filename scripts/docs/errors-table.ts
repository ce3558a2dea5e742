/** docs/errors.md, made from the registry of error codes. */
import { ERROR_CODES, type ErrorDefinition } from '#contract';

export function errorsMarkdown(): string {
  const rows = Object.entries<ErrorDefinition>(ERROR_CODES).map(
    ([code, { status, retryable, title, advice }]) =>
      `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${title} | ${advice} |`,
  );
  return [
    '# Error codes',
    '',
    'Every failure is `application/problem+json`:',
    '`{"type","title","status","detail","code","retryable","requestId"}`. Program against `code`; read `detail`, which says what is',
    'wrong with this very request. A retryable failure comes with `Retry-After` where the server knows how long to wait.',
    '',
    '| Code | Status | Try again? | Meaning | What to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'Made by `npm run docs` from `libs/contract/src/errors.ts`; a test fails when it is stale.',
    '',
  ].join('\n');
}
