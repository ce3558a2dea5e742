/**
 * The seven invariants of the double buffer, each as checks that throw when it is broken. They take the library as an argument, so that
 * the same checks run on the real one and on copies in which the invariant was broken on purpose.
 */
import { settle } from '../clock.js';
import { bufferOf, numbersOf, ScriptedSource, type SegmentLib, settingsOf, typesOf, watch } from './fixtures.js';

export type Check = (lib: SegmentLib) => Promise<void>;

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** 1 */
async function neverUsesAnAnswerThatCameTooLate(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock } = bufferOf(lib, { limits: { waitTimeoutMs: 60_000, refillTimeoutMs: 1_000 } });
  source.hold = true;
  const first = watch(buffer.nextId());
  await settle();
  must(first.state === 'pending', 'a number left before any reservation was answered');
  const late = source.last;
  await clock.advance(1_000);
  await late.answerWith({ start: 1n, end: 11n });
  must(first.state === 'pending', 'a number left from an answer that came after its time-out');
  await clock.advance(200);
  await source.last.answerWith({ start: 11n, end: 21n });
  must(first.value === 11n, `the caller got ${first.value} and not the first number of the answer in time`);
}

/** 1 */
async function neverUsesAReservationWhoseOutcomeIsUnknown(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock, events } = bufferOf(lib);
  source.hold = true;
  const first = watch(buffer.nextId());
  await source.last.fail(new Error('the connection was lost'));
  must(first.state === 'pending', 'a caller was answered out of a reservation that failed');
  const gap = events.find((event) => event.type === 'abandoned');
  must(gap?.type === 'abandoned' && gap.count === 10, 'a range of unknown outcome was not counted as abandoned');
  await clock.advance(200);
  await source.last.answer();
  must(first.value === 1n, 'the caller was not served by the next reservation');
}

/** 2 */
async function handsOutWhatTheSourceStatedAndNothingElse(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib);
  source.hold = true;
  const batch = watch(buffer.take(5));
  await source.last.answerWith({ start: 50n, end: 53n });
  await source.last.answerWith({ start: 100n, end: 104n });
  must(String(numbersOf(batch.value ?? [])) === '50,51,52,100,101', `got ${numbersOf(batch.value ?? [])}`);
}

/** 2 */
async function goesByTheAnswerWhenTheStepChangedMeanwhile(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib, { settings: { step: 10 } });
  source.hold = true;
  const first = watch(buffer.take(2));
  await settle();
  buffer.configure(settingsOf({ step: 4 }));
  await source.last.answerWith({ start: 1_000n, end: 1_010n });
  must(String(numbersOf(first.value ?? [])) === '1000,1001', `got ${numbersOf(first.value ?? [])}`);
  const { current } = buffer.snapshot();
  must(current?.start === 1_000n && current.end === 1_010n, 'the segment held is not the one that was granted');
}

/** 3 */
async function refusesASegmentBelowTheFenceAndMovesTheSourceForward(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock, events } = bufferOf(lib);
  must((await buffer.nextId()) === 1n, 'the first number');
  await settle();
  source.hold = true;
  await buffer.take(19);
  const next = watch(buffer.nextId());
  await source.last.answerWith({ start: 5n, end: 15n });
  must(next.state === 'pending', `${next.value} was handed out of a segment below numbers already given`);
  must(typesOf(events).includes('regression'), 'a maximum that went back raised no alarm');
  source.hold = false;
  await clock.advance(1_000);
  must(
    String(source.advances) === '21,21' || String(source.advances) === '21',
    `the source was moved to ${source.advances}`,
  );
  must((next.value ?? 0n) >= 21n, `after a regression the buffer went on at ${next.value}`);
}

/** 3 */
async function strictlyIncreasesAcrossSwitchesAndJumps(lib: SegmentLib): Promise<void> {
  const { buffer } = bufferOf(lib);
  let last = 0n;
  for (let round = 0; round < 200; round++) {
    const id = await buffer.nextId();
    must(id > last, `${id} came after ${last}`);
    last = id;
    if (round % 37 === 0) await buffer.jump();
    await settle();
  }
}

