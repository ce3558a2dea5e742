import { describe, expect, it } from 'vitest';
import { keepNewer, mergeByKey, wholeList } from './merge.js';

interface Row {
  readonly name: string;
  readonly n: number;
}

const keyOf = ({ name }: Row) => name;
const row = (n: number): Row => ({ name: crypto.randomUUID(), n });
const changed = (of: Row): Row => ({ ...of, n: of.n + 1 });

describe('merging what changed into a list', () => {
  it('replaces what is known in its place and puts what is new at the end', () => {
    const [a, b, c] = [row(1), row(2), row(3)];
    const merged = mergeByKey(wholeList([a, b]), [c, changed(a)], keyOf);
    expect(merged).toEqual({ items: [changed(a), b, c], total: 3 });
  });

  it('keeps the identity of what did not change, and of the whole list when nothing did', () => {
    const [a, b] = [row(1), row(2)];
    const list = wholeList([a, b]);
    expect(mergeByKey(list, [changed(a)], keyOf).items[1]).toBe(b);
    expect(mergeByKey(list, [], keyOf)).toBe(list);
  });
});

describe('reading a list anew while the stream goes on', () => {
  it('does not go back behind what the stream brought meanwhile', () => {
    const [a, b] = [row(1), row(2)];
    const before = wholeList([a, b]);
    const after = mergeByKey(before, [changed(a)], keyOf);
    expect(keepNewer(wholeList([{ ...a }, { ...b }]), before, after, keyOf).items).toEqual([changed(a), b]);
  });

  it('lets go of what the server no longer has', () => {
    const [a, b] = [row(1), row(2)];
    const before = wholeList([a, b]);
    expect(keepNewer(wholeList([a]), before, before, keyOf).items).toEqual([a]);
    expect(keepNewer(wholeList([a]), before, mergeByKey(before, [changed(a)], keyOf), keyOf).items).toEqual([
      changed(a),
    ]);
  });
});
