export { DatabaseClock } from './database-clock.js';
export { LatencyHistogram } from './latency-histogram.js';
export { TelemetryModule } from './telemetry.module.js';
export { TrafficFilter } from './traffic.filter.js';
export { TrafficService } from './traffic.service.js';
export {
  type Answered,
  type AnsweredMinute,
  MINUTE_MS,
  minuteOf,
  sumOf,
  Tally,
  TrafficMeter,
  trafficFigure,
} from './traffic-meter.js';
