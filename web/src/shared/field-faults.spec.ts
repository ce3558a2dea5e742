import { describe, expect, it } from 'vitest';
import { problem } from '#contract';
import { ApiFault } from './api.js';
import { fieldFaults, otherFieldFaults } from './field-faults.js';

const refused = (fields: { field: string; message: string }[]) =>
  new ApiFault('INVALID_REQUEST', 400, problem('INVALID_REQUEST', 'not valid', 'request-1', { fields }));

describe('a refusal at the fields of a form', () => {
  it('is found by field', () => {
    const fault = refused([
      { field: 'step', message: 'is missing' },
      { field: 'scopes.0.tags', message: 'must be a pattern' },
    ]);
    expect(fieldFaults(fault)).toEqual({ step: 'is missing', 'scopes.0.tags': 'must be a pattern' });
  });

  it('is nothing where nothing failed, or something other than a field did', () => {
    expect(fieldFaults(null)).toEqual({});
    expect(fieldFaults(new ApiFault('UNREACHABLE'))).toEqual({});
    expect(fieldFaults(new Error('a fault of ours'))).toEqual({});
  });

  it('is told all the same where the form has no such field', () => {
    const fault = refused([
      { field: 'step', message: 'is missing' },
      { field: 'maxId', message: 'is too low' },
      { field: '', message: 'must change something' },
    ]);
    expect(otherFieldFaults(fault, ['step'])).toEqual(['maxId is too low', 'must change something']);
  });
});
