import { describe, expect, it } from 'vitest';
import { mergeByKey } from './merge';

const keyOf = ({ name }: { name: string }) => name;

describe('merging what changed into a list', () => {
  it('replaces what is known in its place and puts what is new at the end', () => {
    const list = {
      items: [
        { name: 'a', n: 1 },
        { name: 'b', n: 1 },
      ],
      total: 2,
    };
    const merged = mergeByKey(
      list,
      [
        { name: 'c', n: 2 },
        { name: 'a', n: 2 },
      ],
      keyOf,
    );
    expect(merged).toEqual({
      items: [
        { name: 'a', n: 2 },
        { name: 'b', n: 1 },
        { name: 'c', n: 2 },
      ],
      total: 3,
    });
  });

  it('leaves a list alone when nothing changed', () => {
    const list = { items: [{ name: 'a' }], total: 7 };
    expect(mergeByKey(list, [], keyOf)).toEqual(list);
  });
});
