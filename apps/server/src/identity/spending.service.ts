/**
 * What a token may take, priced in numbers: scope first, then its daily quota of the tag, then its rate. What was taken and not
 * given out after all is given back.
 */
import { Injectable } from '@nestjs/common';
import { fieldFault, RequestFault, rateLimited } from '../http/index.js';
import type { LiveToken } from './live-token.js';

const DAY_MS = 24 * 3_600_000;

export type TakingVerb = 'id' | 'lease';

@Injectable()
export class Spending {
  /**
   * @throws RequestFault FORBIDDEN outside the scopes, RATE_LIMITED with `Retry-After` past quota or rate, INVALID_REQUEST for more
   * than could ever be taken at once
   */
  spend(token: LiveToken, verb: TakingVerb, bizTag: string, count: number): void {
    this.assertMay(token, verb, bizTag, count);
    this.fill(token, count);
    this.book(token, bizTag, count);
  }

  /** Several tags in one call: all or none. */
  spendAll(token: LiveToken, verb: TakingVerb, counts: ReadonlyMap<string, number>): void {
    let sum = 0;
    for (const [bizTag, count] of counts) {
      this.assertMay(token, verb, bizTag, count);
      sum += count;
    }
    this.fill(token, sum);
    for (const [bizTag, count] of counts) this.book(token, bizTag, count);
  }

  giveBack(token: LiveToken, bizTag: string, count: number): void {
    token.bucket?.giveBack(count);
    this.book(token, bizTag, -count);
  }

  private book(token: LiveToken, bizTag: string, count: number): void {
    const permit = token.permitFor(bizTag);
    if (permit.dailyQuota === null) return;
    permit.usedCount += count;
    permit.untoldCount += count;
  }

  private assertMay(token: LiveToken, verb: TakingVerb, bizTag: string, count: number): void {
    const { verbs, dailyQuota, usedCount } = token.permitFor(bizTag);
    if (!verbs.has(verb)) {
      const detail = `the token "${token.record.name}" has no scope for "${verb}" on ${bizTag}: ask whoever made it for one that does`;
      throw new RequestFault('FORBIDDEN', detail);
    }
    if (dailyQuota === null || usedCount + count <= dailyQuota) return;
    const left = Math.max(0, dailyQuota - usedCount);
    throw rateLimited(
      `the token "${token.record.name}" may take ${dailyQuota} numbers of ${bizTag} a day, and has ${left} left until midnight UTC`,
      DAY_MS - (Date.now() % DAY_MS),
    );
  }

  private fill(token: LiveToken, count: number): void {
    const { bucket, record } = token;
    if (bucket === undefined) return;
    if (count > bucket.burst) {
      throw fieldFault(
        'count',
        `must be at most ${bucket.burst} for the token "${record.name}", which may take no more at once`,
      );
    }
    const waitMs = bucket.take(count, performance.now());
    if (waitMs === 0) return;
    throw rateLimited(
      `the token "${record.name}" may take ${record.ratePerSecond} numbers a second: ${count} can be had in ${Math.ceil(waitMs)} ms`,
      waitMs,
    );
  }
}
