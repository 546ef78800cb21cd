import { jsonLength } from '../../data/json-length.ts';

/** Characters of JSON, roughly, that are printed at once. */
export const PIECE_LENGTH = 65_536;

/** Objects of a backend or plugin may refer to themselves; below this depth the engine's printer says so. */
const MOST_DEPTH = 200;

/** True for a value whose JSON is too long to be printed at once. */
export const isLong = (value: unknown, most = PIECE_LENGTH): boolean => jsonLength(value, most) > most;

/** Members whose JSON is short, printed together: one call of the engine's printer for each would take several times as long. */
class Batch {
  readonly #open: '[' | '{';
  readonly #most: number;
  #items: unknown[] = [];
  #members: Record<string, unknown> = {};
  #length = 0;
  #first = true;

  constructor(open: '[' | '{', most: number) {
    this.#open = open;
    this.#most = most;
  }

  hasRoom(length: number): boolean {
    return this.#length + length <= this.#most;
  }

  add(key: string, value: unknown, length: number): void {
    if (this.#open === '[') this.#items.push(value);
    // Not assigned, because a key may be "__proto__".
    else Object.defineProperty(this.#members, key, { value, enumerable: true, configurable: true });
    this.#length += length;
  }

  /** What has been added, without the brackets, and with a comma before it if anything was there already. */
  flush(): string {
    const text = JSON.stringify(this.#open === '[' ? this.#items : this.#members).slice(1, -1);
    this.#items = [];
    this.#members = {};
    this.#length = 0;
    return text === '' ? '' : this.comma() + text;
  }

  comma(): string {
    const comma = this.#first ? '' : ',';
    this.#first = false;
    return comma;
  }
}

const hasParts = (value: unknown) => typeof value === 'string' || (typeof value === 'object' && value !== null);
const isHighHalf = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

function* stringPieces(text: string, most: number): Generator<string, void, void> {
  yield '"';
  for (let at = 0; at < text.length; ) {
    // A character of two units is never cut: its halves would be printed as escapes.
    const end = isHighHalf(text.charCodeAt(at + most - 1)) ? at + most + 1 : at + most;
    yield JSON.stringify(text.slice(at, end)).slice(1, -1);
    at = end;
  }
  yield '"';
}

function* memberPieces(value: object, most: number, depth: number): Generator<string, void, void> {
  const isList = Array.isArray(value);
  const batch = new Batch(isList ? '[' : '{', most);
  yield isList ? '[' : '{';
  for (const key of isList ? value.keys() : Object.keys(value)) {
    const member = (value as Record<string | number, unknown>)[key];
    const length = jsonLength(member, most) + String(key).length + 4;
    if (!batch.hasRoom(length)) yield batch.flush();
    if (length <= most || !hasParts(member)) batch.add(String(key), member, length);
    else {
      yield batch.comma() + (isList ? '' : `${JSON.stringify(key)}:`);
      yield* jsonPieces(member, most, depth + 1);
    }
  }
  yield batch.flush() + (isList ? ']' : '}');
}

/**
 * `JSON.stringify(value)` in pieces of about `most` characters, so that whoever sends a value of many
 * megabytes can let others have their turn in between. Values that JSON does not have are left out as `JSON.stringify` does.
 */
export function* jsonPieces(value: unknown, most = PIECE_LENGTH, depth = 0): Generator<string, void, void> {
  const isPrinted = typeof value === 'object' && value !== null && 'toJSON' in value;
  if (isPrinted || depth > MOST_DEPTH || !isLong(value, most)) yield JSON.stringify(value) ?? 'null';
  else if (typeof value === 'string') yield* stringPieces(value, most);
  else yield* memberPieces(value as object, most, depth);
}
