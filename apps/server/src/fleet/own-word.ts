/** What this node says of its own traffic, to the fleet and to its own console. */
import { Inject, Injectable } from '@nestjs/common';
import type { NodeBufferRecord } from '#storage';
import { TrafficService } from '../telemetry/index.js';
import type { NodeWord } from './node-word.js';

@Injectable()
export class OwnWord {
  constructor(@Inject(TrafficService) private readonly traffic: TrafficService) {}

  /** @param records what its buffers hold */
  now(records: ReadonlyMap<string, NodeBufferRecord>): NodeWord {
    const { meter } = this.traffic;
    let tagCount = 0;
    for (const { current } of records.values()) if (current !== null) tagCount++;
    return {
      tagCount,
      last: { ...meter.lastMinute(), overMs: meter.lastMinuteMs() },
      running: meter.runningMinute(),
    };
  }
}
