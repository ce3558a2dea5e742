import { describe, expect, it } from 'vitest';
import { newPasswordSchema } from '#contract';
import { generatedPassword } from './generated-password.js';

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

describe('generatedPassword', () => {
  it('has 20 characters that nobody reads wrongly, and the contract takes it', () => {
    const password = generatedPassword(random);
    expect(password).toMatch(/^[A-HJ-NP-Za-km-z2-9]{20}$/);
    expect(newPasswordSchema.safeParse(password).success).toBe(true);
  });

  it('prefers no character: the bytes left over after whole rounds of the alphabet are drawn anew', () => {
    const rounds = [Uint8Array.from({ length: 28 }, (_, index) => 228 + index), new Uint8Array(40).fill(227)];
    expect(generatedPassword(() => rounds.shift() ?? new Uint8Array(40))).toBe('9'.repeat(20));
  });
});
