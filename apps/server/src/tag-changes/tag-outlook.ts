/** What a step bump, a jump or a skip would do to a biz tag, worked out of what its nodes hold. Pure. */
import type { BizTagFigure, BufferFigure, PreviewTag, TagOutlook, TagPreview } from '#contract';
import { LIFETIME_SHORT_MS, numberSpace } from '#segment';

const HOUR_S = 3_600;
/** A bump that makes segments shorter than this at the present rate is worth a word: refills would come thick and fast. */
const LIFETIME_MIN_S = 10;
/** Where the step policy stops doubling. */
const LIFETIME_GOOD_S = LIFETIME_SHORT_MS / 1_000;

type Warning = TagPreview['warnings'][number];

interface Buffer {
  readonly rate: number;
  readonly step: number;
  readonly held: number;
  readonly hasNext: boolean;
}

/** @param share says how much of the number space is used below a maximum, from 0 to 1 */
export function previewOf(
  figure: BizTagFigure,
  wish: PreviewTag,
  share: (maxId: bigint, idLength: number | null) => number,
): TagPreview {
  const buffers = figure.buffers.map(bufferOf).filter(({ held }) => held > 0);
  const isJump = wish.jump === true || wish.maxId !== undefined;
  const bumped =
    wish.step === undefined ? undefined : Math.max(wish.step, Math.min(figure.stepMax, figure.stepFloor ?? 0));
  const afterwards = buffers.map((buffer) => followed(buffer, bumped ?? buffer.step, isJump));
  const maxId = BigInt(figure.maxId);
  const skippedTo = wish.maxId === undefined || BigInt(wish.maxId) < maxId ? maxId : BigInt(wish.maxId);
  const reserved = isJump ? afterwards.reduce((sum, { step }) => sum + step, 0) : 0;
  const dropped = isJump ? buffers.reduce((sum, { held }) => sum + held, 0) : 0;
  const outlook = (of: readonly Buffer[], at: bigint): TagOutlook => ({
    step: Math.max(bumped !== undefined && of === afterwards ? bumped : figure.step, ...of.map(({ step }) => step)),
    heldCount: of.reduce((sum, { held }) => sum + held, 0),
    runwayMs: shortest(of),
    writesPerHour: Math.round(of.reduce((sum, { rate, step }) => sum + (rate * HOUR_S) / step, 0) * 10) / 10,
    maxId: String(at),
    spaceUsed: share(at, figure.idLength),
  });
  return {
    now: outlook(buffers, maxId),
    after: outlook(afterwards, skippedTo + BigInt(reserved)),
    nodes: buffers.length,
    abandoned: String(BigInt(dropped) + (skippedTo - maxId)),
    warnings: warningsOf(figure, wish, { afterwards, skippedTo, bumped }),
  };
}

function bufferOf({ ratePerSecond, step, current, next }: BufferFigure): Buffer {
  return { rate: ratePerSecond, step, held: (current?.idle ?? 0) + (next?.idle ?? 0), hasNext: next !== null };
}

/** A jump holds one fresh segment at first; without one, what is held stays and only the one that is missing is of the new step. */
function followed({ rate, held, hasNext }: Buffer, step: number, isJump: boolean): Buffer {
  if (isJump) return { rate, step, held: step, hasNext: false };
  return { rate, step, held: hasNext ? held : held + step, hasNext: true };
}

function shortest(buffers: readonly Buffer[]): number | null {
  const runways = buffers.filter(({ rate }) => rate > 0).map(({ held, rate }) => (held / rate) * 1_000);
  return runways.length === 0 ? null : Math.round(Math.min(...runways));
}

interface After {
  readonly afterwards: readonly Buffer[];
  readonly skippedTo: bigint;
  readonly bumped: number | undefined;
}

function warningsOf(figure: BizTagFigure, wish: PreviewTag, after: After): Warning[] {
  return [...skipWarnings(figure, wish), ...stepWarnings(figure, wish, after), ...spaceWarnings(figure, wish, after)];
}

function skipWarnings({ maxId, idLength }: BizTagFigure, wish: PreviewTag): Warning[] {
  if (wish.maxId === undefined) return [];
  const { floor, ceiling } = numberSpace(idLength);
  const least = BigInt(maxId) > floor ? BigInt(maxId) : floor;
  const field = 'maxId';
  if (BigInt(wish.maxId) < least) return [{ field, message: `must be at least ${least}: a maximum never goes back` }];
  return BigInt(wish.maxId) < ceiling ? [] : [{ field, message: `must be at most ${ceiling - 1n}` }];
}

function stepWarnings({ stepMax, stepFloor }: BizTagFigure, { step }: PreviewTag, after: After): Warning[] {
  if (step === undefined) return [];
  const { afterwards, bumped = step } = after;
  const messages: string[] = [];
  if (step > stepMax) messages.push(`must be at most stepMax, which is ${stepMax}: raise that first`);
  if (bumped > step)
    messages.push(`a promotion in force asks for ${stepFloor}, so it will be ${bumped} until that is over`);
  if (afterwards.some((buffer) => buffer.rate > 0 && buffer.step / buffer.rate < LIFETIME_MIN_S)) {
    const enough = Math.ceil(Math.max(...afterwards.map(({ rate }) => rate)) * LIFETIME_GOOD_S);
    messages.push(
      `makes segments that last less than ${LIFETIME_MIN_S} s at the present rate; ${enough} would last 15 minutes`,
    );
  }
  return messages.map((message) => ({ field: 'step', message }));
}

function spaceWarnings({ idLength }: BizTagFigure, wish: PreviewTag, { afterwards, skippedTo }: After): Warning[] {
  const { floor, ceiling } = numberSpace(idLength);
  const left = ceiling - (skippedTo > floor ? skippedTo : floor);
  const wanted = afterwards.reduce((sum, { step }) => sum + 2 * step, 0);
  if (left <= 0n || BigInt(wanted) <= left) return [];
  const message = `two segments on each node take ${wanted} numbers, and ${left} are left`;
  return [{ field: wish.maxId === undefined ? 'step' : 'maxId', message }];
}
