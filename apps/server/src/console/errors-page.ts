/** The page a problem's `type` leads to: every error code, what it means and what to do. */
import { ERROR_CODES, type ErrorDefinition } from '#contract';

export function errorsPage(): string {
  const rows = Object.entries<ErrorDefinition>(ERROR_CODES).map(
    ([code, { status, title, retryable, advice }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${retryable ? 'yes' : 'no'}</td><td>${html(title)}</td><td>${html(advice)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Banyan: error codes</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.4rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid #8884}tr:target{background:#ff02}</style>
<h1>Error codes</h1>
<p>Every failure is <code>application/problem+json</code> and carries one of these codes.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Try again?</th><th>Meaning</th><th>What to do</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></html>
`;
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]*)`/g, '<code>$1</code>');
}
