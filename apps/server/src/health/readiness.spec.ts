import { describe, expect, it } from 'vitest';
import { readinessOf } from './readiness.js';

const facts = { phase: 'started', detail: 'serving', databaseProblem: undefined, modes: ['serving', 'empty'] } as const;

describe('readiness', () => {
  it('is given while numbers can be handed out', () => {
    expect(readinessOf(facts)).toMatchObject({ isReady: true, status: 'ok' });
  });

  it('stays while the database is away and numbers are held', () => {
    expect(readinessOf({ ...facts, databaseProblem: 'refused' })).toMatchObject({ isReady: true, status: 'degraded' });
  });

  it('ends when the database is away and nothing is held', () => {
    const modes = ['empty', 'filling'] as const;
    expect(readinessOf({ ...facts, databaseProblem: 'refused', modes })).toMatchObject({ isReady: false });
  });

  it('is not given before the start is over, nor from the moment of draining', () => {
    expect(readinessOf({ ...facts, phase: 'starting' })).toMatchObject({ isReady: false, status: 'starting' });
    expect(readinessOf({ ...facts, phase: 'draining' })).toMatchObject({ isReady: false, status: 'draining' });
  });

  it('ends when a buffer has closed itself on a fault', () => {
    const modes = ['serving', 'broken'] as const;
    expect(readinessOf({ ...facts, modes })).toMatchObject({ isReady: false, status: 'broken' });
  });
});
