/** A grant as the API tells it. */
import type { Grant } from '#contract';
import type { SegmentGrant } from '#storage';

export function grantOf({ bizTag, start, end, nodeId, grantedAt }: SegmentGrant): Grant {
  return {
    bizTag,
    start: String(start),
    end: String(end),
    count: Number(end - start),
    nodeId,
    grantedAt: grantedAt.toISOString(),
  };
}
