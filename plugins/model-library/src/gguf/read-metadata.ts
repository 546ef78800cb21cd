import type { GgufCursor } from './gguf-cursor.ts';
import { GGUF_LIMITS } from './limits.ts';

type Scalar = number | string;

/** Value types of the GGUF specification, by their number on disk: bytes taken, and how one is read. */
const NUMBERS: ReadonlyMap<number, { readonly bytes: number; readonly get: (view: DataView, at: number) => number }> =
  new Map([
    [0, { bytes: 1, get: (view, at) => view.getUint8(at) }],
    [1, { bytes: 1, get: (view, at) => view.getInt8(at) }],
    [2, { bytes: 2, get: (view, at) => view.getUint16(at, true) }],
    [3, { bytes: 2, get: (view, at) => view.getInt16(at, true) }],
    [4, { bytes: 4, get: (view, at) => view.getUint32(at, true) }],
    [5, { bytes: 4, get: (view, at) => view.getInt32(at, true) }],
    [6, { bytes: 4, get: (view, at) => view.getFloat32(at, true) }],
    [7, { bytes: 1, get: (view, at) => view.getUint8(at) }],
    [10, { bytes: 8, get: (view, at) => Number(view.getBigUint64(at, true)) }],
    [11, { bytes: 8, get: (view, at) => Number(view.getBigInt64(at, true)) }],
    [12, { bytes: 8, get: (view, at) => view.getFloat64(at, true) }],
  ]);
const STRING = 8;
const ARRAY = 9;

async function skipArray(cursor: GgufCursor, key: string): Promise<void> {
  const what = `array ${key}`;
  const type = await cursor.uint32(what);
  const count = await cursor.uint64(what);
  const item = NUMBERS.get(type);
  // The smallest string takes its 8 length bytes, so the file itself bounds the count before the walk begins.
  cursor.require(count * (item?.bytes ?? 8), what);
  if (count > GGUF_LIMITS.array_items) throw cursor.malformed(`${what} has ${count} items`);
  if (item !== undefined) return cursor.skip(count * item.bytes, what);
  if (type !== STRING) throw cursor.malformed(`${what} has items of unknown type ${type}`);
  await cursor.skipStrings(count, what);
}

async function readString(cursor: GgufCursor, key: string): Promise<string | undefined> {
  const what = `text ${key}`;
  const length = await cursor.uint64(what);
  if (length <= GGUF_LIMITS.kept_string_bytes) return cursor.text(length, what);
  cursor.skip(length, what);
  return undefined;
}

async function readKey(cursor: GgufCursor): Promise<string> {
  const length = await cursor.uint64('metadata key');
  cursor.require(length, 'metadata key');
  if (length === 0 || length > GGUF_LIMITS.key_bytes) throw cursor.malformed(`a metadata key has ${length} bytes`);
  return cursor.text(length, 'metadata key');
}

/**
 * Reads `count` metadata pairs and keeps numbers (a boolean is 0 or 1) and short strings; arrays and long strings are stepped over.
 * @throws KORA_GGUF_TRUNCATED, KORA_GGUF_MALFORMED
 */
export async function readMetadata(cursor: GgufCursor, count: number): Promise<ReadonlyMap<string, Scalar>> {
  const kept = new Map<string, Scalar>();
  for (let i = 0; i < count; i++) {
    const key = await readKey(cursor);
    if (kept.has(key)) throw cursor.malformed(`the metadata key ${JSON.stringify(key)} appears twice`);
    const type = await cursor.uint32(`type of ${key}`);
    const number = NUMBERS.get(type);
    if (number !== undefined) kept.set(key, await cursor.number(number.bytes, key, number.get));
    else if (type === STRING) {
      const value = await readString(cursor, key);
      if (value !== undefined) kept.set(key, value);
    } else if (type === ARRAY) await skipArray(cursor, key);
    else throw cursor.malformed(`the value of ${JSON.stringify(key)} has unknown type ${type}`);
  }
  return kept;
}
