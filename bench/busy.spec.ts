import { describe, expect, it } from 'vitest';
import { busyBetween, Rounds } from './busy.js';

const round = (others: number) => ({ busy: { all: 0.5, others } });

describe('how busy the machine is', () => {
  it('tells what the bench takes from what others do', () => {
    const busy = busyBetween({ total: 1_000, idle: 500, own: 100 }, { total: 2_000, idle: 1_100, own: 350 });
    expect(busy).toEqual({ all: 0.4, others: 0.15 });
  });

  it('knows nothing where nothing can be read', () => {
    expect(busyBetween({ total: 0, idle: 0, own: 0 }, { total: 0, idle: 0, own: 0 })).toEqual({ all: 0, others: 0 });
  });
});

describe('rounds', () => {
  it('are done again when others disturbed them, and all are remembered', async () => {
    const rounds = new Rounds<ReturnType<typeof round>>();
    const coming = [round(0.4), round(0.01), round(0)];
    await rounds.add(async () => coming.shift() ?? round(1));
    expect(rounds.kept).toEqual([round(0.01)]);
    expect(rounds.made).toEqual([round(0.4), round(0.01)]);
  });

  it('keep the one that was disturbed least when none was left alone', async () => {
    const rounds = new Rounds<ReturnType<typeof round>>();
    const shares = [0.9, 0.2];
    await rounds.add(async () => round(shares.shift() ?? 0));
    expect(rounds.kept).toEqual([round(0.2)]);
    expect(rounds.made).toEqual([round(0.9), round(0.2)]);
  });
});
