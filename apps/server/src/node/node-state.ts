/**
 * Where this node stands in its life, and whether its database answers: the one place the probes, the heartbeat and the console
 * ask.
 *
 * Phases: `starting` -> `started` -> `draining`; `starting` -> `draining`. Never back.
 */
import { Injectable } from '@nestjs/common';

export type Phase = 'starting' | 'started' | 'draining';

@Injectable()
export class NodeState {
  private phaseNow: Phase = 'starting';
  private detailNow = 'the server is starting';
  private databaseFault: string | undefined;

  get phase(): Phase {
    return this.phaseNow;
  }

  /** What is being done or waited for, for people. */
  get detail(): string {
    return this.detailNow;
  }

  /** Why the database is held to be away, or undefined while it answers. */
  get databaseProblem(): string | undefined {
    return this.databaseFault;
  }

  waitingFor(detail: string): void {
    if (this.phaseNow === 'starting') this.detailNow = detail;
  }

  started(): void {
    if (this.phaseNow !== 'starting') return;
    this.phaseNow = 'started';
    this.detailNow = 'serving';
  }

  draining(): void {
    this.phaseNow = 'draining';
    this.detailNow = 'stopping: requests in flight are finished, new ones belong elsewhere';
  }

  /** @returns whether that is news */
  databaseAnswered(): boolean {
    const isNews = this.databaseFault !== undefined;
    this.databaseFault = undefined;
    return isNews;
  }

  /** @returns whether that is news */
  databaseFailed(why: string): boolean {
    const isNews = this.databaseFault === undefined;
    this.databaseFault = why;
    return isNews;
  }
}
