/**
 * Numbers as JSON bytes. Neighbouring numbers share all but their last digits, so a batch is written like an odometer: the digits
 * of the number before are copied and the last one counted up. That is many times faster than a string for each number.
 */
import type { SegmentRange } from '#segment';

const QUOTE = 0x22;
const COMMA = 0x2c;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
/** Bytes around the digits of one number: two quotes and a comma. */
const FRAME_LENGTH = 3;

const BATCH_HEAD = Buffer.from('{"ids":[');
const BATCH_TAIL = Buffer.from(']}');

/** @returns `{"ids":["…","…"]}` */
export function batchJson(ranges: readonly SegmentRange[]): Buffer {
  const json = Buffer.allocUnsafe(BATCH_HEAD.length + arrayLengthMax(ranges) + BATCH_TAIL.length);
  let length = BATCH_HEAD.copy(json);
  length = writeNumbers(json, length, ranges);
  length += BATCH_TAIL.copy(json, length);
  return json.subarray(0, length);
}

/** @returns `{"ids":{"tag":["…"],…}}` */
export function setJson(set: ReadonlyMap<string, readonly SegmentRange[]>): Buffer {
  const parts: Buffer[] = [];
  for (const [bizTag, ranges] of set) {
    const numbers = Buffer.allocUnsafe(arrayLengthMax(ranges));
    const length = writeNumbers(numbers, 0, ranges);
    const separator = parts.length === 0 ? '' : ',';
    parts.push(Buffer.from(`${separator}${JSON.stringify(bizTag)}:[`), numbers.subarray(0, length), Buffer.from(']'));
  }
  return Buffer.concat([Buffer.from('{"ids":{'), ...parts, Buffer.from('}}')]);
}

function arrayLengthMax(ranges: readonly SegmentRange[]): number {
  let length = 0;
  for (const { start, end } of ranges) length += Number(end - start) * (String(end).length + FRAME_LENGTH);
  return length;
}

/** Writes `"1","2",…` from `offset` on. @returns where it ended */
function writeNumbers(json: Buffer, offset: number, ranges: readonly SegmentRange[]): number {
  let at = offset;
  for (const { start, end } of ranges) {
    const digits = Buffer.from(String(start));
    const carrying = { digits };
    for (let left = Number(end - start); left > 0; left--) {
      if (at > offset) json[at++] = COMMA;
      json[at++] = QUOTE;
      const { digits: present } = carrying;
      for (let index = 0; index < present.length; index++) json[at++] = present[index] ?? DIGIT_0;
      json[at++] = QUOTE;
      countUp(carrying);
    }
  }
  return at;
}

/** Adds one to a number in decimal digits, which grows by a digit past its last 9. */
function countUp(counter: { digits: Buffer }): void {
  const { digits } = counter;
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = digits[index] ?? DIGIT_0;
    if (digit !== DIGIT_9) {
      digits[index] = digit + 1;
      return;
    }
    digits[index] = DIGIT_0;
  }
  counter.digits = Buffer.concat([Buffer.from('1'), digits]);
}
