/**
 * What is known of one number. Pure: the tag, the grant that took the number and the word of the node it was granted to make a
 * status and a sentence.
 */
import type { IdFinding, IdStatus } from '#contract';
import { MAX_ID_END, numberSpace } from '#segment';
import type { BizTagReach, HeldSegment, SegmentGrant } from '#storage';
import { grantOf } from './grant-figure.js';

/** What the node a range was granted to says of its buffer. */
export interface HolderWord {
  /** Since when it may have changed. */
  readonly saidAt: Date;
  readonly segments: readonly HeldSegment[];
}

/** @param holder undefined: the node is gone, or the tag was deleted since, and what was held with it */
export function grantedFinding(id: bigint, grant: SegmentGrant, holder: HolderWord | undefined): IdFinding {
  const { bizTag, nodeId, grantedAt } = grant;
  const reserved = `Node ${nodeId} reserved it on ${momentText(grantedAt)}`;
  const gone = finding('given', `${reserved}, and has given it out or dropped it unused.`);
  if (holder === undefined) return gone;
  if (holder.saidAt < grantedAt) return finding('held', `${reserved}, a moment ago, and has not told of it since.`);
  if (holder.segments.some((segment) => isHeld(segment, id))) {
    return finding('held', `${reserved}, and still held it on ${momentText(holder.saidAt)}: not given out by then.`);
  }
  return gone;

  function finding(status: IdStatus, detail: string): IdFinding {
    return { bizTag, id: String(id), status, grant: grantOf(grant), detail };
  }
}

/** Of a number that no grant holds. */
export function ungrantedFinding(bizTag: string, id: bigint, { maxId, idLength, isDeleted }: BizTagReach): IdFinding {
  const { floor, ceiling } = numberSpace(idLength);
  const reach = isDeleted ? 'the maximum it had when it was deleted' : 'its maximum';
  if (id >= MAX_ID_END) return finding('outside', `No number of any biz tag is as large as ${MAX_ID_END}.`);
  if (id < floor || id >= ceiling) {
    return finding('outside', `Numbers of ${bizTag} have ${idLength} digits: this is none of them.`);
  }
  if (id >= maxId)
    return finding('not-reserved', `It lies at or above ${reach}, ${maxId}: nobody has reserved it yet.`);
  const why = 'it was reserved before Banyan kept records, by Leaf, or skipped';
  return finding('unrecorded', `It lies below ${reach}, ${maxId}, and no grant is kept of it: ${why}.`);

  function finding(status: IdStatus, detail: string): IdFinding {
    return { bizTag, id: String(id), status, grant: null, detail };
  }
}

/** Numbers leave a segment from its start on. */
function isHeld({ start, end, idle }: HeldSegment, id: bigint): boolean {
  return id >= start && id >= end - BigInt(idle) && id < end;
}

function momentText(moment: Date): string {
  return moment.toISOString().replace('T', ' at ').replace('Z', ' UTC');
}
