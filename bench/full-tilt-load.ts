/**
 * Load at full tilt, a process of its own: connections that ask again as soon as they are answered. Every latency is kept, and every
 * number.
 */
import { HttpLine } from './http-line.js';
import { latenciesOf } from './latencies.js';
import type { FullTiltResult, FullTiltTask } from './load-messages.js';

/** Room for the numbers of one load: more than two cores give in a minute. */
const NUMBERS_MAX = 4_000_000;

process.once('message', ({ urls, connections, seconds }: FullTiltTask) => {
  const numbers = new Float64Array(NUMBERS_MAX);
  const latencies = new Float64Array(NUMBERS_MAX);
  let [count, failed, running] = [0, 0, 0];
  const endsAtMs = performance.now() + seconds * 1_000;

  const end = (line: HttpLine) => {
    line.close();
    running--;
    if (running > 0) return;
    const result: FullTiltResult = {
      requests: count + failed,
      failed,
      latencies: latenciesOf(latencies.subarray(0, count)),
      numbers: numbers.slice(0, count),
    };
    process.send?.(result, () => process.exit(0));
  };
  const ask = (url: string, line: HttpLine) => {
    const startedAtMs = performance.now();
    if (startedAtMs >= endsAtMs) {
      end(line);
      return;
    }
    line.ask((answer) => {
      if (answer?.status === 200) {
        latencies[count] = performance.now() - startedAtMs;
        numbers[count++] = Number(/"(\d+)"/.exec(answer.body)?.[1]);
      } else failed++;
      ask(url, line.isOpen ? line : new HttpLine(url));
    });
  };

  for (const url of urls) {
    for (let index = 0; index < connections; index++) {
      running++;
      ask(url, new HttpLine(url));
    }
  }
});
process.on('disconnect', () => process.exit(1));
