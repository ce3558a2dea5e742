/** Which methods an address takes, from the contract's table of routes. */
import { ROUTES } from '#contract';

const PATTERNS = ROUTES.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** @param path without the query @returns the methods the API takes there, none where nothing is */
export function methodsAt(path: string): string[] {
  return PATTERNS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
}
