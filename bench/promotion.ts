/** The spike and the jump by themselves: `node dist/bench/promotion.js`. */
import { HOW as JUMP_HOW, jumpRows } from './jump.js';
import { report } from './report.js';
import { HOW as SPIKE_HOW, spikeRows } from './spike.js';

report('spike.md', SPIKE_HOW, await spikeRows());
report('jump.md', JUMP_HOW, await jumpRows());
