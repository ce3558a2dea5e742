/** What the client processes tell the demo. Numbers travel as `[first, count]`, first as text. */
export type Runs = readonly (readonly [first: string, count: number])[];

export interface Progress {
  readonly numbers: Readonly<Record<string, Runs>>;
  readonly orders: number;
  readonly requests: number;
  /** Requests that another server had to answer. */
  readonly retried: number;
  /** Requests nobody answered. */
  readonly failed: number;
  /** Numbers that were not above what the same server had given the same client before the request. */
  readonly backwards: number;
  /** Latencies in hundredths of a millisecond and how often each was seen, by phase. */
  readonly latencies: Readonly<Record<Phase, readonly (readonly [hundredths: number, count: number])[]>>;
}

export type Phase = 'ordinary' | 'spike';

export interface ClientTask {
  readonly servers: readonly string[];
  /** Share of all orders this client makes. */
  readonly share: number;
  readonly startsAtMs: number;
}
