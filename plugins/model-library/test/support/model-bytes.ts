import { createCipheriv, createHash } from 'node:crypto';
import { ggufBytes, smallModel } from './gguf-bytes.ts';

/** A sound model of about so many bytes, filled with bytes that depend on the seed, so that no stretch looks like another. */
export function modelBytes(size: number, seed = 1): Buffer {
  const header = ggufBytes({ ...smallModel, dataBytes: 0 }).length;
  const model = Buffer.from(ggufBytes({ ...smallModel, dataBytes: Math.max(304, size - header) }));
  const key = Buffer.alloc(16, seed);
  const noise = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(model.length - header));
  noise.copy(model, header);
  return model;
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
