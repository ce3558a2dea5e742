/** The cost of the console by itself: `node dist/bench/console.js`. */
import { consoleRows, HOW } from './console-cost.js';
import { report } from './report.js';

report('console.md', HOW, await consoleRows());
