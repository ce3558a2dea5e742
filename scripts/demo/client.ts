/**
 * One client process of the demo: an order service. Orders fall due by the curve; some are numbered one by one (two singles and a
 * batch), the rest as id-sets of up to twenty orders. A request whose server does not answer goes to the other one.
 */
import { Agent, request } from 'node:http';
import { DEMO_MS, MIDNIGHT_MS, ordersPerSecond, SPIKE_MS } from './curve.js';
import type { ClientTask, Phase, Progress, Runs } from './messages.js';
import { ITEMS_MAX } from './tags.js';

const TICK_MS = 10;
const REPORT_MS = 200;
const ORDERS_PER_SET = 20;
/** Of a hundred calls, so many number one order by itself, in three requests. */
const SINGLE_PERCENT = 50;
const TIMEOUT_MS = 3_000;
/** Requests one client has under way: past it, orders wait, as they would in a queue. */
const IN_FLIGHT_MAX = 48;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Totals {
  orders: number;
  requests: number;
  retried: number;
  failed: number;
  backwards: number;
}

class OrderService {
  private readonly task: ClientTask;
  private totals: Totals = { orders: 0, requests: 0, retried: 0, failed: 0, backwards: 0 };
  private numbers: Record<string, [string, number][]> = {};
  private latencies: Record<Phase, Map<number, number>> = { ordinary: new Map(), spike: new Map() };
  private readonly highest = new Map<string, bigint>();
  private inFlight = 0;
  private due = 0;
  private turn = 0;

  constructor(task: ClientTask) {
    this.task = task;
  }

  async run(): Promise<void> {
    const reporting = setInterval(() => this.report(), REPORT_MS);
    let lastMs = Date.now();
    while (Date.now() - this.task.startsAtMs < DEMO_MS) {
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      const nowMs = Date.now();
      this.due += (ordersPerSecond(nowMs - this.task.startsAtMs) * this.task.share * (nowMs - lastMs)) / 1_000;
      lastMs = nowMs;
      this.startDue();
    }
    while (this.inFlight > 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    clearInterval(reporting);
    this.report();
  }

  private startDue(): void {
    while (this.due >= 1 && this.inFlight < IN_FLIGHT_MAX) {
      const isSingle = Math.random() * 100 < SINGLE_PERCENT;
      const orders = isSingle ? 1 : Math.min(ORDERS_PER_SET, Math.floor(this.due));
      this.due -= orders;
      this.inFlight++;
      const items = Array.from({ length: orders }, () => 1 + Math.floor(Math.random() * ITEMS_MAX)).reduce(
        (sum, count) => sum + count,
        0,
      );
      void (isSingle ? this.numberOne(items) : this.numberSet(orders, items)).finally(() => {
        this.inFlight--;
      });
    }
  }

  private async numberOne(items: number): Promise<void> {
    await this.ask('GET', '/api/v1/ids/order', undefined, ['order']);
    await this.ask('GET', '/api/v1/ids/order-snapshot', undefined, ['order-snapshot']);
    await this.ask('GET', `/api/v1/ids/order-item-snapshot/batch?count=${items}`, undefined, ['order-item-snapshot']);
    this.totals.orders++;
  }

  private async numberSet(orders: number, items: number): Promise<void> {
    const counts = { order: orders, 'order-snapshot': orders, 'order-item-snapshot': items };
    await this.ask('POST', '/api/v1/id-sets', JSON.stringify(counts), Object.keys(counts));
    this.totals.orders += orders;
  }

  /** Asks one server, and the other when the first does not answer. */
  private async ask(method: string, path: string, body: string | undefined, tags: readonly string[]): Promise<void> {
    const { servers } = this.task;
    const first = this.turn++ % servers.length;
    this.totals.requests++;
    for (let tries = 0; tries < servers.length; tries++) {
      const server = servers[(first + tries) % servers.length] ?? '';
      const above = tags.map((tag) => this.highest.get(`${server} ${tag}`) ?? -1n);
      const startedAtMs = performance.now();
      try {
        const answer = await send(server, method, path, body);
        this.clock(performance.now() - startedAtMs);
        for (const [index, tag] of tags.entries()) this.keep(server, tag, idsIn(answer, tag), above[index] ?? -1n);
        return;
      } catch {
        if (tries === 0) this.totals.retried++;
      }
    }
    this.totals.failed++;
  }

  private keep(server: string, tag: string, ids: readonly string[], above: bigint): void {
    const runs = this.numbers[tag] ?? [];
    this.numbers[tag] = runs;
    for (const id of ids) {
      const number = BigInt(id);
      if (number <= above) this.totals.backwards++;
      const last = runs.at(-1);
      if (last !== undefined && BigInt(last[0]) + BigInt(last[1]) === number) last[1]++;
      else runs.push([id, 1]);
      const key = `${server} ${tag}`;
      if (number > (this.highest.get(key) ?? -1n)) this.highest.set(key, number);
    }
  }

  private clock(ms: number): void {
    const sinceMs = Date.now() - this.task.startsAtMs - MIDNIGHT_MS;
    const phase = sinceMs >= 0 && sinceMs < SPIKE_MS ? 'spike' : 'ordinary';
    const hundredths = Math.round(ms * 100);
    this.latencies[phase].set(hundredths, (this.latencies[phase].get(hundredths) ?? 0) + 1);
  }

  private report(): void {
    const latencies = { ordinary: [...this.latencies.ordinary], spike: [...this.latencies.spike] };
    const progress: Progress = { ...this.totals, numbers: this.numbers satisfies Record<string, Runs>, latencies };
    process.send?.(progress);
    this.totals = { orders: 0, requests: 0, retried: 0, failed: 0, backwards: 0 };
    this.numbers = {};
    this.latencies = { ordinary: new Map(), spike: new Map() };
  }
}

interface Answer {
  readonly id?: string;
  readonly ids?: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

function idsIn({ id, ids }: Answer, tag: string): readonly string[] {
  if (id !== undefined) return [id];
  return isList(ids) ? ids : (ids?.[tag] ?? []);
}

function isList(ids: Answer['ids']): ids is readonly string[] {
  return Array.isArray(ids);
}

function send(server: string, method: string, path: string, body: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request(server + path, { method, agent, headers, timeout: TIMEOUT_MS }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        if (incoming.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()) as Answer);
        else reject(new Error(`status ${incoming.statusCode}`));
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

process.once('message', (task: ClientTask) => {
  void new OrderService(task).run().then(() => process.exit(0));
});
