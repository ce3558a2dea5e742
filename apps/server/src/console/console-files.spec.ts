import { describe, expect, it } from 'vitest';
import { isForPeople } from './console-files.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('an address that leads nowhere', () => {
  it('is told by a page to whoever typed it into a browser', () => {
    expect(isForPeople('/tag', BROWSER)).toBe(true);
    expect(isForPeople('/apiary', BROWSER)).toBe(true);
  });

  it('is told by a problem to programs, and everywhere under the API', () => {
    expect(isForPeople('/tag', '*/*')).toBe(false);
    expect(isForPeople('/tag', undefined)).toBe(false);
    expect(isForPeople('/tag', 'application/json')).toBe(false);
    expect(isForPeople('/api/v1/nothing', BROWSER)).toBe(false);
    expect(isForPeople('/api', BROWSER)).toBe(false);
  });
});