/** 4 */
async function asksTheSourceOnceHoweverManyCall(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib);
  source.hold = true;
  const callers = Array.from({ length: 100 }, () => watch(buffer.nextId()));
  await settle();
  must(source.calls.length === 1, `${source.calls.length} reservations for one empty buffer`);
  await source.last.answer();
  const served = callers.filter(({ state }) => state === 'fulfilled').length;
  must(served === 10 && source.calls.length === 2, `${served} served by ${source.calls.length} reservations`);
}

/** 4 */
async function restsAfterAFailureHoweverManyCall(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock } = bufferOf(lib);
  source.hold = true;
  watch(buffer.nextId());
  await source.last.fail(new Error('refused'));
  for (let call = 0; call < 50; call++) watch(buffer.nextId());
  await settle();
  must(source.calls.length === 1, 'a caller caused an attempt while the buffer was resting after a failure');
  await clock.advance(100);
  must(source.calls.length === 2, 'the buffer did not try again after its pause');
}

/** 5 */
async function servesWhoeverWaitsInOrder(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib);
  source.hold = true;
  const callers = Array.from({ length: 5 }, () => watch(buffer.nextId()));
  await settle();
  must(
    callers.every(({ state }) => state === 'pending'),
    'a caller failed, or was answered, where it should wait',
  );
  await source.last.answer();
  must(callers.map(({ value }) => value).join() === '1,2,3,4,5', `served as ${callers.map(({ value }) => value)}`);
}

/** 5 */
async function sizesARefillForThoseWhoWait(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib, { settings: { step: 2 } });
  source.hold = true;
  watch(buffer.nextId());
  await settle();
  watch(buffer.take(50));
  watch(buffer.take(30));
  await source.last.answer();
  must(source.last.request.count >= 79, `a refill of ${source.last.request.count} for 79 numbers wanted`);
}

/** 5 */
async function failsWaitersOnlyAtTheirDeadline(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock } = bufferOf(lib, { limits: { waitTimeoutMs: 500 } });
  source.hold = true;
  const caller = watch(buffer.nextId());
  await clock.advance(499);
  must(caller.state === 'pending', 'a caller failed before its deadline');
  await clock.advance(2);
  const code = caller.error instanceof lib.AllocatorError ? caller.error.code : undefined;
  must(code === 'SEGMENT_UNAVAILABLE', `past its deadline a caller was told ${code}`);
}

/** 6 */
async function boundsWaitersAndBatches(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib, { limits: { waitersMax: 3, batchMax: 20 } });
  source.hold = true;
  for (let caller = 0; caller < 3; caller++) watch(buffer.nextId());
  const oneTooMany = watch(buffer.nextId());
  const tooLarge = watch(buffer.take(21));
  await settle();
  const codeOf = (error: unknown) => (error instanceof lib.AllocatorError ? error.code : undefined);
  must(codeOf(oneTooMany.error) === 'SEGMENT_UNAVAILABLE', 'a fourth caller was let in where three may wait');
  must(codeOf(tooLarge.error) === 'COUNT_TOO_LARGE', 'a batch past the bound was let in');
}

/** 6 */
async function holdsTwoSegmentsAtMost(lib: SegmentLib): Promise<void> {
  const { buffer, source } = bufferOf(lib);
  source.hold = true;
  watch(buffer.take(3));
  await source.last.answer();
  await source.last.answer();
  const { current, next } = buffer.snapshot();
  must(current?.idle === 7 && next?.idle === 10, `held ${current?.idle} and ${next?.idle}`);
  await buffer.take(3);
  await settle();
  must(source.calls.length === 2, 'a third segment was asked for while two were held');
}

/** 7 */
async function closesForGoodOnAFailedAssertion(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock, events } = bufferOf(lib);
  source.hold = true;
  const caller = watch(buffer.nextId());
  await source.last.answerWith({ start: 1n, end: 1_000_000n });
  must(buffer.mode === 'broken', `a source that gives more than it was asked for left the buffer ${buffer.mode}`);
  must(typesOf(events).includes('broken'), 'a broken buffer raised no alarm');
  source.hold = false;
  await clock.advance(10_000);
  const later = watch(buffer.nextId());
  await settle();
  for (const { error } of [caller, later]) {
    const code = error instanceof lib.AllocatorError ? error.code : undefined;
    must(code === 'SEGMENT_UNAVAILABLE', `a caller of a broken buffer was told ${code}`);
  }
  must(source.calls.length === 1, 'a broken buffer asked for more');
}

