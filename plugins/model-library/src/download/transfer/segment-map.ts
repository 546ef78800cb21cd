const MIB = 1024 * 1024;
const SMALLEST_SEGMENT = 4 * MIB;
/** So large that a request costs nothing beside it, however far away the server is. */
const LARGE_SEGMENT = 16 * MIB;
/** Connections end with so many segments that those which the checksum has not reached by then are a small part of the file. */
const ENOUGH_SEGMENTS = 64;
const MOST_SEGMENTS = 1024;

/** A stretch of the file: where it begins, how long it is (null: until the server ends), how much of it is on disk. */
export interface Segment {
  readonly index: number;
  readonly start: number;
  readonly length: number | null;
  done: number;
  taken: boolean;
}

/**
 * Segments are given out from the front, so that what is on disk is nearly always one stretch from the start, which a
 * checksum can follow while the rest arrives.
 */
export class SegmentMap {
  readonly segment_bytes: number;
  readonly segments: readonly Segment[];
  #total: number | null;
  #received: number;

  /**
   * @param segment_bytes zero: one segment, because the server gives no ranges.
   * @param done bytes of each segment that are on disk already
   */
  constructor(total: number | null, segment_bytes: number, done: readonly number[] = []) {
    this.#total = total;
    this.segment_bytes = total === null ? 0 : segment_bytes;
    const size = this.segment_bytes === 0 ? total : this.segment_bytes;
    const count = total === null || size === null || size === 0 ? 1 : Math.ceil(total / size);
    this.segments = Array.from({ length: count }, (_, index) => {
      const start = index * (size ?? 0);
      const length = total === null || size === null ? null : Math.min(size, total - start);
      const known = Math.min(done[index] ?? 0, length ?? 0);
      return { index, start, length, done: known, taken: false };
    });
    this.#received = this.segments.reduce((sum, segment) => sum + segment.done, 0);
  }

  get total(): number | null {
    return this.#total;
  }

  get received(): number {
    return this.#received;
  }

  get complete(): boolean {
    return this.#received === this.#total;
  }

  get resumable(): boolean {
    return this.segment_bytes > 0;
  }

  /** The first segment that is incomplete and that nobody is fetching, now taken. */
  take(): Segment | null {
    if (this.complete) return null;
    const next = this.segments.find((segment) => !segment.taken && segment.done !== segment.length);
    if (next === undefined) return null;
    next.taken = true;
    return next;
  }

  giveBack(segment: Segment): void {
    segment.taken = false;
  }

  add(segment: Segment, bytes: number): void {
    segment.done += bytes;
    this.#received += bytes;
  }

  /** Forgets what a segment has: without ranges it must begin again. */
  restart(segment: Segment): void {
    this.#received -= segment.done;
    segment.done = 0;
  }

  /** The server ended a file whose length it had not told. */
  end(): void {
    this.#total ??= this.#received;
  }

  /** Bytes from the start without a gap. */
  contiguous(): number {
    let end = 0;
    for (const { length, done } of this.segments) {
      end += done;
      if (done !== length) break;
    }
    return end;
  }

  done(): readonly number[] {
    return this.segments.map((segment) => segment.done);
  }
}

/** Large enough that a request costs little beside it, few enough that a journal stays small. */
export function segmentBytesFor(total: number): number {
  const each = (segments: number) => Math.ceil(total / segments / MIB) * MIB;
  return Math.max(SMALLEST_SEGMENT, Math.min(LARGE_SEGMENT, each(ENOUGH_SEGMENTS)), each(MOST_SEGMENTS));
}
