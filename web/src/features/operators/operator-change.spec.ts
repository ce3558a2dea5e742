import { describe, expect, it } from 'vitest';
import type { Operator } from '#contract';
import { changeOf, draftOf } from './operator-change.js';

const now: Operator = {
  username: 'li.wei',
  role: 'operator',
  mustChangePassword: false,
  createdAt: '2026-11-01T00:00:00.000Z',
  lastLoginAt: null,
  sessionCount: 0,
  version: 4,
};

describe('changeOf', () => {
  it('asks for nothing while nothing is different', () => {
    expect(changeOf({ ...draftOf(now), reason: 'why not' }, now)).toBeUndefined();
  });

  it('sends the role alone when only the role is different', () => {
    expect(changeOf({ ...draftOf(now), role: 'admin', reason: 'on call' }, now)).toEqual({
      role: 'admin',
      version: 4,
      reason: 'on call',
    });
  });

  it('makes a password that somebody else set one to be changed, unless that is taken away', () => {
    const draft = { ...draftOf(now), setsPassword: true, password: 'correct horse', reason: 'lost' };
    expect(changeOf(draft, now)).toEqual({
      password: 'correct horse',
      mustChangePassword: true,
      version: 4,
      reason: 'lost',
    });
    expect(changeOf({ ...draft, mustChangePassword: false }, now)?.mustChangePassword).toBe(false);
  });

  it('never sends a password that was typed and then not wanted', () => {
    const draft = { ...draftOf(now), role: 'viewer' as const, password: 'correct horse', reason: 'left the team' };
    expect(changeOf(draft, now)).not.toHaveProperty('password');
  });

  it('is based on the version it is compared with, so that a conflict can be sent again', () => {
    const draft = { ...draftOf(now), role: 'viewer' as const };
    expect(changeOf(draft, { ...now, version: 9 })?.version).toBe(9);
  });
});
