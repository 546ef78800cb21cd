import { createCipheriv, createHash } from 'node:crypto';
import { type GgufParts, ggufBytes, smallModel } from './gguf-bytes.ts';

/** A sound file of about so many bytes behind a header, filled with bytes that depend on the seed. */
function filled(parts: GgufParts, size: number, seed: number): Buffer {
  const header = ggufBytes({ ...parts, dataBytes: 0 }).length;
  const model = Buffer.from(ggufBytes({ ...parts, dataBytes: Math.max(304, size - header) }));
  const key = createHash('md5').update(String(seed)).digest();
  const noise = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(model.length - header));
  noise.copy(model, header);
  return model;
}

/** A sound model of about so many bytes; no stretch of it looks like another. */
export function modelBytes(size: number, seed = 1): Buffer {
  return filled(smallModel, size, seed);
}

/** The parts of a split model, each of about so many bytes, under the names that gguf-split gives them. */
export function splitModel(stem: string, sizes: readonly number[], seed = 1): ReadonlyMap<string, Buffer> {
  const count = String(sizes.length).padStart(5, '0');
  const parts = sizes.map((size, index): [string, Buffer] => {
    const split = { 'split.count': { uint16: sizes.length }, 'split.no': { uint16: index } };
    const header = index === 0 ? { ...smallModel.metadata, ...split } : split;
    const tensors = index === 0 ? smallModel.tensors : [];
    const name = `${stem}-${String(index + 1).padStart(5, '0')}-of-${count}.gguf`;
    return [
      name,
      filled({ metadata: header, ...(tensors === undefined ? {} : { tensors }) }, size, seed * 1000 + index),
    ];
  });
  return new Map(parts);
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A small generator of equal runs (mulberry32), so that a failing round can be repeated by its seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
