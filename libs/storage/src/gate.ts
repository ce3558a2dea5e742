/** Lets so many through at a time, in order of arrival. */
export class Gate {
  private inside = 0;
  private readonly queue: (() => void)[] = [];
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.width) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.inside++;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.inside--;
      else next();
    }
  }
}
