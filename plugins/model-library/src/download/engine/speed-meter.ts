const WINDOW_MS = 8_000;
const STEP_MS = 250;

/** Bytes per second over the last seconds. */
export class SpeedMeter {
  readonly #now: () => number;
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  /** @param now monotonic clock in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes how many bytes there are in all. Fewer than before begins a new measurement. */
  record(bytes: number): void {
    const at = this.#now();
    const last = this.#samples.at(-1);
    if (last !== undefined && bytes < last.bytes) this.#samples = [];
    else if (last !== undefined && at - last.at < STEP_MS) return;
    this.#samples.push({ at, bytes });
    while (at - (this.#samples[0]?.at ?? at) > WINDOW_MS) this.#samples.shift();
  }

  forget(): void {
    this.#samples = [];
  }

  /** Null until there is something to measure. `bytes` is the count of this moment. */
  bytesPerSecond(bytes: number): number | null {
    const first = this.#samples[0];
    const elapsed = first === undefined ? 0 : this.#now() - first.at;
    return first === undefined || elapsed < STEP_MS ? null : Math.max(0, ((bytes - first.bytes) * 1000) / elapsed);
  }
}
