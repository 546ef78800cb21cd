/** A metadata value by its GGUF type. */
export type GgufValue =
  | { readonly uint32: number }
  | { readonly uint16: number }
  | { readonly uint64: bigint }
  | { readonly float32: number }
  | { readonly bool: boolean }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly floats: readonly number[] }
  | { readonly raw: readonly Uint8Array[] };

export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly offset: number;
}

export interface GgufParts {
  readonly magic?: string;
  readonly version?: number;
  readonly metadata?: Readonly<Record<string, GgufValue>>;
  readonly tensors?: readonly GgufTensor[];
  /** Counts written instead of the true ones. */
  readonly tensorCount?: bigint;
  readonly metadataCount?: bigint;
  /** Bytes of the data section. */
  readonly dataBytes?: number;
}

export function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function uint64(value: bigint | number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

export function string(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function float32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function valueBytes(value: GgufValue): readonly Uint8Array[] {
  if ('uint32' in value) return [uint32(4), uint32(value.uint32)];
  if ('uint16' in value) return [uint32(2), uint32(value.uint16).subarray(0, 2)];
  if ('uint64' in value) return [uint32(10), uint64(value.uint64)];
  if ('float32' in value) return [uint32(6), float32(value.float32)];
  if ('bool' in value) return [uint32(7), new Uint8Array([value.bool ? 1 : 0])];
  if ('string' in value) return [uint32(8), string(value.string)];
  if ('strings' in value) return [uint32(9), uint32(8), uint64(value.strings.length), ...value.strings.map(string)];
  if ('floats' in value) return [uint32(9), uint32(6), uint64(value.floats.length), ...value.floats.map(float32)];
  return value.raw;
}

/** Writes a GGUF file by hand: header, metadata, tensor table, padding to 32, and a data section of zeros. */
export function ggufBytes(parts: GgufParts): Uint8Array {
  const metadata = Object.entries(parts.metadata ?? {});
  const tensors = parts.tensors ?? [];
  const header = Buffer.concat([
    Buffer.from(parts.magic ?? 'GGUF', 'latin1'),
    uint32(parts.version ?? 3),
    uint64(parts.tensorCount ?? tensors.length),
    uint64(parts.metadataCount ?? metadata.length),
    ...metadata.flatMap(([key, value]) => [string(key), ...valueBytes(value)]),
    ...tensors.flatMap(({ name, shape, type, offset }) => [
      string(name),
      uint32(shape.length),
      ...shape.map(uint64),
      uint32(type),
      uint64(offset),
    ]),
  ]);
  const padding = (32 - (header.length % 32)) % 32;
  return Buffer.concat([header, Buffer.alloc(padding + (parts.dataBytes ?? 0))]);
}

/** A small but complete model: 8 x 32 weights in Q8_0 (272 bytes) and 4 in F32 (16 bytes). */
export const smallModel: GgufParts = {
  metadata: {
    'general.architecture': { string: 'llama' },
    'general.name': { string: 'Tiny Größe' },
    'general.license': { string: 'apache-2.0' },
    'general.file_type': { uint32: 7 },
    'llama.context_length': { uint32: 2048 },
    'llama.block_count': { uint32: 2 },
    'llama.embedding_length': { uint32: 64 },
    'llama.attention.head_count': { uint32: 4 },
    'llama.attention.head_count_kv': { uint64: 2n },
    'llama.rope.freq_base': { float32: 10000 },
    'tokenizer.ggml.add_bos_token': { bool: true },
    'tokenizer.ggml.tokens': { strings: ['<s>', 'a', 'b', 'ä'] },
    'tokenizer.ggml.scores': { floats: [0, 1, 2, 3] },
    'tokenizer.chat_template': { string: `{{ ${'x'.repeat(3000)} }}` },
  },
  tensors: [
    { name: 'blk.0.weight', shape: [32, 8], type: 8, offset: 0 },
    { name: 'blk.0.bias', shape: [4], type: 0, offset: 288 },
  ],
  dataBytes: 304,
};