/** 1 */
async function givesUpAnAttemptAtItsTimeOut(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock, events } = bufferOf(lib, {
    limits: { waitTimeoutMs: 60_000, refillTimeoutMs: 1_000 },
  });
  source.hold = true;
  watch(buffer.nextId());
  await clock.advance(1_100);
  must(source.calls.length === 2, 'an attempt that was never answered was never given up');
  const gap = events.find((event) => event.type === 'abandoned');
  must(
    gap?.type === 'abandoned' && gap.reason === 'late' && gap.count === 10,
    'its range was not counted as abandoned',
  );
}

/** 2 */
async function handsOutEachNumberOnce(lib: SegmentLib): Promise<void> {
  const { buffer } = bufferOf(lib, { settings: { step: 7 } });
  const seen = new Set<bigint>();
  for (let round = 0; round < 60; round++) {
    const ids = [await buffer.nextId(), ...numbersOf(await buffer.take(4)), ...numbersOf([await buffer.lease(3)])];
    for (const id of ids) {
      must(!seen.has(id), `${id} was handed out twice`);
      seen.add(id);
    }
    await settle();
  }
}

/** 3 */
async function staysAboveASkipThoughTheSourceGoesBack(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock } = bufferOf(lib);
  await buffer.nextId();
  await settle();
  source.hold = true;
  watch(buffer.skipTo(5_000n));
  await settle();
  source.rows.setMaxId('order', 100n);
  await source.last.answer();
  source.hold = false;
  await clock.advance(1_000);
  const id = await buffer.nextId();
  must(id >= 5_000n, `after a skip to 5000 the buffer gave out ${id}`);
}

/** 4 */
async function asksNothingForAnAttemptThatIsOver(lib: SegmentLib): Promise<void> {
  const { buffer, source, clock } = bufferOf(lib, { limits: { refillTimeoutMs: 1_000, waitTimeoutMs: 60_000 } });
  await buffer.nextId();
  await settle();
  let finishAdvance: () => void = () => undefined;
  source.advance = (_bizTag, maxId) =>
    new Promise((resolve) => {
      finishAdvance = () => resolve(maxId);
    });
  watch(buffer.skipTo(5_000n));
  await settle();
  const asked = source.calls.length;
  await clock.advance(1_000);
  finishAdvance();
  await settle();
  must(source.calls.length === asked, 'an attempt whose time was up asked for a range all the same');
}

/** 6 */
async function boundsTheTagsOfANode(lib: SegmentLib): Promise<void> {
  const allocator = new lib.IdAllocator({ source: new ScriptedSource(), clock: new lib.ManualClock(), tagsMax: 2 });
  const faults = allocator.configure(['a', 'b', 'c'].map((bizTag) => settingsOf({ bizTag })));
  must(faults.length === 1 && faults[0]?.bizTag === 'c', 'a third tag was let in where two may be served');
  must(!allocator.has('c'), 'a tag past the bound is served');
}

export const INVARIANTS: Readonly<Record<string, readonly Check[]>> = {
  'publish after commit': [
    neverUsesAnAnswerThatCameTooLate,
    neverUsesAReservationWhoseOutcomeIsUnknown,
    givesUpAnAttemptAtItsTimeOut,
  ],
  disjoint: [
    handsOutWhatTheSourceStatedAndNothingElse,
    goesByTheAnswerWhenTheStepChangedMeanwhile,
    handsOutEachNumberOnce,
  ],
  'never backwards': [
    refusesASegmentBelowTheFenceAndMovesTheSourceForward,
    strictlyIncreasesAcrossSwitchesAndJumps,
    staysAboveASkipThoughTheSourceGoesBack,
  ],
  'single flight': [
    asksTheSourceOnceHoweverManyCall,
    restsAfterAFailureHoweverManyCall,
    asksNothingForAnAttemptThatIsOver,
  ],
  'wait, do not fail': [servesWhoeverWaitsInOrder, sizesARefillForThoseWhoWait, failsWaitersOnlyAtTheirDeadline],
  bounded: [boundsWaitersAndBatches, holdsTwoSegmentsAtMost, boundsTheTagsOfANode],
  'broken means closed': [closesForGoodOnAFailedAssertion],
};
