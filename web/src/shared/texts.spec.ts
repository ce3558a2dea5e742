import { describe, expect, it } from 'vitest';
import { en } from './texts-en.js';
import { zh } from './texts-zh.js';

type Leaves = ReadonlyMap<string, string>;

function leavesOf(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`;
    return typeof value === 'string' ? [[key, value] satisfies [string, string]] : leavesOf(value, key);
  });
}

const english: Leaves = new Map(leavesOf(en));
const chinese: Leaves = new Map(leavesOf(zh));
const placesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const hasChinese = (text: string) => /\p{Script=Han}/u.test(text);
/** Without figures and marks. */
const wordsOf = (text: string) => text.replaceAll(/\{\{\w+\}\}|<\/?\w+>/g, '').match(/\p{L}{2,}/gu) ?? [];
const SAME_IN_BOTH = new Set(['UTC', 'ID', 'CSV', 'JSON', 'IP', 'p99', 'Banyan', 'Leaf', 'tag', 'curl', 'bny_']);

describe('the texts', () => {
  it('are there in both languages, under the same names', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('name the same figures in both languages', () => {
    const different = [...english.keys()].filter(
      (key) => placesOf(english.get(key) ?? '').join() !== placesOf(chinese.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('are Chinese in Chinese, but for what has no words of its own', () => {
    const untranslated = [...chinese]
      .filter(([, text]) => !hasChinese(text) && wordsOf(text).some((word) => !SAME_IN_BOTH.has(word)))
      .map(([key, text]) => `${key}: ${text}`);
    expect(untranslated).toEqual([]);
  });

  it('are English in English', () => {
    expect([...english].filter(([, text]) => hasChinese(text))).toEqual([]);
  });

  it('end the singular and the plural together', () => {
    const keys = new Set(english.keys());
    const alone = [...keys].filter(
      (key) =>
        (key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !keys.has(key.replace(/_other$/, '_one'))),
    );
    expect(alone).toEqual([]);
  });
});
