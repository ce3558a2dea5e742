import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '#contract';
import { openApiDocument } from '../../apps/server/src/console/openapi.js';
import { generatedDocuments } from './generated.js';

describe('the documents made from the code', () => {
  it.each(Object.entries(generatedDocuments()))('%s is what `npm run docs` would write', (file, content) => {
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toBe(content);
  });
});

describe('the OpenAPI document', () => {
  const text = JSON.stringify(openApiDocument());

  it('has every route, and refers only to schemas that it holds', () => {
    const { paths, components } = JSON.parse(text);
    for (const { path, method } of ROUTES) expect(paths[path][method.toLowerCase()]).toBeDefined();
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(components.schemas).toHaveProperty(String(name));
  });
});
