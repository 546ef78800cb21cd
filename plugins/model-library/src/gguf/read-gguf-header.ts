import { modelLibraryErrors } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { GgufCursor } from './gguf-cursor.ts';
import { GGUF_LIMITS } from './limits.ts';
import { quantizationName } from './quantization-names.ts';
import { readMetadata } from './read-metadata.ts';
import { readTensors } from './read-tensors.ts';

/** What Studio wants to know about a model file. Nulls are things that the file does not say. */
export interface GgufHeader {
  readonly version: number;
  readonly architecture: string | null;
  readonly name: string | null;
  readonly license: string | null;
  readonly quantization: string | null;
  readonly context_tokens: number | null;
  /** Number of weights, from the tensor table. */
  readonly parameters: number;
  /** Bytes of key-value cache per token of context at 16 bits, from the attention shape. */
  readonly cache_bytes_per_token: number | null;
  /** Of a split model: how many files it has, and which one this is, from 0. */
  readonly split: { readonly count: number; readonly index: number } | null;
}

type Metadata = ReadonlyMap<string, number | string>;

function text(metadata: Metadata, key: string, maxLength: number): string | null {
  const value = metadata.get(key);
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength ? value : null;
}

function count(metadata: Metadata, key: string): number | null {
  const value = metadata.get(key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function cacheBytesPerToken(metadata: Metadata, architecture: string): number | null {
  const of = (key: string) => count(metadata, `${architecture}.${key}`);
  const layers = of('block_count');
  const heads = of('attention.head_count');
  const width = of('embedding_length');
  if (layers === null || heads === null || width === null) return null;
  const keyLength = of('attention.key_length') ?? width / heads;
  const valueLength = of('attention.value_length') ?? width / heads;
  const bytes = layers * (of('attention.head_count_kv') ?? heads) * (keyLength + valueLength) * 2;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

function alignmentOf(cursor: GgufCursor, metadata: Metadata): number {
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || !(alignment >= 1 && alignment <= 65_536) || alignment % 1 !== 0)
    throw cursor.malformed('its alignment is not a number from 1 to 65536');
  return alignment;
}

/**
 * Reads the header of a GGUF file (versions 2 and 3, little-endian; specification: docs/gguf.md of ggml). Work and memory
 * are bounded by {@link GGUF_LIMITS} whatever the bytes say.
 * @throws KORA_GGUF_NOT_GGUF, KORA_GGUF_UNSUPPORTED_VERSION, KORA_GGUF_TRUNCATED, KORA_GGUF_MALFORMED
 */
export async function readGgufHeader(source: ByteSource, file_path: string): Promise<GgufHeader> {
  const cursor = new GgufCursor(source, file_path);
  const magic = source.size < 8 ? '' : await cursor.text(4, 'magic');
  if (magic !== 'GGUF') throw modelLibraryErrors.KORA_GGUF_NOT_GGUF({ file_path });
  const version = await cursor.uint32('version');
  if (version !== 2 && version !== 3) throw modelLibraryErrors.KORA_GGUF_UNSUPPORTED_VERSION({ file_path, version });
  const tensors = await cursor.uint64('tensor count');
  const keys = await cursor.uint64('metadata count');
  if (keys > GGUF_LIMITS.metadata_keys) throw cursor.malformed(`it declares ${keys} metadata keys`);
  const metadata = await readMetadata(cursor, keys);
  const parameters = await readTensors(cursor, tensors, alignmentOf(cursor, metadata));

  const architecture = text(metadata, 'general.architecture', 64);
  const splitCount = count(metadata, 'split.count');
  const splitIndex = metadata.get('split.no');
  return {
    version,
    architecture,
    name: text(metadata, 'general.name', 256),
    license: text(metadata, 'general.license', 256),
    quantization: quantizationName(metadata.get('general.file_type')),
    context_tokens: architecture === null ? null : count(metadata, `${architecture}.context_length`),
    parameters,
    cache_bytes_per_token: architecture === null ? null : cacheBytesPerToken(metadata, architecture),
    split:
      splitCount === null || splitCount === 1
        ? null
        : { count: splitCount, index: typeof splitIndex === 'number' ? splitIndex : 0 },
  };
}
