/**
 * Time and chance, the only two things the core can't compute. They come in through this port, so that a simulation can
 * decide both and a test never sleeps.
 */
export interface Clock {
  /** Milliseconds since some fixed moment. May stand still or, on a bad machine, go back: nobody may rely on more. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  setTimer(callback: () => void, delayMs: number): Timer;
}

export interface Timer {
  /** Does nothing when the timer has fired or was cancelled. */
  cancel(): void;
}

/** The machine's clock: monotonic, so that setting the wall clock changes nothing. Its timers keep no process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  setTimer(callback, delayMs) {
    const handle = setTimeout(callback, delayMs);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};

interface PendingTimer {
  readonly dueAtMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that moves only when told to. `jumpMs` moves `now` without firing timers, as a wall clock set anew would. */
export class ManualClock implements Clock {
  private elapsedMs = 0;
  private shiftMs = 0;
  private timerCount = 0;
  private readonly pending = new Set<PendingTimer>();
  private readonly chance: () => number;

  constructor(chance: () => number = () => 0.5) {
    this.chance = chance;
  }

  now(): number {
    return this.elapsedMs + this.shiftMs;
  }

  random(): number {
    return this.chance();
  }

  setTimer(callback: () => void, delayMs: number): Timer {
    const timer = { dueAtMs: this.elapsedMs + Math.max(0, delayMs), order: this.timerCount++, callback };
    this.pending.add(timer);
    return { cancel: () => void this.pending.delete(timer) };
  }

  get timersPending(): number {
    return this.pending.size;
  }

  jumpMs(byMs: number): void {
    this.shiftMs += byMs;
  }

  /** Fires, in order, every timer due within `byMs`, letting promises settle after each. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.elapsedMs + byMs;
    for (let timer = this.firstDue(untilMs); timer !== undefined; timer = this.firstDue(untilMs)) {
      this.pending.delete(timer);
      this.elapsedMs = Math.max(this.elapsedMs, timer.dueAtMs);
      timer.callback();
      await settle();
    }
    this.elapsedMs = untilMs;
    await settle();
  }

  private firstDue(untilMs: number): PendingTimer | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.pending) {
      if (timer.dueAtMs > untilMs) continue;
      const isEarlier =
        first === undefined ||
        timer.dueAtMs < first.dueAtMs ||
        (timer.dueAtMs === first.dueAtMs && timer.order < first.order);
      if (isEarlier) first = timer;
    }
    return first;
  }
}

/** Promise chains in the core are shorter than this. */
const MICROTASK_ROUNDS = 24;

/** Lets every promise that can settle without a timer settle. */
export async function settle(): Promise<void> {
  for (let round = 0; round < MICROTASK_ROUNDS; round++) await undefined;
}
