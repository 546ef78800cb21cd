const BYTES = 64;
const INDEX = 0;
const STOP = 1;
const HASHED = 2;
const PREPARING = 3;
const START = 16;
const HASH = 32;

/** What a control block says of the task that its worker is at. */
export interface ControlReading {
  /** Index of the task in the segment; -1 before the first. */
  readonly index: number;
  /** When it began, on the clock of {@link processTimeMs}. */
  readonly start_ms: number;
  /** True while its library loads or its schema compiles, which is not the task's own time. */
  readonly preparing: boolean;
  /** SHA-256 of its input once that is known. */
  readonly input_hash: string | null;
}

/** From the clock of this thread, which is several times as quick to read, to the one that all threads of a process share. */
const OFFSET_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds on a clock that all threads of a process share, which `performance.now()` is not. */
export function processTimeMs(): number {
  return performance.now() + OFFSET_MS;
}

/**
 * Memory that a worker and the thread that watches it share: where the worker is, since when, and whether it should stop
 * after the task at hand. It lets a busy worker be watched without a message.
 */
export class ControlBlock {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #start: Float64Array;
  readonly #hash: Uint8Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(BYTES)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, 4);
    this.#start = new Float64Array(buffer, START, 1);
    this.#hash = new Uint8Array(buffer, HASH, 32);
  }

  /** Worker: begins a task. */
  enter(index: number, startMs: number): void {
    this.#start[0] = startMs;
    Atomics.store(this.#words, HASHED, 0);
    Atomics.store(this.#words, PREPARING, 1);
    // Stored last and one higher, so that zeroed memory reads as "not begun".
    Atomics.store(this.#words, INDEX, index + 1);
  }

  /** Worker: everything is prepared, the task's own time begins. */
  begin(startMs: number): void {
    this.#start[0] = startMs;
    Atomics.store(this.#words, PREPARING, 0);
  }

  /** Worker: the input of the task at hand is known. */
  identify(inputHash: string): void {
    this.#hash.setFromHex(inputHash);
    Atomics.store(this.#words, HASHED, 1);
  }

  get stopRequested(): boolean {
    return Atomics.load(this.#words, STOP) === 1;
  }

  /** Watcher: asks the worker to stop after the task at hand. */
  requestStop(): void {
    Atomics.store(this.#words, STOP, 1);
  }

  /** Watcher: where the worker is. */
  read(): ControlReading {
    const index = Atomics.load(this.#words, INDEX) - 1;
    const hashed = Atomics.load(this.#words, HASHED) === 1;
    const preparing = Atomics.load(this.#words, PREPARING) === 1;
    return { index, start_ms: this.#start[0] ?? 0, preparing, input_hash: hashed ? this.#hash.toHex() : null };
  }
}
