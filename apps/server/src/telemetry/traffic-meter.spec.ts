import { describe, expect, it } from 'vitest';
import { type AnsweredMinute, MINUTE_MS, sumOf, TrafficMeter, trafficFigure } from './traffic-meter.js';

const MINUTE_BEGIN = MINUTE_MS * 29_000_000;

/** A meter, and a clock that ticks every second of a time. */
function running() {
  const meter = new TrafficMeter();
  const ended: AnsweredMinute[] = [];
  let nowMs = MINUTE_BEGIN;
  meter.tick(nowMs);
  const pass = (seconds: number, each: () => void = () => undefined) => {
    for (let second = 0; second < seconds; second++) {
      each();
      nowMs += 1_000;
      const minute = meter.tick(nowMs);
      if (minute !== undefined) ended.push(minute);
    }
  };
  const figure = () => trafficFigure(meter.lastMinute(), meter.lastMinuteMs());
  const jump = (ms: number) => {
    nowMs += ms;
  };
  return { meter, ended, pass, figure, jump };
}

describe('the traffic meter', () => {
  it('knows the rates of a young node at once, and those of the last minute later', () => {
    const { meter, pass, figure } = running();
    const answer = () => meter.answered(10, 1);
    pass(5, answer);
    expect(figure()).toMatchObject({ numbersPerSecond: 10, requestsPerSecond: 1, errorShare: 0 });
    pass(600, answer);
    expect(figure().numbersPerSecond).toBeCloseTo(10, 0);
    pass(61);
    expect(figure()).toEqual({ numbersPerSecond: 0, requestsPerSecond: 0, errorShare: 0, p99Ms: null });
  });

  it('hands on every minute whole, and nothing of it twice', () => {
    const { meter, pass, ended } = running();
    pass(150, () => {
      meter.answered(3, 0.2);
      meter.failed(true, 2_000);
    });
    expect(ended.map(({ minuteMs }) => minuteMs)).toEqual([MINUTE_BEGIN, MINUTE_BEGIN + MINUTE_MS]);
    const sum = sumOf([...ended, meter.runningMinute()]);
    expect(sum).toMatchObject({ numbers: 450, requests: 300, errors: 150 });
    expect(sum.latency.total).toBe(300);
  });

  it('counts as errors only what is no fault of the caller', () => {
    const { meter, pass, figure } = running();
    meter.failed(false, 1);
    meter.failed(true, 1);
    meter.answered(1, 1);
    meter.answered(1, 1);
    pass(1);
    expect(figure().errorShare).toBe(0.25);
  });

  it('loses nothing of a minute to a clock that was set back, or ahead', () => {
    const { meter, pass, ended, jump, figure } = running();
    pass(30, () => meter.answered(1, 1));
    jump(-10 * MINUTE_MS);
    pass(30, () => meter.answered(1, 1));
    jump(20 * MINUTE_MS);
    pass(30, () => meter.answered(1, 1));
    expect(sumOf([...ended, meter.runningMinute()]).numbers).toBe(90);
    expect(figure().numbersPerSecond).toBeLessThan(1.2);
  });
});
