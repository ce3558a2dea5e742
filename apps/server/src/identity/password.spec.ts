import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './password.js';

describe('a password', () => {
  it('is kept as a salted scrypt hash in a PHC string, and known again', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await isPassword('correct horse', one)).toBe(true);
    expect(await isPassword('correct hors', one)).toBe(false);
  });

  it('is nobody’s where there is no hash', async () => {
    expect(await isPassword('', undefined)).toBe(false);
  });

  it('is the same however its letters were composed', async () => {
    expect(await isPassword('café', await hashPassword('cafe\u0301'))).toBe(true);
  });

  it('is refused past the bound of those who wait, and the others are served', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => isPassword('x', undefined)));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(34);
  }, 30_000);
});
