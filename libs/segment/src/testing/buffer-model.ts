/**
 * A model of one buffer: what was granted and answered in time, what was given, who waits. It knows nothing of segments, and
 * says after every move whether what the buffer did can be right.
 */
import type { BizTagSettings } from '../biz-tag-settings.js';
import { settle } from '../clock.js';
import type { AllocatorErrorCode } from '../errors.js';
import { numberSpace, type SegmentRange, SegmentSourceError } from '../segment-source.js';
import { type BufferFixture, bufferOf, type Call, type SegmentLib, settingsOf } from './fixtures.js';
import { IntervalSet } from './interval-set.js';

export type Move =
  | { readonly do: 'next' | 'jump' | 'close' | 'set-back' | 'warm' }
  | { readonly do: 'pause' }
  | { readonly do: 'take' | 'lease'; readonly count: number }
  | { readonly do: 'answer' | 'refuse' | 'lose'; readonly which: number }
  | { readonly do: 'pass' | 'jump-clock'; readonly ms: number }
  | { readonly do: 'step' | 'bump' | 'floor'; readonly step: number }
  | { readonly do: 'length'; readonly idLength: number | null }
  | { readonly do: 'skip'; readonly by: number };

const LIMITS = { batchMax: 100, waitersMax: 6, waitTimeoutMs: 2_000, refillTimeoutMs: 5_000, refillThreshold: 0.1 };

interface Caller {
  readonly wants: string;
  readonly askedAtMs: number;
  readonly clockJumps: number;
  readonly above: bigint;
  state: 'waits' | 'given' | 'refused';
  /** The first number given, and one past the last. */
  span: SegmentRange | undefined;
}

interface Asked {
  readonly call: Call;
  readonly sinceMs: number;
}

export class BufferModel {
  private readonly fixture: BufferFixture;
  private readonly lib: SegmentLib;
  private readonly given = new IntervalSet();
  private readonly answeredInTime = new IntervalSet();
  private readonly callers: Caller[] = [];
  private readonly open: Asked[] = [];
  private settings: BizTagSettings = settingsOf();
  private skewMs = 0;
  private clockJumps = 0;
  private highest = -1n;
  private isClosed = false;
  private fault: string | undefined;

  constructor(lib: SegmentLib) {
    this.lib = lib;
    this.fixture = bufferOf(lib, { limits: LIMITS });
    this.fixture.source.hold = true;
    this.watchSource();
  }

  /** @throws Error when what the buffer does can't be right */
  async make(move: Move): Promise<void> {
    await this.act(move);
    await settle();
    this.check();
  }

