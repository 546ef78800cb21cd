import { modelLibraryErrors } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { GGUF_LIMITS } from './limits.ts';

/**
 * Walks a GGUF file forwards through one fixed window. Every length is held against the bytes that the file really has
 * before anything is read, skipped or allocated, so a hostile length costs nothing.
 * @throws KORA_GGUF_TRUNCATED when a value reaches beyond the file, KORA_GGUF_MALFORMED beyond {@link GGUF_LIMITS}.
 */
export class GgufCursor {
  readonly file_path: string;
  readonly #source: ByteSource;
  #window: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #windowStart = 0;
  #position = 0;

  constructor(source: ByteSource, file_path: string) {
    this.#source = source;
    this.file_path = file_path;
  }

  get position(): number {
    return this.#position;
  }

  get size(): number {
    return this.#source.size;
  }

  /** Refuses `length` more bytes of `what` when the file or the limit does not allow them. */
  require(length: number, what: string): void {
    const end = this.#position + length;
    if (end > this.size) throw this.truncated(what, end);
    if (end > GGUF_LIMITS.header_bytes) throw this.malformed('it is larger than any known header');
  }

  truncated(what: string, declared_bytes: number): Error {
    const declared = Number.isSafeInteger(declared_bytes) ? declared_bytes : null;
    const { file_path, size } = this;
    return modelLibraryErrors.KORA_GGUF_TRUNCATED({ file_path, what, declared_bytes: declared, file_bytes: size });
  }

  malformed(what: string): Error {
    return modelLibraryErrors.KORA_GGUF_MALFORMED({ file_path: this.file_path, what });
  }

  skip(length: number, what: string): void {
    this.require(length, what);
    this.#position += length;
  }

  /** True when the next `length` bytes lie in the window, so that they can be taken without waiting. */
  #holds(length: number): boolean {
    return this.#position >= this.#windowStart && this.#position + length <= this.#windowStart + this.#window.length;
  }

  async #fill(length: number, what: string): Promise<void> {
    this.require(length, what);
    this.#windowStart = this.#position;
    this.#window = await this.#source.read(this.#position, Math.max(length, GGUF_LIMITS.window_bytes));
    this.#view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.byteLength);
    if (this.#window.length < length) throw this.truncated(what, this.#position + length);
  }

  /** Takes `length` bytes (at most the window) through `get`, which sees the window and an offset in it. */
  async #take<T>(length: number, what: string, get: (view: DataView, offset: number) => T): Promise<T> {
    if (!this.#holds(length)) await this.#fill(length, what);
    const value = get(this.#view, this.#position - this.#windowStart);
    this.#position += length;
    return value;
  }

  number(length: number, what: string, get: (view: DataView, offset: number) => number): Promise<number> {
    return this.#take(length, what, get);
  }

  uint32(what: string): Promise<number> {
    return this.#take(4, what, (view, offset) => view.getUint32(offset, true));
  }

  /** A 64-bit count or length. Beyond 2^53 it is refused: no file is that large. */
  async uint64(what: string): Promise<number> {
    const value = await this.#take(8, what, (view, offset) => view.getBigUint64(offset, true));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.truncated(what, Number(value));
    return Number(value);
  }

  /** Text of `length` bytes (at most the window); invalid UTF-8 becomes U+FFFD. */
  text(length: number, what: string): Promise<string> {
    return this.#take(length, what, (view, offset) =>
      new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + offset, length)),
    );
  }

  /**
   * Skips `count` strings without keeping any. Only window refills are awaited: a vocabulary has hundreds of thousands.
   */
  async skipStrings(count: number, what: string): Promise<void> {
    for (let i = 0; i < count; i++) {
      if (!this.#holds(8)) await this.#fill(8, what);
      const length = this.#view.getBigUint64(this.#position - this.#windowStart, true);
      this.#position += 8;
      if (length > BigInt(this.size)) throw this.truncated(what, Number(length));
      this.skip(Number(length), what);
    }
  }
}
