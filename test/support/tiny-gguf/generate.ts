import { writeFile } from 'node:fs/promises';
import { byteVocabulary } from './byte-vocabulary.ts';
import { encodeGguf, type MetadataValue, type Tensor } from './gguf-writer.ts';

/** How large a generated model is: `width` is a multiple of `heads`. */
export interface ModelShape {
  readonly layers: number;
  readonly width: number;
  readonly feed_forward: number;
  readonly heads: number;
}

const TINY: ModelShape = { layers: 2, width: 64, feed_forward: 128, heads: 4 };
const CONTEXT = 4096;
const CHATML =
  '{% for m in messages %}<|im_start|>{{m.role}}\n{{m.content}}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';

/** Mulberry32: 32 bits of state are plenty for weights that only have to be the same every time. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function tensorsOf(seed: number, vocabularySize: number, shape: ModelShape): readonly Tensor[] {
  const { layers, width, feed_forward } = shape;
  const random = randomNumbers(seed);
  const matrix = (name: string, columns: number, rows: number, spread = 1 / Math.sqrt(columns)): Tensor => {
    const data = new Float32Array(columns * rows).map(() => (random() * 2 - 1) * spread * Math.sqrt(3));
    return { name: `${name}.weight`, shape: [columns, rows], data };
  };
  const norm = (name: string): Tensor => ({
    name: `${name}.weight`,
    shape: [width],
    data: new Float32Array(width).fill(1),
  });
  const layer = (i: number) => [
    norm(`blk.${i}.attn_norm`),
    matrix(`blk.${i}.attn_q`, width, width),
    matrix(`blk.${i}.attn_k`, width, width),
    matrix(`blk.${i}.attn_v`, width, width),
    matrix(`blk.${i}.attn_output`, width, width),
    norm(`blk.${i}.ffn_norm`),
    matrix(`blk.${i}.ffn_gate`, width, feed_forward),
    matrix(`blk.${i}.ffn_up`, width, feed_forward),
    matrix(`blk.${i}.ffn_down`, feed_forward, width),
  ];
  return [
    matrix('token_embd', width, vocabularySize, 1),
    ...Array.from({ length: layers }, (_, i) => layer(i)).flat(),
    norm('output_norm'),
    matrix('output', width, vocabularySize),
  ];
}

/**
 * Writes a model that real llama.cpp loads and generates with: llama architecture, 260 byte-level tokens, 2 layers of
 * width 64 if no other `shape` is asked for, random F32 weights (467 KB), context 4096, ChatML template. Its text is noise;
 * its protocol is real. The same seed and shape give the same bytes everywhere.
 */
export async function writeTinyGguf(
  path: string,
  { seed = 1, shape = TINY }: { readonly seed?: number; readonly shape?: ModelShape } = {},
): Promise<void> {
  const vocabulary = byteVocabulary();
  const metadata: Record<string, MetadataValue> = {
    'general.architecture': { text: 'llama' },
    'general.name': { text: `kora-tiny-${seed}` },
    'general.alignment': { u32: 32 },
    'llama.vocab_size': { u32: vocabulary.tokens.length },
    'llama.context_length': { u32: CONTEXT },
    'llama.embedding_length': { u32: shape.width },
    'llama.block_count': { u32: shape.layers },
    'llama.feed_forward_length': { u32: shape.feed_forward },
    'llama.rope.dimension_count': { u32: shape.width / shape.heads },
    'llama.attention.head_count': { u32: shape.heads },
    'llama.attention.head_count_kv': { u32: shape.heads },
    'llama.attention.layer_norm_rms_epsilon': { f32: 1e-5 },
    'tokenizer.ggml.model': { text: 'gpt2' },
    'tokenizer.ggml.pre': { text: 'gpt-2' },
    'tokenizer.ggml.tokens': { texts: vocabulary.tokens },
    'tokenizer.ggml.token_type': { i32s: vocabulary.types },
    'tokenizer.ggml.merges': { texts: vocabulary.merges },
    'tokenizer.ggml.bos_token_id': { u32: vocabulary.bos },
    'tokenizer.ggml.eos_token_id': { u32: vocabulary.eos },
    'tokenizer.ggml.add_bos_token': { bool: false },
    'tokenizer.chat_template': { text: CHATML },
  };
  await writeFile(path, encodeGguf(metadata, tensorsOf(seed, vocabulary.tokens.length, shape)));
}

if (import.meta.main) {
  const [out, seed] = process.argv.slice(2);
  if (out === undefined) throw new Error('usage: node generate.ts <out.gguf> [seed]');
  await writeTinyGguf(out, seed === undefined ? {} : { seed: Number(seed) });
}
