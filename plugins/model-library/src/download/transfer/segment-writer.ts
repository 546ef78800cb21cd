import type { PartialFile } from './partial-file.ts';
import type { Segment, SegmentMap } from './segment-map.ts';

/** Bytes gathered before one write: a write for every chunk of a socket costs a quarter of the throughput. */
const WRITE_BYTES = 1024 * 1024;

/** On a slow line bytes wait no longer than this, so that progress is seen and a crash costs little. */
const WAIT_MS = 250;

/** Where the bytes of a segment go. */
export interface WritePlace {
  readonly file: PartialFile;
  readonly map: SegmentMap;
  readonly onProgress: () => void;
}

/** Puts the bytes of one answer into the file in large pieces, one of them while the next one arrives. */
export class SegmentWriter {
  readonly #segment: Segment;
  readonly #place: WritePlace;
  #chunks: Buffer[] = [];
  #gathered = 0;
  /** When the oldest of the gathered bytes came. */
  #since = 0;
  #taken: number;
  #writing: Promise<void> = Promise.resolve();

  /** Goes on where the segment is. */
  constructor(segment: Segment, place: WritePlace) {
    this.#segment = segment;
    this.#place = place;
    this.#taken = segment.done;
  }

  /** Bytes of the segment that are in the file or on their way. */
  get taken(): number {
    return this.#taken;
  }

  /** @throws the fault of an earlier write: KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_DISK */
  async take(chunk: Buffer): Promise<void> {
    const now = performance.now();
    if (this.#gathered === 0) this.#since = now;
    this.#chunks.push(chunk);
    this.#gathered += chunk.length;
    this.#taken += chunk.length;
    if (this.#gathered < WRITE_BYTES && now - this.#since < WAIT_MS) return;
    await this.#writing;
    this.#write();
  }

  /** Writes the rest, and resolves when everything is in the file. */
  async end(): Promise<void> {
    await this.#writing;
    if (this.#gathered > 0) this.#write();
    await this.#writing;
  }

  /** Resolves when nothing is being written any more; what waits is thrown away. */
  async settled(): Promise<void> {
    this.#chunks = [];
    this.#gathered = 0;
    await this.#writing;
  }

  #write(): void {
    const [chunks, bytes] = [this.#chunks, this.#gathered];
    this.#chunks = [];
    this.#gathered = 0;
    const { file, map, onProgress } = this.#place;
    this.#writing = file.write(chunks, this.#segment.start + this.#taken - bytes).then(() => {
      map.add(this.#segment, bytes);
      onProgress();
    });
    // Whoever comes next waits for it and gets its fault.
    this.#writing.catch(() => undefined);
  }
}
