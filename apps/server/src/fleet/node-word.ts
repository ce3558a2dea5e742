/** What a node says of its traffic with every heartbeat, in text: enough to sum up the fleet's last minute and the one that is running. */
import { z } from 'zod';
import { type Answered, type AnsweredMinute, Tally } from '../telemetry/index.js';

const answeredSchema = z.object({
  numbers: z.number().min(0),
  requests: z.number().min(0),
  errors: z.number().min(0),
  latency: z.string(),
});
const nodeWordSchema = z.object({
  tagCount: z.int().min(0),
  last: answeredSchema.extend({ overMs: z.number().positive() }),
  running: answeredSchema.extend({ minuteMs: z.number() }),
});

export interface NodeWord {
  /** Biz tags it holds numbers of. */
  readonly tagCount: number;
  /** What it answered in the last `overMs`, a minute unless it is younger. */
  readonly last: Answered & { readonly overMs: number };
  /** The minute that is running. */
  readonly running: AnsweredMinute;
}

export const NO_WORD: NodeWord = {
  tagCount: 0,
  last: Object.assign(new Tally(), { overMs: 60_000 }),
  running: Object.assign(new Tally(), { minuteMs: 0 }),
};

export function wordText({ tagCount, last, running }: NodeWord): string {
  const answered = ({ numbers, requests, errors, latency }: Answered) => ({
    numbers,
    requests,
    errors,
    latency: latency.toText(),
  });
  return JSON.stringify({
    tagCount,
    last: { ...answered(last), overMs: last.overMs },
    running: { ...answered(running), minuteMs: running.minuteMs },
  });
}

/** @param text what a node of perhaps another version has written @returns NO_WORD where it can't be read */
export function wordOf(text: string | null): NodeWord {
  const word = nodeWordSchema.safeParse(jsonOf(text)).data;
  if (word === undefined) return NO_WORD;
  const { tagCount, last, running } = word;
  return {
    tagCount,
    last: Object.assign(tallyOf(last), { overMs: last.overMs }),
    running: Object.assign(tallyOf(running), { minuteMs: running.minuteMs }),
  };
}

export function tallyOf({ numbers, requests, errors, latency }: z.infer<typeof answeredSchema>): Tally {
  const tally = new Tally();
  tally.numbers = numbers;
  tally.requests = requests;
  tally.errors = errors;
  tally.latency.addText(latency);
  return tally;
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
