import { endianness } from 'node:os';

/** A value of GGUF metadata together with its type on disk. */
export type MetadataValue =
  | { readonly u32: number }
  | { readonly f32: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly texts: readonly string[] }
  | { readonly i32s: readonly number[] };

/** A matrix or vector of 32-bit floats; `shape` has the fastest dimension first, as GGUF wants it. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const ALIGNMENT = 32;
const F32 = 0;
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, text: 8, array: 9 } as const;

function number(write: (view: DataView) => void, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  write(new DataView(buffer.buffer, buffer.byteOffset, bytes));
  return buffer;
}
const u32 = (value: number) => number((view) => view.setUint32(0, value, true), 4);
const i32 = (value: number) => number((view) => view.setInt32(0, value, true), 4);
const f32 = (value: number) => number((view) => view.setFloat32(0, value, true), 4);
const u64 = (value: number) => number((view) => view.setBigUint64(0, BigInt(value), true), 8);
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
function f32s({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32();
}
const padding = (bytes: number) => Buffer.alloc((ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT);

function metadataValue(value: MetadataValue): Buffer {
  if ('u32' in value) return Buffer.concat([u32(TYPE.u32), u32(value.u32)]);
  if ('f32' in value) return Buffer.concat([u32(TYPE.f32), f32(value.f32)]);
  if ('bool' in value) return Buffer.concat([u32(TYPE.bool), Buffer.of(value.bool ? 1 : 0)]);
  if ('text' in value) return Buffer.concat([u32(TYPE.text), text(value.text)]);
  const [type, items] = 'texts' in value ? [TYPE.text, value.texts.map(text)] : [TYPE.i32, value.i32s.map(i32)];
  return Buffer.concat([u32(TYPE.array), u32(type), u64(items.length), ...items]);
}

/**
 * Lays out a GGUF file, version 3, little endian (github.com/ggml-org/ggml, docs/gguf.md): header, metadata, tensor
 * descriptions, then the tensors, each at a multiple of 32 bytes.
 */
export function encodeGguf(metadata: Readonly<Record<string, MetadataValue>>, tensors: readonly Tensor[]): Buffer {
  const entries = Object.entries(metadata);
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(entries.length)];
  for (const [key, value] of entries) head.push(text(key), metadataValue(value));
  const bodies: Buffer[] = [];
  let offset = 0;
  for (const tensor of tensors) {
    head.push(text(tensor.name), u32(tensor.shape.length), ...tensor.shape.map(u64), u32(F32), u64(offset));
    const data = f32s(tensor.data);
    const gap = padding(data.length);
    bodies.push(data, gap);
    offset += data.length + gap.length;
  }
  const start = Buffer.concat(head);
  return Buffer.concat([start, padding(start.length), ...bodies]);
}
