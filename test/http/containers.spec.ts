/** The container files, as far as they can be looked at where no engine runs. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('docker-compose.yml', () => {
  const compose = read('docker-compose.yml');

  it('holds no password and no default for one', () => {
    expect(compose.match(/\$\{[^}]+\}/g)?.every((variable) => variable.includes(':?'))).toBe(true);
    expect(compose).not.toMatch(/PASSWORD: [^$\s]/);
  });

  it('publishes the port on the loopback address alone, since it is open', () => {
    expect(compose).toContain('ID_API_AUTH: open');
    expect(compose.match(/ports:\n\s+- "127\.0\.0\.1:/g)).toHaveLength(compose.match(/ports:/g)?.length ?? 0);
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  it('runs what the build makes, as nobody special', () => {
    const main = /CMD \["node", "(dist\/[^"]+)"\]/.exec(dockerfile)?.[1] ?? '';
    expect(existsSync(new URL(`../../${main}`, import.meta.url))).toBe(true);
    expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM '));
  });

  it('copies only files that are there', () => {
    for (const [, files = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
      for (const file of files.split(' '))
        expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
    }
  });
});