  /** Answers all that is asked and lets all deadlines pass: nobody may be left without an answer. */
  async finish(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      await this.make({ do: 'answer', which: 0 });
      await this.make({ do: 'pass', ms: 2_000 });
    }
    const left = this.callers.filter(({ state }) => state === 'waits').length;
    must(left === 0, `${left} callers were left without an answer`);
  }

  private async act(move: Move): Promise<void> {
    const { buffer, source, clock } = this.fixture;
    switch (move.do) {
      case 'next':
        return this.ask('1', buffer.nextId(), (id) => [{ start: id, end: id + 1n }]);
      case 'take':
        return this.ask(String(move.count), buffer.take(move.count), (ranges) => ranges);
      case 'lease':
        return this.ask(`1..${move.count}`, buffer.lease(move.count), (range) => [range]);
      case 'answer':
      case 'refuse':
      case 'lose':
        return this.answer(move.which, move.do);
      case 'pass':
        return clock.advance(move.ms);
      case 'jump-clock':
        this.clockJumps++;
        this.skewMs += move.ms;
        return clock.jumpMs(move.ms);
      case 'set-back':
        return source.rows.setMaxId('order', 1n);
      case 'warm':
        return void buffer.warm();
      case 'jump':
        return this.order(buffer.jump(), undefined);
      case 'skip': {
        const maxId = buffer.snapshot().fence + BigInt(move.by);
        return this.order(buffer.skipTo(maxId), maxId);
      }
      case 'close':
        this.isClosed = true;
        return void buffer.close();
      default:
        return this.edit(move);
    }
  }

  private edit(move: Extract<Move, { do: 'pause' | 'step' | 'bump' | 'floor' | 'length' }>): void {
    const before = this.settings;
    const changes = {
      pause: { paused: !before.paused },
      step: move.do === 'step' ? { step: move.step, stepMax: move.step * 8 } : {},
      bump: move.do === 'bump' ? { step: move.step, stepMax: move.step * 8, stepEpoch: before.stepEpoch + 1 } : {},
      floor: move.do === 'floor' ? floorChange(before, move.step) : {},
      length: move.do === 'length' ? { idLength: move.idLength } : {},
    }[move.do];
    this.settings = { ...before, ...changes };
    this.fixture.buffer.configure(this.settings);
  }

  private order(done: Promise<void>, maxId: bigint | undefined): void {
    done.then(
      () => {
        if (maxId !== undefined && maxId - 1n > this.highest) this.highest = maxId - 1n;
      },
      (error: unknown) => this.mustBeKnown(error),
    );
  }

  private ask<T>(wants: string, asked: T | Promise<T>, rangesOf: (answer: T) => readonly SegmentRange[]): void {
    const caller: Caller = {
      wants,
      askedAtMs: this.elapsedMs,
      clockJumps: this.clockJumps,
      above: this.highest,
      state: 'waits',
      span: undefined,
    };
    const [isPaused, isClosed] = [this.settings.paused, this.isClosed];
    this.callers.push(caller);
    Promise.resolve(asked).then(
      (answer) => {
        if (isPaused || isClosed)
          this.blame(`a caller was served by a buffer that was ${isClosed ? 'closed' : 'paused'}`);
        this.noteGiven(caller, rangesOf(answer));
      },
      (error: unknown) => {
        caller.state = 'refused';
        this.mustBeKnown(error);
        if (isClosed) this.mustBe(error, 'ALLOCATOR_NOT_READY');
        else if (isPaused) this.mustBe(error, 'BIZ_TAG_PAUSED');
      },
    );
  }

  private noteGiven(caller: Caller, ranges: readonly SegmentRange[]): void {
    caller.state = 'given';
    let [count, last] = [0n, caller.above];
    for (const range of ranges) {
      if (range.start <= last) this.blame(`${range.start} came after ${last}`);
      this.noteRange(range);
      count += range.end - range.start;
      last = range.end - 1n;
    }
    caller.span = { start: ranges[0]?.start ?? last, end: last + 1n };
    if (last > this.highest) this.highest = last;
    const [least = 0n, most = least] = caller.wants.split('..').map(BigInt);
    if (count < least || count > most) this.blame(`${caller.wants} wanted, ${count} given`);
  }

  private noteRange(range: SegmentRange): void {
    const { floor, ceiling } = numberSpace(this.settings.idLength);
    if (this.given.add(range) !== undefined) this.blame(`${range.start} was given twice`);
    if (!this.answeredInTime.contains(range)) this.blame(`${range.start} was never granted, or told too late`);
    if (range.start < floor || range.end > ceiling) this.blame(`${range.start} is not in the number space`);
  }

  private async answer(which: number, how: 'answer' | 'refuse' | 'lose'): Promise<void> {
    const [asked] = this.open.splice(which % Math.max(1, this.open.length), 1);
    if (asked === undefined) return;
    const { call, sinceMs } = asked;
    if (how === 'refuse') return call.fail(new SegmentSourceError('refused', 'not now'));
    const granted = this.reserve(call);
    if (granted instanceof Error) return call.fail(granted);
    if (how === 'lose') return call.fail(new Error('the connection was lost'));
    if (this.elapsedMs - sinceMs < LIMITS.refillTimeoutMs) this.answeredInTime.add(granted);
    return call.answerWith(granted);
  }

  private reserve({ request }: Call): SegmentRange | Error {
    try {
      return this.fixture.source.rows.reserveNow(request);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Notes what the source is asked, and when; an attempt whose time is up no longer counts. */
  private watchSource(): void {
    const { source } = this.fixture;
    const reserve = source.reserve.bind(source);
    source.reserve = (request) => {
      const isBusy = this.open.some(({ sinceMs }) => this.elapsedMs - sinceMs < LIMITS.refillTimeoutMs);
      if (isBusy) this.blame('the source was asked while an attempt was under way');
      const answer = reserve(request);
      this.open.push({ call: source.last, sinceMs: this.elapsedMs });
      return answer;
    };
  }

  /** What passed by the timers, whatever the clock says. */
  private get elapsedMs(): number {
    return this.fixture.clock.now() - this.skewMs;
  }

  private check(): void {
    const { buffer, events } = this.fixture;
    must(this.fault === undefined, String(this.fault));
    const { current, next, waiterCount, issuedCount, mode } = buffer.snapshot();
    must(mode !== 'broken', 'the buffer broke');
    must(waiterCount <= LIMITS.waitersMax, `${waiterCount} wait`);
    let fetched = 0;
    let gaps = 0;
    for (const event of events) {
      if (event.type === 'refilled') fetched += Number(event.end - event.start);
      const isHeld = event.type === 'abandoned' && !['late', 'unknown-outcome', 'regression'].includes(event.reason);
      if (isHeld) gaps += event.count;
    }
    const held = (current?.idle ?? 0) + (next?.idle ?? 0);
    const standBy = fetched - gaps - held - Number(this.given.size);
    must(standBy === 0 || (standBy > 0 && waiterCount > 0), `${standBy} numbers are unaccounted for`);
    let turn = -1n;
    for (const { span } of this.callers) {
      if (span === undefined) continue;
      must(span.start > turn, `${span.start} went to one who came later than who got ${turn}`);
      turn = span.end - 1n;
    }
    must(issuedCount >= Number(this.given.size), 'fewer numbers were counted than given');
    for (const { state, askedAtMs, clockJumps } of this.callers) {
      const waits = 1 + this.clockJumps - clockJumps;
      const isLate = this.elapsedMs - askedAtMs > waits * LIMITS.waitTimeoutMs;
      must(state !== 'waits' || !isLate, 'a caller had no answer by its deadline');
    }
  }

  private mustBeKnown(error: unknown): void {
    if (!(error instanceof this.lib.AllocatorError)) this.blame(`told: ${String(error)}`);
  }

  private mustBe(error: unknown, code: AllocatorErrorCode): void {
    if (!(error instanceof this.lib.AllocatorError) || error.code !== code)
      this.blame(`told ${String(error)}, not ${code}`);
  }

  private blame(what: string): void {
    this.fault ??= what;
  }
}

/** Warming raises the floor and jumps; what ends it only takes the floor away. */
function floorChange({ stepFloor, jumpEpoch }: BizTagSettings, step: number): Partial<BizTagSettings> {
  return stepFloor === null ? { stepFloor: step, jumpEpoch: jumpEpoch + 1 } : { stepFloor: null };
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
