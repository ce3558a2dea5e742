/**
 * What a run came to: how often each thing happened, and a digest of everything in its order, which differs as soon as two runs
 * differ anywhere.
 */
export interface SimulationReport {
  readonly steps: number;
  /** Numbers given out by nodes, leases to SDKs included. */
  readonly numbersFromNodes: bigint;
  readonly numbersFromSdks: bigint;
  /** `<kind> <name>` -> how often; of `gap`, how many numbers. */
  readonly counts: Readonly<Record<string, number>>;
  readonly digest: string;
}

const SECTIONS = [
  ['step', 'steps, by what was done'],
  ['given', 'answers, by kind'],
  ['refused', 'refusals, by code'],
  ['fault', 'faults of the store, by kind'],
  ['event', 'events of the buffers'],
  ['gap', 'numbers lost in gaps, by reason'],
] as const;

export class SimulationLog {
  private readonly counts = new Map<string, number>();
  /** FNV-1a over all notes, in two halves of 32 bits with different starts. */
  private high = 0x811c9dc5;
  private low = 0x01000193;

  note(name: string, detail = '', by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
    const text = `${name} ${detail} ${by};`;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      this.high = Math.imul(this.high ^ code, 0x01000193);
      this.low = Math.imul(this.low ^ code, 0x01000193);
    }
  }

  get digest(): string {
    return [this.high, this.low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  countsWith(more: Iterable<readonly [string, number]>): Record<string, number> {
    const sorted = [...this.counts, ...more].filter(([name]) => name !== 'ranges').sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted);
  }
}

/** The report as a table: of one seed, the same to the byte. */
export function reportText(report: SimulationReport): string {
  const lines: string[] = [];
  for (const [kind, title] of SECTIONS) {
    const rows = Object.entries(report.counts).filter(([name]) => name.startsWith(`${kind} `));
    lines.push(title);
    for (const [name, count] of rows) lines.push(line(`  ${name.slice(kind.length + 1)}`, count));
  }
  lines.push(line('numbers from nodes, with leases', report.numbersFromNodes));
  lines.push(line('numbers from SDKs', report.numbersFromSdks));
  lines.push(line('steps', report.steps), line('digest', report.digest));
  return `${lines.join('\n')}\n`;
}

function line(name: string, value: number | bigint | string): string {
  return `${name.padEnd(34)}${String(value).padStart(18)}`;
}
