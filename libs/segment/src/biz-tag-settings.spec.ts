import { describe, expect, it } from 'vitest';
import { STEP_LIMIT, settingsFaults } from './biz-tag-settings.js';
import { settingsOf } from './testing/fixtures.js';

describe('the settings of a biz tag', () => {
  it.each([{}, { step: 1, stepMax: 1 }, { step: STEP_LIMIT, stepMax: STEP_LIMIT }, { idLength: 6 }, { idLength: 19 }])(
    'are sound with %j',
    (changes) => {
      expect(settingsFaults(settingsOf(changes))).toEqual([]);
    },
  );

  it.each([
    [{ step: 0 }, 'step '],
    [{ step: 1.5 }, 'step '],
    [{ step: Number.NaN }, 'step '],
    [{ step: STEP_LIMIT + 1 }, 'step '],
    [{ stepMax: 0 }, 'stepMax '],
    [{ step: 100, stepMax: 99 }, 'stepMax '],
    [{ idLength: 5 }, 'idLength '],
    [{ idLength: 20 }, 'idLength '],
    [{ idLength: 12.5 }, 'idLength '],
  ])('are at fault with %j', (changes, start) => {
    expect(settingsFaults(settingsOf(changes)).some((fault) => fault.startsWith(start))).toBe(true);
  });

  it('have all their faults told at once', () => {
    expect(settingsFaults(settingsOf({ step: 0, stepMax: -1, idLength: 3 })).length).toBeGreaterThanOrEqual(3);
  });
});
